import { describe, expect, test } from '@jest/globals';
import { aks, eks, linuxPools, namesOf, objectOf, targetWith, windowsGpuPool, windowsPool } from './support.ts';

const pools = { ...linuxPools, win: windowsPool };
const target = targetWith(pools, eks(pools, { zones: ['eu-central-1a'] }));

describe('Karpenter on EKS', () => {
  test('has a NodePool and a node class of each pool', () => {
    const names = Object.keys(pools).map((name) => `lab-${name}`);
    expect(namesOf(target, 'NodePool')).toEqual(names);
    expect(namesOf(target, 'EC2NodeClass')).toEqual(names);
    expect(objectOf(target, 'NodePool', 'lab-sliced').spec.template.spec.nodeClassRef).toEqual({
      group: 'karpenter.k8s.aws',
      kind: 'EC2NodeClass',
      name: 'lab-sliced',
    });
  });

  test('gives the nodes labels, taints and requirements of the pool, and nothing that the kubelet writes', () => {
    const { template } = objectOf(target, 'NodePool', 'lab-sliced').spec;
    expect(template.metadata?.labels).toEqual({
      'berth.dev/pool': 'sliced',
      'nvidia.com/gpu.product': 'NVIDIA-L4',
      'nvidia.com/device-plugin.config': 'sliced',
    });
    expect(template.spec.taints).toEqual([{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }]);
    expect(template.spec.requirements).toEqual([
      { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
      { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
      { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
      { key: 'node.kubernetes.io/instance-type', operator: 'In', values: ['g6.2xlarge'] },
      { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-central-1a'] },
      { key: 'karpenter.k8s.aws/instance-gpu-count', operator: 'In', values: ['1'] },
    ]);
  });

  test('names the build of Windows, and takes the only version of its image that there is', () => {
    const { requirements } = objectOf(target, 'NodePool', 'lab-win').spec.template.spec;
    expect(requirements).toContainEqual({
      key: 'node.kubernetes.io/windows-build',
      operator: 'In',
      values: ['10.0.20348'],
    });
    const { spec } = objectOf(target, 'EC2NodeClass', 'lab-win');
    expect(spec?.amiSelectorTerms).toEqual([{ alias: 'windows2022@latest' }]);
    expect(spec?.blockDeviceMappings?.[0]?.deviceName).toBe('/dev/sda1');
  });

  test('pins the image of Linux, and only that', () => {
    const pinned = targetWith(pools, eks(pools, { linuxVersion: 'v20260304' }));
    expect(objectOf(pinned, 'EC2NodeClass', 'lab-general').spec?.amiSelectorTerms).toEqual([
      { alias: 'al2023@v20260304' },
    ]);
    expect(objectOf(pinned, 'EC2NodeClass', 'lab-win').spec?.amiSelectorTerms).toEqual([
      { alias: 'windows2022@latest' },
    ]);
  });

  test('keeps AL2023 on GPUs where the rest is Bottlerocket, which has a device plugin of its own', () => {
    const bottlerocket = targetWith(pools, eks(pools, { linux: 'Bottlerocket', linuxVersion: 'v1.50.0' }));
    expect(objectOf(bottlerocket, 'EC2NodeClass', 'lab-general').spec).toMatchObject({
      amiFamily: 'Bottlerocket',
      amiSelectorTerms: [{ alias: 'bottlerocket@v1.50.0' }],
    });
    expect(objectOf(bottlerocket, 'EC2NodeClass', 'lab-whole').spec).toMatchObject({
      amiFamily: 'AL2023',
      amiSelectorTerms: [{ alias: 'al2023@latest' }],
    });
  });

  test('takes an image of one’s own for Windows nodes with GPUs', () => {
    const gpuPools = { wingpu: windowsGpuPool };
    const own = targetWith(gpuPools, eks(gpuPools, { images: { wingpu: 'ami-0123456789abcdef0' } }));
    expect(objectOf(own, 'EC2NodeClass', 'lab-wingpu').spec).toMatchObject({
      amiFamily: 'Windows2022',
      amiSelectorTerms: [{ id: 'ami-0123456789abcdef0' }],
    });
  });

  test('keeps pods from the credentials of their machine', () => {
    expect(objectOf(target, 'EC2NodeClass', 'lab-general').spec?.metadataOptions).toMatchObject({
      httpTokens: 'required',
      httpPutResponseHopLimit: 1,
    });
  });

  test('bounds the nodes of a pool, and never ends a session to save some', () => {
    const { spec } = objectOf(target, 'NodePool', 'lab-general');
    expect(spec.limits).toEqual({ nodes: 10 });
    expect(spec.disruption).toMatchObject({ consolidationPolicy: 'WhenEmpty' });
    expect(spec.disruption?.budgets).toContainEqual({ nodes: '0', reasons: ['Underutilized'] });
    expect(spec.template.spec.expireAfter).toBe('Never');
    expect(spec.template.spec).not.toHaveProperty('terminationGracePeriod');
  });

  test('is told what device plugins make of a machine, where that has another name', () => {
    const capacity = (name: string) => objectOf(target, 'NodeOverlay', name).spec.capacity;
    expect(namesOf(target, 'NodeOverlay')).toEqual(['lab-sliced', 'lab-mps', 'lab-mig']);
    expect(capacity('lab-sliced')).toEqual({ 'nvidia.com/gpu.shared': '4' });
    expect(capacity('lab-mps')).toEqual({ 'nvidia.com/gpu.shared': '6' });
    expect(capacity('lab-mig')).toEqual({ 'nvidia.com/mig-1g.10gb': '56' });
    expect(objectOf(target, 'NodeOverlay', 'lab-mig').spec.requirements).toEqual([
      { key: 'karpenter.sh/nodepool', operator: 'In', values: ['lab-mig'] },
    ]);
  });

  test('asks the MIG manager for the partitions of the pool', () => {
    expect(objectOf(target, 'NodePool', 'lab-mig').spec.template.metadata?.labels).toMatchObject({
      'nvidia.com/mig.config': 'all-1g.10gb',
    });
  });

  test('has a static pool of the nodes that are always there, and a second one for the rest', () => {
    const always = { general: { cpu: 8, memory: '32Gi', min: 3, max: 10 } };
    const fixed = targetWith(always, eks(always, { staticCapacity: true }));
    expect(namesOf(fixed, 'NodePool')).toEqual(['lab-general-always', 'lab-general']);
    expect(objectOf(fixed, 'NodePool', 'lab-general-always').spec).toMatchObject({ replicas: 3, limits: { nodes: 3 } });
    expect(objectOf(fixed, 'NodePool', 'lab-general').spec.limits).toEqual({ nodes: 7 });
  });

  test('sets the static CPU manager, in the way of the image', () => {
    const exact = { general: { cpu: 8, memory: '32Gi', max: 2, exclusiveCpus: true } };
    const classOf = (karpenter: object) =>
      objectOf(targetWith(exact, eks(exact, karpenter)), 'EC2NodeClass', 'lab-general').spec;
    expect(classOf({})?.kubelet).toEqual({ cpuManagerPolicy: 'static' });
    expect(classOf({ linux: 'Bottlerocket' })).not.toHaveProperty('kubelet');
    expect(classOf({ linux: 'Bottlerocket' })?.userData).toContain('cpu-manager-policy = "static"');
  });
});

describe('Karpenter on AKS', () => {
  const { general, sliced } = linuxPools;
  const aksPools = { general: { ...general, exclusiveCpus: true }, sliced };
  const onAzure = targetWith(aksPools, aks(aksPools, { subnet: '/subscriptions/x/subnets/nodes', diskSize: '200Gi' }));

  test('makes machines from an AKSNodeClass', () => {
    expect(objectOf(onAzure, 'NodePool', 'lab-general').spec.template.spec.nodeClassRef).toEqual({
      group: 'karpenter.azure.com',
      kind: 'AKSNodeClass',
      name: 'lab-general',
    });
    expect(objectOf(onAzure, 'AKSNodeClass', 'lab-general').spec).toMatchObject({
      imageFamily: 'Ubuntu',
      osDiskSizeGB: 200,
      vnetSubnetID: '/subscriptions/x/subnets/nodes',
      kubelet: { cpuManagerPolicy: 'static' },
    });
  });

  test('has Azure install the driver, and counts GPUs by Azure’s label', () => {
    expect(objectOf(onAzure, 'AKSNodeClass', 'lab-sliced').spec?.gpu).toEqual({ mode: 'Driver' });
    expect(objectOf(onAzure, 'NodePool', 'lab-sliced').spec.template.spec.requirements).toContainEqual({
      key: 'karpenter.azure.com/sku-gpu-count',
      operator: 'In',
      values: ['1'],
    });
  });
});
