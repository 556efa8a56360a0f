import { describe, expect, test } from '@jest/globals';
import { shareOut } from '../../../../../infra/charts/nodes/share-out.ts';
import {
  awsProviderSpec,
  bare,
  gke,
  linuxPools,
  namesOf,
  objectOf,
  objectsOf,
  openshift,
  targetWith,
  windowsPool,
} from './support.ts';

describe('Cluster API', () => {
  const pools = { ...linuxPools, win: windowsPool };
  const target = targetWith(pools, bare(pools));
  const annotationsOf = (name: string) => objectOf(target, 'MachineDeployment', name).metadata.annotations;

  test('has a MachineDeployment of the core API for each pool, made of the given templates', () => {
    const { metadata, spec } = objectOf(target, 'MachineDeployment', 'lab-general');
    expect(metadata.namespace).toBe('default');
    expect(spec).toMatchObject({ clusterName: 'lab', template: { spec: { clusterName: 'lab', version: 'v1.34.4' } } });
    expect(spec.template.spec.infrastructureRef.name).toBe('general');
    expect(spec.template.spec.bootstrap.configRef?.name).toBe('general');
  });

  test('leaves the number of machines to the autoscaler, within bounds', () => {
    expect(objectOf(target, 'MachineDeployment', 'lab-general').spec).not.toHaveProperty('replicas');
    expect(annotationsOf('lab-general')).toMatchObject({
      'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size': '0',
      'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size': '10',
    });
  });

  test('tells the autoscaler what a node will be that is not there yet', () => {
    expect(annotationsOf('lab-sliced')).toMatchObject({
      'capacity.cluster-autoscaler.kubernetes.io/cpu': '8',
      'capacity.cluster-autoscaler.kubernetes.io/memory': '32Gi',
      'capacity.cluster-autoscaler.kubernetes.io/gpu-type': 'nvidia.com/gpu.shared',
      'capacity.cluster-autoscaler.kubernetes.io/gpu-count': '4',
      'capacity.cluster-autoscaler.kubernetes.io/taints': 'nvidia.com/gpu=present:NoSchedule',
    });
    expect(annotationsOf('lab-mig')).toMatchObject({
      'capacity.cluster-autoscaler.kubernetes.io/gpu-type': 'nvidia.com/mig-1g.10gb',
      'capacity.cluster-autoscaler.kubernetes.io/gpu-count': '56',
    });
    expect(annotationsOf('lab-win')?.['capacity.cluster-autoscaler.kubernetes.io/labels']).toBe(
      'berth.dev/pool=win,kubernetes.io/os=windows,kubernetes.io/arch=amd64,node.kubernetes.io/windows-build=10.0.20348',
    );
  });

  test('tells it of claims by their driver, not by a resource', () => {
    const annotations = annotationsOf('lab-dra') ?? {};
    expect(annotations['capacity.cluster-autoscaler.kubernetes.io/dra-driver']).toBe('gpu.nvidia.com');
    expect(annotations).not.toHaveProperty('capacity.cluster-autoscaler.kubernetes.io/gpu-type');
  });

  test('replaces no machine by itself: sessions are on it', () => {
    expect(objectOf(target, 'MachineDeployment', 'lab-general').spec.rollout).toEqual({
      strategy: { type: 'OnDelete' },
    });
  });

  test('taints machines only where the feature gate is on: its webhook refuses it otherwise', () => {
    const gated = targetWith(pools, bare(pools, { taintPropagation: true }));
    expect(objectOf(target, 'MachineDeployment', 'lab-win').spec.template.spec).not.toHaveProperty('taints');
    expect(objectOf(gated, 'MachineDeployment', 'lab-win').spec.template.spec.taints).toEqual([
      { key: 'os', value: 'windows', effect: 'NoSchedule', propagation: 'Always' },
    ]);
  });

  test('selects machines by labels that they have', () => {
    for (const object of objectsOf(target)) {
      if (object.kind !== 'MachineDeployment') continue;
      expect(object.spec.template.metadata?.labels).toMatchObject(object.spec.selector.matchLabels ?? {});
    }
  });
});

