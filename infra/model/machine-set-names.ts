import type { Pool } from './pools.ts';
import type { MachineSets } from './provisioning.ts';

/** Stands for the zone of a MachineSet in the texts of a `providerSpec`. */
export const zonePlaceholder = '<zone>';
/** Stands for the infrastructure id of the cluster. */
export const infrastructurePlaceholder = '<infrastructure>';
/** The Secret with which a Windows machine starts; the Windows Machine Config Operator writes it. */
export const windowsUserData = 'windows-user-data';

/** Clouds whose Windows machines have names of at most 15 letters, by the kind of their provider specification. */
const shortNameKinds: readonly unknown[] = ['AzureMachineProviderSpec', 'VSphereMachineProviderSpec'];

/** Whether the MachineSets of a pool have to have short names: of Windows, on Azure and vSphere. */
export function needsShortNames({ providerSpecs }: MachineSets, { name, os }: Pick<Pool, 'name' | 'os'>): boolean {
  return os === 'windows' && shortNameKinds.includes(providerSpecs[name]?.['kind']);
}

/** The names of the MachineSets of a pool: one for each zone, in their order. */
export function machineSetNames(
  machineSets: MachineSets,
  pool: Pick<Pool, 'name' | 'os'>,
  prefix: string,
): readonly string[] {
  if (!needsShortNames(machineSets, pool)) return machineSets.zones.map((zone) => `${prefix}-${pool.name}-${zone}`);
  if (machineSets.zones.length === 1) return [pool.name];
  return machineSets.zones.map((_, index) => `${pool.name}-${index + 1}`);
}
