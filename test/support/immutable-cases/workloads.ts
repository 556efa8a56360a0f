import { add, object, replace, type ImmutableCase } from './immutable-case.ts';

const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'lab' };
const container = { name: 'main', image: 'registry.invalid/app:1' };
const template = { metadata: { labels }, spec: { containers: [container] } };
const selector = { matchLabels: labels };
const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

const otherLabels = [
  ...add('/spec/selector/matchLabels', { ...labels, tier: 'a' }),
  ...add('/spec/template/metadata/labels', { ...labels, tier: 'a' }),
];

const deployment = object('apps/v1', 'Deployment', { spec: { replicas: 0, selector, template } });
const daemonSet = object('apps/v1', 'DaemonSet', { spec: { selector, template } });
const statefulSet = object('apps/v1', 'StatefulSet', {
  spec: {
    replicas: 0,
    serviceName: 'web',
    selector,
    template,
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }],
  },
});
const job = object('batch/v1', 'Job', {
  spec: { suspend: true, template: { spec: { ...template.spec, restartPolicy: 'Never' } } },
});
const pod = object('v1', 'Pod', { spec: { containers: [container], nodeSelector: { nowhere: 'true' } } });

export const workloadCases: readonly ImmutableCase[] = [
  ...[deployment, daemonSet].flatMap((workload) => [
    { title: 'its selector', object: workload, change: otherLabels, immutable: ['/spec/selector'] },
    {
      title: 'the image of its pods',
      object: workload,
      change: replace('/spec/template/spec/containers/0/image', 'registry.invalid/app:2'),
      immutable: [],
    },
  ]),
  { title: 'its replicas', object: deployment, change: replace('/spec/replicas', 1), immutable: [] },
  { title: 'its selector', object: statefulSet, change: otherLabels, immutable: ['/spec/selector'] },
  {
    title: 'its service',
    object: statefulSet,
    change: replace('/spec/serviceName', 'other'),
    immutable: ['/spec/serviceName'],
  },
  {
    title: 'the order of its pods',
    object: statefulSet,
    change: add('/spec/podManagementPolicy', 'Parallel'),
    immutable: ['/spec/podManagementPolicy'],
  },
  {
    title: 'the default of the order, spelt out',
    object: statefulSet,
    change: add('/spec/podManagementPolicy', 'OrderedReady'),
    immutable: [],
  },
  {
    title: 'the size of its claims',
    object: statefulSet,
    change: replace('/spec/volumeClaimTemplates/0/spec/resources/requests/storage', '2Gi'),
    immutable: ['/spec/volumeClaimTemplates'],
  },
  {
    title: 'the size of its claims, written differently',
    object: statefulSet,
    change: replace('/spec/volumeClaimTemplates/0/spec/resources/requests/storage', '1024Mi'),
    immutable: [],
  },
  {
    title: 'the labels of its claims',
    object: statefulSet,
    change: add('/spec/volumeClaimTemplates/0/metadata/labels', { tier: 'a' }),
    immutable: ['/spec/volumeClaimTemplates'],
  },
  {
    title: 'the default of its claims, spelt out',
    object: statefulSet,
    change: add('/spec/volumeClaimTemplates/0/spec/volumeMode', 'Filesystem'),
    immutable: [],
  },
  {
    title: 'what is mutable',
    object: statefulSet,
    change: [
      ...replace('/spec/replicas', 1),
      ...add('/spec/minReadySeconds', 5),
      ...add('/spec/revisionHistoryLimit', 3),
      ...add('/spec/updateStrategy', { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }),
      ...add('/spec/persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Retain', whenScaled: 'Delete' }),
      ...replace('/spec/template/spec/containers/0/image', 'registry.invalid/app:2'),
    ],
    immutable: [],
  },
  {
    title: 'the image of its pods',
    object: job,
    change: replace('/spec/template/spec/containers/0/image', 'registry.invalid/app:2'),
    immutable: ['/spec/template'],
  },
  { title: 'its completions', object: job, change: add('/spec/completions', 3), immutable: ['/spec/completions'] },
  {
    title: 'the default of its completions, spelt out',
    object: job,
    change: add('/spec/completions', 1),
    immutable: [],
  },
  { title: 'its parallelism and retries', object: job, change: add('/spec/backoffLimit', 2), immutable: [] },
  {
    title: 'its completion mode',
    object: job,
    change: [...add('/spec/completionMode', 'Indexed'), ...add('/spec/completions', 1)],
    immutable: ['/spec/completionMode'],
  },
  {
    title: 'the nodes of a pod',
    object: pod,
    change: replace('/spec/nodeSelector/nowhere', 'false'),
    immutable: ['/spec/nodeSelector'],
  },
  {
    title: 'the image of a pod',
    object: pod,
    change: replace('/spec/containers/0/image', 'registry.invalid/app:2'),
    immutable: [],
  },
  {
    title: 'the variables of a pod',
    object: pod,
    change: add('/spec/containers/0/env', [{ name: 'A', value: 'b' }]),
    immutable: ['/spec/containers'],
  },
];