describe('the Machine API of OpenShift', () => {
  const { general, whole } = linuxPools;
  const pools = { general: { ...general, min: 1 }, whole, win: windowsPool };
  const target = targetWith(pools, openshift(pools));

  test('has a MachineSet for each zone, and a MachineAutoscaler for each of those', () => {
    expect(namesOf(target, 'MachineSet').filter((name) => name.includes('general'))).toEqual([
      'lab-general-a',
      'lab-general-b',
      'lab-general-c',
    ]);
    const sizes = ['a', 'b', 'c'].map((zone) => objectOf(target, 'MachineAutoscaler', `lab-general-${zone}`).spec);
    expect(sizes.map((spec) => [spec?.minReplicas, spec?.maxReplicas])).toEqual([
      [1, 4],
      [0, 3],
      [0, 3],
    ]);
    expect(sizes[0]?.scaleTargetRef).toMatchObject({ kind: 'MachineSet', name: 'lab-general-a' });
  });

  test('fills zone and infrastructure into the specification of the cloud', () => {
    expect(objectOf(target, 'MachineSet', 'lab-general-b').spec?.template?.spec?.providerSpec?.value).toEqual({
      ...awsProviderSpec,
      placement: { availabilityZone: 'b', region: 'eu-central-1' },
      subnet: { filters: [{ name: 'tag:Name', values: ['lab-x7k2p-private-b'] }] },
    });
  });

  test('leaves out a zone that gets no machine', () => {
    const small = { general: { cpu: 8, memory: '32Gi', max: 2 } };
    expect(namesOf(targetWith(small, openshift(small)), 'MachineSet')).toEqual(['lab-general-a', 'lab-general-b']);
  });

  test('marks Windows machines for the Windows Machine Config Operator, with its user data', () => {
    const { template } = objectOf(target, 'MachineSet', 'lab-win-a').spec ?? {};
    expect(template?.metadata?.labels).toMatchObject({ 'machine.openshift.io/os-id': 'Windows' });
    expect(template?.spec?.providerSpec?.value).toMatchObject({ userDataSecret: { name: 'windows-user-data' } });
    expect(template?.spec?.taints).toEqual([{ key: 'os', value: 'Windows', effect: 'NoSchedule' }]);
    expect(objectOf(target, 'MachineSet', 'lab-general-a').spec?.template?.metadata?.labels).not.toHaveProperty([
      'machine.openshift.io/os-id',
    ]);
  });

  test('gives Windows machines on Azure short names', () => {
    const win = { win: windowsPool };
    const azure = { kind: 'AzureMachineProviderSpec', zone: '<zone>' };
    const names = (zones: string[]) =>
      namesOf(targetWith(win, openshift(win, { zones, providerSpecs: { win: azure } })), 'MachineSet');
    expect(names(['1'])).toEqual(['win']);
    expect(names(['1', '2'])).toEqual(['win-1', 'win-2']);
  });

  test('tells the autoscaler of sets without machines', () => {
    expect(objectOf(target, 'MachineSet', 'lab-whole-a').metadata.annotations).toMatchObject({
      'machine.openshift.io/vCPU': '8',
      'machine.openshift.io/memoryMb': '32768',
      'machine.openshift.io/GPU': '1',
      'capacity.cluster-autoscaler.kubernetes.io/taints': 'nvidia.com/gpu=present:NoSchedule',
    });
  });
});

describe('Config Connector', () => {
  const pools = { ...linuxPools, win: { ...windowsPool, windows: { version: '2019' } } } as const;
  const target = targetWith(pools, gke(pools, { zones: ['europe-west4-a'] }));
  const nodeConfigOf = (name: string) => objectOf(target, 'ContainerNodePool', name).spec.nodeConfig;

  test('has a node pool of each pool, in the given project and cluster', () => {
    const { metadata, spec } = objectOf(target, 'ContainerNodePool', 'lab-general');
    expect(metadata).toMatchObject({
      namespace: 'config-connector',
      annotations: { 'cnrm.cloud.google.com/project-id': 'lab-project' },
    });
    expect(spec).toMatchObject({
      location: 'europe-west4',
      clusterRef: { external: 'lab' },
      nodeLocations: ['europe-west4-a'],
      autoscaling: { totalMinNodeCount: 0, totalMaxNodeCount: 10 },
    });
  });

  test('shares GPUs in the ways of GKE', () => {
    const acceleratorOf = (name: string) => nodeConfigOf(name)?.guestAccelerator?.[0];
    expect(acceleratorOf('lab-whole')).toEqual({
      type: 'nvidia-l4',
      count: 1,
      gpuDriverInstallationConfig: { gpuDriverVersion: 'DEFAULT' },
    });
    expect(acceleratorOf('lab-sliced')?.gpuSharingConfig).toEqual({
      gpuSharingStrategy: 'TIME_SHARING',
      maxSharedClientsPerGpu: 4,
    });
    expect(acceleratorOf('lab-mps')?.gpuSharingConfig?.gpuSharingStrategy).toBe('MPS');
    expect(acceleratorOf('lab-mig')?.gpuPartitionSize).toBe('1g.10gb');
  });

  test('leaves GPUs that are claimed to the DRA driver', () => {
    expect(nodeConfigOf('lab-dra')?.guestAccelerator?.[0]?.gpuDriverInstallationConfig?.gpuDriverVersion).toBe(
      'INSTALLATION_DISABLED',
    );
    expect(nodeConfigOf('lab-dra')?.labels).toMatchObject({
      'gke-no-default-nvidia-gpu-device-plugin': 'true',
      // The driver's chart asks for it, and nobody else discovers GPUs there.
      'nvidia.com/gpu.present': 'true',
    });
  });

  test('writes neither labels nor taints that GKE writes', () => {
    expect(nodeConfigOf('lab-sliced')?.labels).toEqual({ 'berth.dev/pool': 'sliced' });
    expect(nodeConfigOf('lab-sliced')).not.toHaveProperty('taint');
  });

  test('makes Windows nodes', () => {
    expect(nodeConfigOf('lab-win')).toMatchObject({
      imageType: 'WINDOWS_LTSC_CONTAINERD',
      taint: [{ key: 'node.kubernetes.io/os', value: 'windows', effect: 'NO_SCHEDULE' }],
    });
    expect(nodeConfigOf('lab-win')).not.toHaveProperty('workloadMetadataConfig');
  });
});

test('without provisioning no nodes are made', () => {
  const kinds = ['NodePool', 'MachineSet', 'MachineDeployment', 'ContainerNodePool'] as const;
  const target = targetWith({ ...linuxPools, win: windowsPool }, { flavour: 'kubernetes' });
  expect(kinds.flatMap((kind) => namesOf(target, kind))).toEqual([]);
});

test('a number is shared out evenly', () => {
  expect(shareOut(10, 3)).toEqual([4, 3, 3]);
  expect(shareOut(2, 3)).toEqual([1, 1, 0]);
  expect(shareOut(0, 2)).toEqual([0, 0]);
});
