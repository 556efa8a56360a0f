import { quantityOf } from './same-value.ts';

/**
 * Which fields of an object cannot be changed once it exists. From the validation of Kubernetes 1.34
 * (`pkg/apis/<group>/validation/validation.go`, `Validate…Update`), and for the custom kinds from the transition rules in
 * their definitions; `test/cluster/immutable.test.ts` asks a real API server.
 */
export interface ImmutableRule {
  /** The keys that lead to the field. */
  readonly field: readonly string[];
  /** Each field of the object there is immutable but these. */
  readonly except?: readonly string[];
  /** What the server puts there when the field is absent. */
  readonly byDefault?: (object: unknown) => unknown;
  /** Brings both values to the form in which they are compared. */
  readonly normal?: (value: unknown, object: unknown) => unknown;
  /** Changes that are allowed all the same. */
  readonly allows?: (before: unknown, after: unknown) => boolean;
  /** The rule holds only for an object like this. */
  readonly onlyIf?: (before: unknown, after: unknown) => boolean;
}

/** By `<group>/<kind>`. */
export const immutableRules: ReadonlyMap<string, readonly ImmutableRule[]> = new Map<string, readonly ImmutableRule[]>([
  ['apps/Deployment', [fixed('spec.selector')]],
  ['apps/DaemonSet', [fixed('spec.selector')]],
  [
    'apps/StatefulSet',
    [
      {
        field: ['spec'],
        except: [
          'minReadySeconds',
          'ordinals',
          'persistentVolumeClaimRetentionPolicy',
          'podManagementPolicy',
          'replicas',
          'revisionHistoryLimit',
          'template',
          'updateStrategy',
          'volumeClaimTemplates',
        ],
      },
      withDefault('spec.podManagementPolicy', 'OrderedReady'),
      { field: ['spec', 'volumeClaimTemplates'], normal: claimTemplates },
    ],
  ],
  [
    'batch/Job',
    [
      fixed('spec.selector'),
      fixed('spec.template'),
      withDefault('spec.completionMode', 'NonIndexed'),
      fixed('spec.podFailurePolicy'),
      fixed('spec.successPolicy'),
      fixed('spec.backoffLimitPerIndex'),
      fixed('spec.managedBy'),
      { field: ['spec', 'completions'], byDefault: defaultCompletions, onlyIf: keepsCompletions },
    ],
  ],
  [
    '/Service',
    [
      { field: ['spec', 'clusterIP'], onlyIf: haveClusterIps, allows: leavesClusterIp },
      { field: ['spec', 'ipFamilies'], onlyIf: haveClusterIps, allows: keepsFirstFamily },
      { field: ['spec', 'loadBalancerClass'], onlyIf: areLoadBalancers },
    ],
  ],
  ['/ConfigMap', sealed(['data'], ['binaryData'])],
  [
    '/Secret',
    [
      withDefault('type', 'Opaque'),
      { field: ['immutable'], onlyIf: isSealed },
      { field: ['data'], onlyIf: isSealed, normal: secretData, byDefault: () => ({}) },
    ],
  ],
  [
    '/PersistentVolumeClaim',
    [
      {
        field: ['spec'],
        except: ['resources', 'storageClassName', 'volumeAttributesClassName', 'volumeMode', 'volumeName'],
      },
      withDefault('spec.volumeMode', 'Filesystem'),
      // Each may be set once: the cluster does it where the claim leaves it open.
      { field: ['spec', 'storageClassName'], allows: wasAbsent },
      { field: ['spec', 'volumeName'], allows: wasAbsent },
      { field: ['spec', 'resources', 'requests', 'storage'], allows: hasGrown },
    ],
  ],
  [
    '/PersistentVolume',
    [
      {
        field: ['spec'],
        except: [
          'accessModes',
          'capacity',
          'claimRef',
          'mountOptions',
          'nodeAffinity',
          'persistentVolumeReclaimPolicy',
          'storageClassName',
          'volumeAttributesClassName',
          'volumeMode',
        ],
      },
      withDefault('spec.volumeMode', 'Filesystem'),
      { field: ['spec', 'nodeAffinity'], allows: wasAbsent },
    ],
  ],
  ['/ResourceQuota', [{ field: ['spec', 'scopes'], normal: sortedList }]],
  [
    '/Pod',
    [
      {
        field: ['spec'],
        except: [
          'activeDeadlineSeconds',
          'containers',
          'ephemeralContainers',
          'initContainers',
          'nodeName',
          'schedulingGates',
          'tolerations',
        ],
      },
      { field: ['spec', 'containers'], normal: withoutImages },
      { field: ['spec', 'initContainers'], normal: withoutImages },
    ],
  ],
  ['rbac.authorization.k8s.io/RoleBinding', [fixed('roleRef')]],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', [fixed('roleRef')]],
  ['scheduling.k8s.io/PriorityClass', [fixed('value'), withDefault('preemptionPolicy', 'PreemptLowerPriority')]],
  ['node.k8s.io/RuntimeClass', [fixed('handler')]],
  [
    'storage.k8s.io/StorageClass',
    [
      fixed('provisioner'),
      fixed('parameters'),
      withDefault('reclaimPolicy', 'Delete'),
      withDefault('volumeBindingMode', 'Immediate'),
    ],
  ],
  ['networking.k8s.io/IngressClass', [fixed('spec.controller')]],
  ['resource.k8s.io/ResourceClaim', [fixed('spec')]],
  ['resource.k8s.io/ResourceClaimTemplate', [fixed('spec')]],
  ['resource.k8s.io/ResourceSlice', [fixed('spec.driver'), fixed('spec.nodeName'), fixed('spec.pool.name')]],
  [
    'apiextensions.k8s.io/CustomResourceDefinition',
    [fixed('spec.group'), fixed('spec.scope'), fixed('spec.names.kind'), fixed('spec.names.plural')],
  ],
  [
    'karpenter.sh/NodePool',
    [
      fixed('spec.template.spec.nodeClassRef.group'),
      fixed('spec.template.spec.nodeClassRef.kind'),
      { field: ['spec', 'replicas'], normal: (value) => value !== undefined },
    ],
  ],
  ['gateway.networking.k8s.io/GatewayClass', [fixed('spec.controllerName')]],
  // Not in its definition but in its webhook.
  ['cluster.x-k8s.io/MachineDeployment', [fixed('spec.clusterName')]],
]);

