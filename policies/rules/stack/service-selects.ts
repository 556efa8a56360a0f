import type { Finding, StackRule } from '../../rule.ts';
import { itemsOf, textOf, type PlacedObject } from '../../objects.ts';
import { labelsOf } from './label-index.ts';
import { containersOf, namespaceOf, specOf, type Workload, type World } from './world.ts';

/** A Service that leads somewhere. */
export const serviceSelects: StackRule<World> = {
  id: 'service-selects',
  title: 'Every Service selects a workload, and its named ports are ports of the pods',
  reason: 'A selector with a slip of the pen is accepted, and the Service answers nobody.',
  remedy:
    'Correct the selector or the targetPort; Services for pods that come at run time select by a runtimeLabels label.',
  severity: 'mandatory',
  parameters: ['runtimeLabels'],
  check(world, { runtimeLabels }) {
    return world.ofKind('Service').flatMap((service): Finding[] => {
      const selector = labelsOf(specOf(service.object)['selector']);
      const keys = Object.keys(selector);
      if (keys.length === 0 || keys.some((key) => runtimeLabels.includes(key))) return [];
      const selected = world.workloadsByLabel.select(namespaceOf(service.object), { matchLabels: selector });
      return selected.length === 0 ? [{ on: service, place: showLabels(selector) }] : portFindings(service, selected);
    });
  },
};

function portFindings(service: PlacedObject, workloads: readonly Workload[]): Finding[] {
  const names = new Set(workloads.flatMap(portNames));
  return itemsOf(specOf(service.object)['ports']).flatMap(({ targetPort }): Finding[] =>
    typeof targetPort !== 'string' || names.has(targetPort)
      ? []
      : [{ on: service, place: `no container has a port named ${targetPort}` }],
  );
}

function portNames({ podSpec }: Workload): readonly string[] {
  return containersOf(podSpec)
    .flatMap((container) => itemsOf(container['ports']))
    .flatMap(({ name }) => textOf(name) ?? []);
}

function showLabels(labels: Readonly<Record<string, string>>): string {
  return `nothing has ${Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')}`;
}
