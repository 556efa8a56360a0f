import { add, object, replace, type ImmutableCase } from './immutable-case.ts';

const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const volumeClaim = object('v1', 'PersistentVolumeClaim', { spec: { ...claim, storageClassName: 'none' } });
const volume = object('v1', 'PersistentVolume', {
  spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/srv/a' } },
});

export const storageCases: readonly ImmutableCase[] = [
  {
    title: 'its access modes',
    object: volumeClaim,
    change: replace('/spec/accessModes', ['ReadWriteMany']),
    immutable: ['/spec/accessModes'],
  },
  {
    title: 'its class',
    object: volumeClaim,
    change: replace('/spec/storageClassName', 'other'),
    immutable: ['/spec/storageClassName'],
  },
  {
    title: 'its size, downwards',
    object: volumeClaim,
    change: replace('/spec/resources/requests/storage', '512Mi'),
    immutable: ['/spec/resources/requests/storage'],
  },
  {
    title: 'the default of its mode, spelt out',
    object: volumeClaim,
    change: add('/spec/volumeMode', 'Filesystem'),
    immutable: [],
  },
  {
    title: 'its source',
    object: volume,
    change: replace('/spec/hostPath/path', '/srv/b'),
    immutable: ['/spec/hostPath'],
  },
  {
    title: 'what becomes of it',
    object: volume,
    change: add('/spec/persistentVolumeReclaimPolicy', 'Retain'),
    immutable: [],
  },
  ...storageClassCases(),
];

function storageClassCases(): readonly ImmutableCase[] {
  const storageClass = object('storage.k8s.io/v1', 'StorageClass', {
    provisioner: 'example.org/a',
    parameters: { a: 'b' },
  });
  return [
    {
      title: 'its provisioner',
      object: storageClass,
      change: replace('/provisioner', 'example.org/b'),
      immutable: ['/provisioner'],
    },
    {
      title: 'its parameters',
      object: storageClass,
      change: replace('/parameters/a', 'c'),
      immutable: ['/parameters'],
    },
    {
      title: 'its reclaiming',
      object: storageClass,
      change: add('/reclaimPolicy', 'Retain'),
      immutable: ['/reclaimPolicy'],
    },
    {
      title: 'the default of it, spelt out',
      object: storageClass,
      change: add('/reclaimPolicy', 'Delete'),
      immutable: [],
    },
    {
      title: 'its binding',
      object: storageClass,
      change: add('/volumeBindingMode', 'WaitForFirstConsumer'),
      immutable: ['/volumeBindingMode'],
    },
    { title: 'its expansion', object: storageClass, change: add('/allowVolumeExpansion', true), immutable: [] },
  ];
}