function fixed(path: string): ImmutableRule {
  return { field: path.split('.') };
}

function withDefault(path: string, value: unknown): ImmutableRule {
  return { field: path.split('.'), byDefault: () => value };
}

/** `immutable: true` seals the data and cannot be taken back. */
function sealed(...fields: readonly (readonly string[])[]): readonly ImmutableRule[] {
  return [['immutable'], ...fields].map((field) => ({ field, onlyIf: isSealed }));
}

function isSealed(before: unknown): boolean {
  return at(before, 'immutable') === true;
}

/** A Secret's text counts like the bytes that it becomes. */
function secretData(value: unknown, object: unknown): unknown {
  const texts = Object.entries((at(object, 'stringData') ?? {}) as Readonly<Record<string, string>>);
  const bytes = texts.map(([key, text]) => [key, Buffer.from(text).toString('base64')] as const);
  return { ...(value as object | undefined), ...Object.fromEntries(bytes) };
}

/** A template of claims with what the server fills in. */
function claimTemplates(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((template: Readonly<Record<string, unknown>>) => ({
    ...template,
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    spec: { volumeMode: 'Filesystem', ...(template['spec'] as object | undefined) },
  }));
}

/** One completion is meant where neither completions nor parallelism is said. */
function defaultCompletions(job: unknown): unknown {
  return at(job, 'spec', 'parallelism') === undefined ? 1 : undefined;
}

/** An indexed Job may change its completions together with its parallelism. */
function keepsCompletions(_before: unknown, after: unknown): boolean {
  const isIndexed = at(after, 'spec', 'completionMode') === 'Indexed';
  return !isIndexed || at(after, 'spec', 'completions') !== (at(after, 'spec', 'parallelism') ?? 1);
}

function haveClusterIps(before: unknown, after: unknown): boolean {
  return [before, after].every((service) => at(service, 'spec', 'type') !== 'ExternalName');
}

/** An address that the manifest no longer asks for is kept: only `None` cannot be left, or come to. */
function leavesClusterIp(before: unknown, after: unknown): boolean {
  return before !== 'None' && (after === undefined || after === '');
}

/** A second family may come and go. */
function keepsFirstFamily(before: unknown, after: unknown): boolean {
  return at(before, '0') === undefined || at(after, '0') === undefined || at(before, '0') === at(after, '0');
}

function areLoadBalancers(before: unknown, after: unknown): boolean {
  return [before, after].every((service) => at(service, 'spec', 'type') === 'LoadBalancer');
}

function wasAbsent(before: unknown): boolean {
  return before === undefined;
}

function hasGrown(before: unknown, after: unknown): boolean {
  const [old, wanted] = [quantityOf(before), quantityOf(after)];
  return typeof old === 'number' && typeof wanted === 'number' && wanted >= old;
}

function withoutImages(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((container: object) => ({ ...container, image: undefined }));
}

function sortedList(value: unknown): unknown {
  return Array.isArray(value) ? value.toSorted() : value;
}

/** The value at a path of keys; `undefined` where there is none. */
function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (here, key) => (typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[key] : undefined),
    value,
  );
}
