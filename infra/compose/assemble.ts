import { checksumAnnotation, checksumOf } from '../constructs/checksum.ts';
import type { ComposeFile, ComposeService } from './compose-file.ts';
import type { ComposeContext, ConfigFile, Volume } from './compose-part.ts';
import type { Container } from './container.ts';
import type { NetworkPlan } from './networks.ts';
import { secretPath } from './secret-file.ts';

/** What a compose file is put together of. */
export interface Pieces {
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  /** Those that some container mounts. */
  readonly configs: readonly ConfigFile[];
  readonly plan: NetworkPlan;
}

/** The file: each container with its networks, and everything that they name. */
export function assemble(
  { target, production, folder }: ComposeContext,
  { containers, volumes, configs, plan }: Pieces,
): ComposeFile {
  return {
    name: production ? target.prefix : `${target.prefix}-development`,
    services: Object.fromEntries(containers.map((container) => [container.name, serviceOf(container, plan, configs)])),
    networks: plan.networks,
    volumes: Object.fromEntries(volumes.map(({ name }) => [name, {}])),
    configs: Object.fromEntries(configs.map(({ name, file }) => [name, { file: `./${folder}/${file}` }])),
    secrets: Object.fromEntries(
      mountedSecrets(containers).map((name) => [name, { file: secretPath({ folder }, name) }]),
    ),
  };
}

/** Of the configs only those that are mounted. */
export function mountedConfigs(
  configs: readonly ConfigFile[],
  containers: readonly Container[],
): readonly ConfigFile[] {
  const names = new Set(containers.flatMap(({ service }) => (service.configs ?? []).map(({ source }) => source)));
  return configs.filter(({ name }) => names.has(name));
}

/** Some secrets are only parts of others. */
function mountedSecrets(containers: readonly Container[]): readonly string[] {
  const names = containers.flatMap(({ service }) => (service.secrets ?? []).map(({ source }) => source));
  return [...new Set(names)].toSorted();
}

/** A container with its networks, and with the ranges of them that it has to know. */
function serviceOf(container: Container, plan: NetworkPlan, configs: readonly ConfigFile[]): ComposeService {
  const { name, service, addresses = {} } = container;
  const told = Object.fromEntries(
    Object.entries(addresses).map(([variable, which]) => [variable, plan[which].get(name) ?? '127.0.0.1']),
  );
  const mounted = configs.filter((config) => service.configs?.some(({ source }) => source === config.name));
  const contents = Object.fromEntries(mounted.map((config) => [config.name, config.content]));
  return {
    ...service,
    ...(Object.keys(told).length > 0 && { environment: { ...service.environment, ...told } }),
    // A changed file alone would not make compose replace the container.
    ...(mounted.length > 0 && { labels: { [checksumAnnotation]: checksumOf(contents) } }),
    ...placeOf(container, plan),
  };
}

function placeOf({ name, within }: Container, plan: NetworkPlan): Pick<ComposeService, 'networks' | 'network_mode'> {
  if (within !== undefined && within !== 'nothing') return { network_mode: `service:${within.container}` };
  const networks = plan.memberships.get(name) ?? [];
  // Who names no network would be on one with all others like it.
  if (networks.length === 0) return { network_mode: 'none' };
  return { networks: Object.fromEntries(networks.map((network) => [network, {}])) };
}
