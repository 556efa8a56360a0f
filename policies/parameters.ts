/** What a rule may be told by an environment. `description` and `default` are the rows of docs/guides/policies.md. */
export type Parameter =
  | { readonly kind: 'list'; readonly default: readonly string[]; readonly description: string; readonly item?: Item }
  | { readonly kind: 'table'; readonly default: Readonly<Record<string, string>>; readonly description: string }
  | { readonly kind: 'flag'; readonly default: boolean; readonly description: string }
  | { readonly kind: 'count'; readonly default: number; readonly description: string };

/** What each item of a list has to look like. */
interface Item {
  /** A regular expression. */
  readonly pattern: string;
  /** What it stands for, in words. */
  readonly expected: string;
}

const namespaced: Item = {
  pattern: '^[a-z0-9-]+/[a-z0-9.-]+$',
  expected: 'a namespace and a name such as "berth-system/mongodb-key"',
};

/** Not the default account of a namespace: a pod that names none has it. */
const agent: Item = {
  pattern: '^[a-z0-9-]+/(?!default$)[a-z0-9.-]+$',
  expected: 'a namespace and a service account of its own, such as "lab-nodes/device-plugin"',
};

/** All parameters of all rules; several rules may read the same one. */
export const parameters = {
  allowedRegistries: list([], 'Where images may come from; empty: anywhere.', {
    pattern: '^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*/$',
    expected: 'a registry, or a folder of one, that ends with a slash, such as "registry.example.org/berth/"',
  }),
  requireDigests: flag(true, 'Whether images must be named by digest; otherwise a tag will do that is not `latest`.'),
  windowsImageBuilds: table({}, 'Beginnings of Windows images, and the build of Windows that each was made for.'),
  priorityClasses: list([], 'Priority classes that pods may have; empty: any but those of Kubernetes itself.'),
  schedulingGates: list(['berth.dev/placement'], 'Scheduling gates that something opens again.'),
  linuxGpuResources: list(
    ['nvidia.com/', 'amd.com/gpu', 'gpu.intel.com/'],
    'What the names of GPU resources on Linux begin with.',
  ),
  windowsGpuResources: list(
    ['microsoft.com/directx', 'directx.microsoft.com/'],
    'What the names of GPU resources on Windows begin with.',
  ),
  sharedGpuResources: list(['nvidia.com/gpu.shared'], 'Resources that stand for a share of one GPU.'),
  gpuLabels: list(
    [
      'nvidia.com/gpu.',
      'nvidia.com/mig',
      'berth.dev/gpu',
      'berth.dev/pool',
      'cloud.google.com/gke-accelerator',
      'karpenter.k8s.aws/instance-gpu-',
      'kubernetes.azure.com/accelerator',
    ],
    'What the node labels begin with that name a kind of GPU, how it is shared, or a pool.',
  ),
  gpuTaints: list(
    ['nvidia.com/gpu', 'microsoft.com/directx'],
    'Taints that keep GPU nodes for those who ask for GPUs, as key or as key=value; empty: they have none.',
  ),
  untaintedGpuResources: list([], 'GPU resources that nodes without such a taint have too: they need no toleration.'),
  nodeAgents: list(
    [],
    'Agents, as namespace/serviceAccount, that may tolerate every taint and have a priority class of Kubernetes itself.',
    agent,
  ),
  hostPathAgents: list([], 'Agents that may use folders of their node.', agent),
  hostNetworkAgents: list([], 'Agents that may use the network of their node.', agent),
  privilegedAgents: list([], 'Agents that may run as root, with privileges, or with a writable root.', agent),
  hostProcessAgents: list([], 'Agents that may be HostProcess pods on Windows.', agent),
  apiServerAudiences: list(
    ['https://kubernetes.default.svc.cluster.local', 'https://kubernetes.default.svc'],
    'Audiences that the API server takes tokens for; those without an audience are for it anyway.',
  ),
  gmsaCredentials: list([], 'Group managed service accounts that Windows pods may name.'),
  privilegedNamespaces: list([], 'Namespaces that may be below the Pod Security level `restricted`.'),
  storageClasses: list([], 'Storage classes that claims may name; empty: any.'),
  minReplicas: count(2, 'The least number of replicas, whether a workload states them or something scales it.'),
  expectedSecrets: list(
    [],
    'Secrets that will be there without being among the objects, as namespace/name.',
    namespaced,
  ),
  existingObjects: list(
    ['PriorityClass/system-node-critical', 'PriorityClass/system-cluster-critical'],
    'Objects that the cluster has already, as Kind/name or Kind/namespace/name.',
    { pattern: '^[A-Z][A-Za-z]+/[a-z0-9.:/-]+$', expected: 'such as "RuntimeClass/gvisor"' },
  ),
  runtimeLabels: list(
    ['berth.dev/worker'],
    'Labels of pods that are created at run time: who selects by them selects nothing among the objects.',
  ),
} as const satisfies Readonly<Record<string, Parameter>>;

export type ParameterName = keyof typeof parameters;

/** A value for every parameter. */
export type PolicyParameters = { readonly [Name in ParameterName]: (typeof parameters)[Name]['default'] };

/** The value of every parameter that nobody sets. */
export const defaultParameters = Object.fromEntries(
  Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]),
) as PolicyParameters;

/** Whether a text names a parameter. */
export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(parameters, name);
}

function list(values: readonly string[], description: string, item?: Item) {
  return { kind: 'list' as const, default: values, description, ...(item !== undefined && { item }) };
}

function table(value: Readonly<Record<string, string>>, description: string) {
  return { kind: 'table' as const, default: value, description };
}

function flag(value: boolean, description: string) {
  return { kind: 'flag' as const, default: value, description };
}

function count(value: number, description: string) {
  return { kind: 'count' as const, default: value, description };
}
