import { rowsOf, withVariants, type Row } from '../row.ts';
import {
  agent,
  claimsToBe,
  initContainer,
  linuxContainer,
  linuxPod,
  resources,
  windowsPod,
  type PodChanges,
} from '../subjects.ts';

const extended = rowsOf('extended-resource');
const share = rowsOf('gpu-share');
const kind = rowsOf('gpu-resource');
const constraint = rowsOf('gpu-constraint');
const toleration = rowsOf('gpu-toleration');

type Amounts = Readonly<Record<string, unknown>>;

const asks = (limits: Amounts, requests: Amounts = {}) => ({
  resources: { requests: { ...resources.requests, ...requests }, limits: { ...resources.limits, ...limits } },
});
const product = { 'kubernetes.io/os': 'linux', 'nvidia.com/gpu.product': 'NVIDIA-L4' };
const tolerates = (key: string) => ({ tolerations: [{ key, operator: 'Exists', effect: 'NoSchedule' }] });
const toleratesValue = (value: string) => ({
  tolerations: [{ key: 'dedicated', operator: 'Equal', value, effect: 'NoSchedule' }],
});
const placement = { nodeSelector: product, ...tolerates('nvidia.com/gpu') };
const gpuPod = (limits: Amounts, changes: PodChanges = {}) =>
  linuxPod({ ...changes, container: asks(limits), spec: { ...placement, ...changes.spec } });
/** A pod whose GPU is asked for by the container at its side. */
const atItsSide = (limits: Amounts, spec: object = placement) =>
  linuxPod({
    spec: { ...spec, initContainers: [linuxContainer({ name: 'side', restartPolicy: 'Always', ...asks(limits) })] },
  });
const windowsPlacement = {
  nodeSelector: {
    'kubernetes.io/os': 'windows',
    'node.kubernetes.io/windows-build': '10.0.20348',
    'berth.dev/gpu': 'NVIDIA-A10',
  },
  ...tolerates('microsoft.com/directx'),
};
const byAffinity = (...keys: readonly string[]) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: keys.map((key) => ({ matchExpressions: [{ key, operator: 'Exists' }] })),
      },
    },
  },
});
const wholeNumber = { server: { does: 'refuses', because: 'It knows no part of an extended resource.' } } as const;
const sameAmount = {
  server: { does: 'refuses', because: 'It wants request and limit of an extended resource alike.' },
} as const;

const withToleration = (other: object) => ({ tolerations: [...tolerates('nvidia.com/gpu').tolerations, other] });
const requiringTerm = (term: object) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } },
});
const requiring = (matchExpressions: readonly object[]) => requiringTerm({ matchExpressions });
const nodeNamed = (name: string) => ({ key: 'metadata.name', operator: 'In', values: [name] });
/** A pod whose nodeSelector says nothing of its GPU. */
const byPlacement = (spec: object) =>
  gpuPod({ 'nvidia.com/gpu': 1 }, { spec: { nodeSelector: { 'kubernetes.io/os': 'linux' }, ...spec } });

