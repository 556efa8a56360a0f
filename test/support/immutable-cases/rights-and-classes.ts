import { add, object, replace, type ImmutableCase } from './immutable-case.ts';

const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' };
const requests = [{ name: 'gpu', exactly: { deviceClassName: 'gpu.example.org' } }];

export const rightsAndClassesCases: readonly ImmutableCase[] = [
  ...['RoleBinding', 'ClusterRoleBinding'].map((kind) => ({
    title: 'its role',
    object: object('rbac.authorization.k8s.io/v1', kind, {
      roleRef: { ...roleRef, kind: kind.replace('Binding', '') },
      subjects: [],
    }),
    change: replace('/roleRef/name', 'b'),
    immutable: ['/roleRef'],
  })),
  ...priorityClassCases(),
  {
    title: 'its handler',
    object: object('node.k8s.io/v1', 'RuntimeClass', { handler: 'a' }),
    change: replace('/handler', 'b'),
    immutable: ['/handler'],
  },
  ...['ResourceClaim', 'ResourceClaimTemplate'].map((kind) => ({
    title: 'its requests',
    object: object('resource.k8s.io/v1', kind, {
      spec: kind === 'ResourceClaim' ? { devices: { requests } } : { spec: { devices: { requests } } },
    }),
    change: replace(`${kind === 'ResourceClaim' ? '/spec' : '/spec/spec'}/devices/requests/0/name`, 'other'),
    immutable: ['/spec'],
  })),
  {
    title: 'its driver',
    object: object('resource.k8s.io/v1', 'ResourceSlice', {
      spec: {
        driver: 'gpu.example.org',
        nodeName: 'n',
        pool: { name: 'n', generation: 1, resourceSliceCount: 1 },
        devices: [{ name: 'a' }],
      },
    }),
    change: replace('/spec/driver', 'other.example.org'),
    immutable: ['/spec/driver'],
  },
  {
    title: 'its controller',
    object: object('gateway.networking.k8s.io/v1', 'GatewayClass', { spec: { controllerName: 'example.org/a' } }),
    change: replace('/spec/controllerName', 'example.org/b'),
    immutable: ['/spec/controllerName'],
  },
  ...nodePoolCases(),
];

function priorityClassCases(): readonly ImmutableCase[] {
  const priorityClass = object('scheduling.k8s.io/v1', 'PriorityClass', { value: 10 });
  return [
    { title: 'its value', object: priorityClass, change: replace('/value', 11), immutable: ['/value'] },
    {
      title: 'whom it pushes away',
      object: priorityClass,
      change: add('/preemptionPolicy', 'Never'),
      immutable: ['/preemptionPolicy'],
    },
    { title: 'its description', object: priorityClass, change: add('/description', 'x'), immutable: [] },
  ];
}

function nodePoolCases(): readonly ImmutableCase[] {
  const nodeClassRef = { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'a' };
  const requirements = [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }];
  const pool = object('karpenter.sh/v1', 'NodePool', { spec: { template: { spec: { nodeClassRef, requirements } } } });
  return [
    {
      title: 'the kind of its node class',
      object: pool,
      change: replace('/spec/template/spec/nodeClassRef/kind', 'Other'),
      immutable: ['/spec/template/spec/nodeClassRef/kind'],
    },
    {
      title: 'its node class',
      object: pool,
      change: replace('/spec/template/spec/nodeClassRef/name', 'b'),
      immutable: [],
    },
    {
      title: 'to a fixed number of nodes',
      object: pool,
      change: add('/spec/replicas', 1),
      immutable: ['/spec/replicas'],
    },
  ];
}
