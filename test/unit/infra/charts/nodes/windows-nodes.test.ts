import { describe, expect, test } from '@jest/globals';
import { windowsNodes } from '../../../../../infra/charts/nodes/windows-nodes.ts';
import { linuxPools, namesOf, objectOf, targetWith, windowsGpuPool, windowsPool } from './support.ts';

const pools = {
  general: linuxPools.general,
  win: windowsPool,
  newer: { ...windowsPool, windows: { version: '2025' } },
  wingpu: windowsGpuPool,
} as const;
const target = targetWith(pools, { flavour: 'kubernetes' });

describe('RuntimeClasses of Windows', () => {
  test('there is one for each build that the pools have', () => {
    expect(namesOf(target, 'RuntimeClass')).toEqual(['lab-windows-2022', 'lab-windows-2025']);
    for (const pool of target.pools.filter(({ os }) => os === 'windows')) {
      expect(namesOf(target, 'RuntimeClass')).toContain(pool.runtimeClass);
    }
  });

  test('they name the build of the node, and tolerate its taint however it is spelt', () => {
    expect(objectOf(target, 'RuntimeClass', 'lab-windows-2025')).toMatchObject({
      handler: 'runhcs-wcow-process',
      scheduling: {
        nodeSelector: {
          'kubernetes.io/os': 'windows',
          'kubernetes.io/arch': 'amd64',
          'node.kubernetes.io/windows-build': '10.0.26100',
        },
        tolerations: [
          { key: 'os', operator: 'Exists', effect: 'NoSchedule' },
          { key: 'kubernetes.io/os', operator: 'Exists', effect: 'NoSchedule' },
          { key: 'node.kubernetes.io/os', operator: 'Exists', effect: 'NoSchedule' },
        ],
      },
    });
  });

  test('they do not open nodes with GPUs to everybody', () => {
    const keys = objectOf(target, 'RuntimeClass', 'lab-windows-2022').scheduling?.tolerations?.map(({ key }) => key);
    expect(keys).not.toContain('microsoft.com/directx');
  });

  test('there is none without Windows', () => {
    expect(windowsNodes(targetWith({ general: linuxPools.general }, { flavour: 'kubernetes' })).objects).toEqual([]);
  });
});

describe('the DirectX plugin', () => {
  const { metadata, spec } = objectOf(target, 'DaemonSet', 'directx-plugin-2022');
  const pod = spec?.template.spec;

  test('is a HostProcess on the Windows nodes with GPUs, of their build', () => {
    expect(metadata.namespace).toBe('lab-nodes');
    expect(pod).toMatchObject({
      os: { name: 'windows' },
      hostNetwork: true,
      runtimeClassName: 'lab-windows-2022',
      nodeSelector: { 'kubernetes.io/os': 'windows', 'node.kubernetes.io/windows-build': '10.0.20348' },
      securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } },
    });
    const [term] = pod?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
    expect(term?.matchExpressions).toEqual([{ key: 'berth.dev/pool', operator: 'In', values: ['wingpu'] }]);
  });

  test('has nothing that Windows pods must not have, and no token', () => {
    expect(pod?.automountServiceAccountToken).toBe(false);
    expect(pod?.securityContext).not.toHaveProperty('runAsNonRoot');
    expect(pod?.containers[0]).not.toHaveProperty('securityContext');
    const { requests, limits } = pod?.containers[0]?.resources ?? {};
    expect(requests).toEqual(limits);
  });

  test('is well when its socket is there', () => {
    expect(pod?.containers[0]?.readinessProbe?.exec?.command?.[2]).toBe(
      String.raw`if exist \var\lib\kubelet\device-plugins\wddm-*.sock (exit 0) else (exit 1)`,
    );
  });

  test('is another one for GPUs that only compute', () => {
    const compute = {
      wingpu: { ...windowsGpuPool, gpu: { ...windowsGpuPool.gpu, resource: 'directx.microsoft.com/compute' } },
    };
    const found = targetWith(compute, { flavour: 'kubernetes' });
    expect(namesOf(found, 'DaemonSet')).toEqual(['directx-compute-plugin-2022']);
    const [container] =
      objectOf(found, 'DaemonSet', 'directx-compute-plugin-2022').spec?.template.spec?.containers ?? [];
    expect(container?.image).toContain('mcdm');
  });

  test('is Azure’s own on AKS', () => {
    const onAks = targetWith({ win: windowsGpuPool }, { flavour: 'aks' });
    expect(namesOf(onAks, 'DaemonSet')).toEqual([]);
    expect(onAks.pools[0]?.gpu?.resource).toBe('microsoft.com/directx');
  });

  test('is a declared HostProcess, and has an account of its own without rights', () => {
    const { agents = [], access } = windowsNodes(target);
    expect(agents.map(({ name, may }) => [name, Object.keys(may)])).toEqual([['directx-plugin-2022', ['hostProcess']]]);
    expect(access).toEqual([{ namespace: 'lab-nodes', name: 'directx-plugin-2022', component: 'agent', grants: [] }]);
  });
});
