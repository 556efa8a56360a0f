import { applicationServices } from '../../../../../infra/charts/services/services.ts';
import type { Part } from '../../../../../infra/charts/part.ts';
import type { Container, PodSpec, PodTemplateSpec } from '../../../../../infra/kubernetes/types.ts';
import { definePlatform, type Platform } from '../../../../../infra/model/platform.ts';
import type { Service } from '../../../../../infra/model/service.ts';
import { targetOf } from '../../../../../infra/model/target.ts';
import { objectsOf } from '../support/find-object.ts';

const nodePools: Platform['nodePools'] = {
  dear: { cpu: 16, memory: '64Gi', max: 4, costPerHour: 2 },
  general: { cpu: 8, memory: '32Gi', max: 4, costPerHour: 1 },
  kept: { cpu: 8, memory: '32Gi', max: 4, taints: [{ key: 'team', value: 'cad', effect: 'NoSchedule' }] },
  pinned: { cpu: 8, memory: '32Gi', max: 4, costPerHour: 3, exclusiveCpus: true },
  gpu: { cpu: 16, memory: '64Gi', max: 2, gpu: { model: 'NVIDIA A100', memory: '80Gi', count: 4 } },
  shared: {
    cpu: 16,
    memory: '64Gi',
    max: 2,
    gpu: { model: 'NVIDIA L4', memory: '24Gi', sharing: { mode: 'time-slicing', shares: 4 } },
  },
  claimed: { cpu: 16, memory: '64Gi', max: 2, gpu: { model: 'NVIDIA H100', memory: '80Gi', sharing: { mode: 'dra' } } },
  windows: { os: 'windows', cpu: 8, memory: '32Gi', max: 2 },
  'windows-2025': { os: 'windows', windows: { version: '2025' }, cpu: 16, memory: '64Gi', max: 2 },
};

/** Of the environment. */
interface Options {
  readonly flavour?: 'kubernetes' | 'openshift';
  readonly pools?: readonly string[];
  readonly replicas?: Readonly<Record<string, number>>;
}

/** The part that services make. */
export function partOf(
  services: Readonly<Record<string, Service>>,
  { flavour = 'kubernetes', pools, replicas }: Options = {},
): Part {
  const platform = definePlatform({
    name: 'lab',
    services,
    sessionTypes: { design: { workers: { cad: { command: ['cad'] } } } },
    nodePools,
    environments: {
      dev: { flavour, ...(pools !== undefined && { pools: [...pools] }), ...(replicas !== undefined && { replicas }) },
    },
  });
  return applicationServices(targetOf(platform, 'dev'));
}

/** The template of the only service. */
export function templateOf(service: Service, options?: Options): PodTemplateSpec {
  const part = partOf({ api: service }, options);
  const [workload] = [
    ...objectsOf(part, 'Deployment'),
    ...objectsOf(part, 'StatefulSet'),
    ...objectsOf(part, 'DaemonSet'),
  ];
  if (workload?.spec?.template === undefined) throw new Error('there is no workload');
  return workload.spec.template;
}

/** The pod of the only service. */
export function podOf(service: Service, options?: Options): PodSpec {
  const { spec } = templateOf(service, options);
  if (spec === undefined) throw new Error('there is no pod');
  return spec;
}

/** The container of the only service. */
export function containerOf(service: Service, options?: Options): Container {
  const [container] = podOf(service, options).containers;
  if (container === undefined) throw new Error('there is no container');
  return container;
}

/** What a service is at the least. */
export const program = { command: ['node', 'api.ts'] };