const rows: readonly Row[] = [
  kind.breaks(
    'two on Windows',
    windowsPod({
      container: asks({ 'microsoft.com/directx': 1, 'directx.microsoft.com/display': 1 }),
      spec: windowsPlacement,
    }),
    ['container main'],
  ),
  share.keeps('none', linuxPod()),
  constraint.keeps(
    'a toleration among others',
    gpuPod({ 'nvidia.com/gpu': 1 }, { spec: withToleration({ key: 'example.org/slow', operator: 'Exists' }) }),
  ),
  constraint.keeps(
    'an agent that tolerates everything',
    gpuPod({ 'nvidia.com/gpu': 1 }, { spec: { ...agent('log-collector'), tolerations: [{ operator: 'Exists' }] } }),
  ),
  constraint.keeps(
    'a required affinity with more than one expression',
    gpuPod(
      { 'nvidia.com/gpu': 1 },
      {
        spec: {
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          ...requiring([
            { key: 'kubernetes.io/arch', operator: 'Exists' },
            { key: 'nvidia.com/gpu.memory', operator: 'Gt', values: ['20000'] },
          ]),
        },
      },
    ),
  ),
  toleration.keeps(
    'an agent that tolerates everything',
    linuxPod({ spec: { ...agent('log-collector'), tolerations: [{ operator: 'Exists' }] } }),
  ),
  extended.keeps('no such resource', linuxPod()),
  extended.keeps('a limit only', gpuPod({ 'nvidia.com/gpu': 2 })),
  extended.keeps(
    'the same amount in two spellings',
    linuxPod({ container: asks({ 'nvidia.com/gpu': '1000m' }, { 'nvidia.com/gpu': 1 }), spec: placement }),
  ),
  extended.breaks(
    'a half',
    linuxPod({ container: asks({ 'example.org/licence': '500m' }) }),
    ['container main'],
    wholeNumber,
  ),
  extended.breaks(
    'a request that is not the limit',
    linuxPod({ container: asks({ 'example.org/licence': 2 }, { 'example.org/licence': 1 }) }),
    ['container main'],
    sameAmount,
  ),
  extended.breaks(
    'a request without a limit',
    linuxPod({ container: asks({}, { 'example.org/licence': 1 }) }),
    ['container main'],
    sameAmount,
  ),

  share.keeps('one share', gpuPod({ 'nvidia.com/gpu.shared': 1 })),
  share.keeps('two whole ones', gpuPod({ 'nvidia.com/gpu': 2 })),
  share.breaks('two shares', gpuPod({ 'nvidia.com/gpu.shared': 2 }), ['container main']),

  kind.keeps(
    'the same in two containers',
    gpuPod(
      { 'nvidia.com/gpu': 1 },
      { spec: { initContainers: [initContainer({ ...asks({ 'nvidia.com/gpu': 1 }) })] } },
    ),
  ),
  kind.keeps(
    'DirectX on Windows',
    windowsPod({ container: asks({ 'microsoft.com/directx': 1 }), spec: windowsPlacement }),
  ),
  kind.breaks('two in one container', gpuPod({ 'nvidia.com/gpu': 1, 'nvidia.com/gpu.shared': 1 }), ['container main']),
  kind.breaks(
    'two in two containers',
    linuxPod({
      spec: {
        ...placement,
        containers: [
          linuxContainer(asks({ 'nvidia.com/gpu': 1 })),
          linuxContainer({ name: 'other', ...asks({ 'nvidia.com/mig-1g.10gb': 1 }) }),
        ],
      },
    }),
    ['container main', 'container other'],
  ),
  kind.breaks(
    'two in two init containers',
    linuxPod({
      spec: {
        ...placement,
        initContainers: [
          initContainer(asks({ 'nvidia.com/gpu': 1 })),
          initContainer({ name: 'second', ...asks({ 'nvidia.com/mig-1g.10gb': 1 }) }),
        ],
      },
    }),
    ['container first', 'container second'],
  ),
  kind.breaks('NVIDIA on Windows', windowsPod({ container: asks({ 'nvidia.com/gpu': 1 }), spec: windowsPlacement }), [
    'container main',
  ]),
  kind.breaks('DirectX on Linux', gpuPod({ 'microsoft.com/directx': 1 }), ['container main']),

  constraint.keeps('no GPU', linuxPod()),
  constraint.keeps('a product and a toleration', gpuPod({ 'nvidia.com/gpu': 1 })),
  constraint.keeps(
    'a required affinity',
    gpuPod(
      { 'nvidia.com/gpu': 1 },
      { spec: { nodeSelector: { 'kubernetes.io/os': 'linux' }, ...byAffinity('nvidia.com/gpu.memory') } },
    ),
  ),
  constraint.breaks(
    'no constraint',
    gpuPod({ 'nvidia.com/gpu': 1 }, { spec: { nodeSelector: { 'kubernetes.io/os': 'linux' } } }),
  ),
  constraint.breaks(
    'an affinity with a way out',
    gpuPod(
      { 'nvidia.com/gpu': 1 },
      {
        spec: {
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          ...byAffinity('nvidia.com/gpu.memory', 'kubernetes.io/arch'),
        },
      },
    ),
  ),
  constraint.breaks(
    'no constraint, by a container at the side',
    atItsSide({ 'nvidia.com/gpu': 1 }, tolerates('nvidia.com/gpu')),
  ),
  ...['DoesNotExist', 'NotIn'].map((operator) =>
    constraint.breaks(
      `an affinity that only says what it is not: ${operator}`,
      byPlacement(
        requiring([
          { key: 'nvidia.com/gpu.product', operator, ...(operator === 'NotIn' && { values: ['NVIDIA-T4'] }) },
        ]),
      ),
    ),
  ),
  constraint.breaks('an affinity to pods', byPlacement({ affinity: { podAffinity: {} } })),
  constraint.breaks(
    'an affinity that is a preference',
    byPlacement({
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'nvidia.com/gpu.product', operator: 'Exists' }] } },
          ],
        },
      },
    }),
  ),
  constraint.breaks('an affinity to a node by its name', byPlacement(requiringTerm({ matchFields: [nodeNamed('a')] }))),
  constraint.keeps(
    'a required affinity to one of several products',
    byPlacement(requiring([{ key: 'nvidia.com/gpu.product', operator: 'In', values: ['NVIDIA-L4', 'NVIDIA-T4'] }])),
  ),
  constraint.keeps(
    'a required affinity to less memory',
    byPlacement(requiring([{ key: 'nvidia.com/gpu.memory', operator: 'Lt', values: ['20000'] }])),
  ),
  constraint.keeps('the value of a taint', gpuPod({ 'nvidia.com/gpu': 1 }, { spec: toleratesValue('gpu') })),
  constraint.keeps('every value of a taint', gpuPod({ 'nvidia.com/gpu': 1 }, { spec: tolerates('dedicated') })),
  constraint.keeps(
    'every taint by an empty key, as an agent',
    gpuPod(
      { 'nvidia.com/gpu': 1 },
      { spec: { ...agent('log-collector'), tolerations: [{ key: '', operator: 'Exists' }] } },
    ),
  ),
  constraint.breaks('another value of a taint', gpuPod({ 'nvidia.com/gpu': 1 }, { spec: toleratesValue('all') })),
  constraint.breaks(
    'another value of a taint, without an operator',
    gpuPod({ 'nvidia.com/gpu': 1 }, { spec: { tolerations: [{ key: 'dedicated', value: 'all' }] } }),
  ),
  constraint.breaks(
    'no toleration, beside an init container',
    gpuPod({ 'nvidia.com/gpu': 1 }, { spec: { tolerations: undefined, initContainers: [initContainer()] } }),
  ),
  constraint.breaks(
    'every value of a taint whose name only begins so',
    gpuPod({ 'nvidia.com/gpu': 1 }, { spec: tolerates('dedicate') }),
  ),
  constraint.keeps(
    'no toleration, for a resource that nodes without a taint have',
    gpuPod({ 'amd.com/gpu': 1 }, { spec: { tolerations: undefined } }),
  ),
  constraint.keeps(
    'no toleration, for such a resource of the container at the side',
    atItsSide({ 'amd.com/gpu': 1 }, { nodeSelector: product }),
  ),
  constraint.keeps(
    'no toleration, where no node has a taint',
    gpuPod({ 'nvidia.com/gpu': 1 }, { spec: { tolerations: undefined } }),
    { lenient: true },
  ),
  constraint.breaks('no toleration', gpuPod({ 'nvidia.com/gpu': 1 }, { spec: { tolerations: undefined } })),
  constraint.breaks(
    'a toleration of something else',
    gpuPod({ 'nvidia.com/gpu': 1 }, { spec: tolerates('example.org/slow') }),
  ),

  toleration.keeps('a pod with a GPU', gpuPod({ 'nvidia.com/gpu': 1 })),
  toleration.keeps('an agent', linuxPod({ spec: { ...agent('log-collector'), ...tolerates('nvidia.com/gpu') } })),
  toleration.keeps(
    'a pod with a claim',
    linuxPod({
      container: { resources: { ...resources, claims: [{ name: 'gpu' }] } },
      spec: { ...tolerates('nvidia.com/gpu'), resourceClaims: [{ name: 'gpu', resourceClaimName: 'session' }] },
    }),
  ),
  toleration.keeps('a pod with a GPU at its side', atItsSide({ 'nvidia.com/gpu': 1 })),
  toleration.keeps('a taint that is not of GPUs', linuxPod({ spec: tolerates('example.org/slow') })),
  toleration.keeps('a taint whose name only begins so', linuxPod({ spec: tolerates('dedicate') })),
  toleration.keeps('another value of a taint', linuxPod({ spec: toleratesValue('all') })),
  toleration.keeps(
    'another value of a taint, without an operator',
    linuxPod({ spec: { tolerations: [{ key: 'dedicated', value: 'all' }] } }),
  ),
  toleration.breaks(
    'a pod with no claims',
    linuxPod({ spec: { ...tolerates('nvidia.com/gpu'), resourceClaims: [] } }),
    ['toleration of nvidia.com/gpu'],
  ),
  toleration.breaks('the value of a taint', linuxPod({ spec: toleratesValue('gpu') }), ['toleration of dedicated']),
  toleration.breaks('every value of a taint', linuxPod({ spec: tolerates('dedicated') }), ['toleration of dedicated']),
  toleration.breaks('a pod without', linuxPod({ spec: tolerates('nvidia.com/gpu') }), ['toleration of nvidia.com/gpu']),
  toleration.breaks(
    'a pod that only calls itself an agent',
    linuxPod({ ...claimsToBe('log-collector'), spec: tolerates('nvidia.com/gpu') }),
    ['toleration of nvidia.com/gpu'],
  ),
  toleration.breaks('a Windows pod without', windowsPod({ spec: tolerates('microsoft.com/directx') }), [
    'toleration of microsoft.com/directx',
  ]),
];

/** Rows of the rules of `policies/rules/gpu.ts`. */
export const gpuRows: readonly Row[] = withVariants(rows);
