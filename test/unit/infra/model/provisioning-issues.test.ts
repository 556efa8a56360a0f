import { describe, expect, test } from '@jest/globals';
import type { Environment } from '../../../../infra/model/environment.ts';
import type { NodePool } from '../../../../infra/model/node-pool.ts';
import { provisioningIssues } from '../../../../infra/model/provisioning-issues.ts';
import { aks, bare, eks, gke, linuxPools, openshift, windowsGpuPool, windowsPool } from '../charts/nodes/support.ts';

type Pools = Record<string, NodePool>;

function issuesOf(nodePools: Pools, environment: Environment) {
  return provisioningIssues({ name: 'lab', nodePools, environments: { test: environment } }, 'test');
}

function pathsOf(nodePools: Pools, environment: Environment): readonly string[] {
  return issuesOf(nodePools, environment).map(({ path }) => path);
}

const { general, whole, sliced, mig, dra } = linuxPools;
const exact = { ...general, exclusiveCpus: true };
const windows2019 = { ...windowsPool, windows: { version: '2019' } } as const;

describe('an environment that can have its nodes', () => {
  test.each<[string, Pools, (pools: Pools) => Environment]>([
    ['Karpenter on EKS', { ...linuxPools, exact, win: windowsPool }, eks],
    ['Karpenter on AKS', { general, exact, whole, sliced }, aks],
    ['Config Connector', { ...linuxPools, exact, win: windows2019 }, gke],
    ['the Machine API', { general, whole, win: windowsPool }, openshift],
    ['Cluster API', { ...linuxPools, exact, win: windowsPool, wingpu: windowsGpuPool }, bare],
    ['existing nodes', { ...linuxPools, win: windowsGpuPool }, () => ({ flavour: 'aks' })],
  ])('%s', (_, pools, environment) => {
    expect(issuesOf(pools, environment(pools))).toEqual([]);
  });

  test('there is nothing to say of an environment that there is not', () => {
    expect(provisioningIssues({ name: 'lab' }, 'none')).toEqual([]);
  });
});

describe('a mechanism', () => {
  test('of another flavour is refused, with the one that there is', () => {
    const [issue, ...others] = issuesOf({ general }, { ...eks({ general }), flavour: 'gke' });
    expect(issue).toEqual({
      path: '/environments/test/provisioning/karpenter',
      value: '"karpenter"',
      expected: 'configConnector, the one that the flavour gke has',
      remedy: 'Write provisioning: { configConnector: … }, or remove it: the nodes are expected to be there then.',
    });
    expect(others).toEqual([]);
  });

  test('without pools has nothing to make', () => {
    expect(pathsOf({}, eks({}))).toEqual(['/environments/test/provisioning/karpenter']);
  });

  test.each<[string, (pools: Pools) => Environment, string]>([
    ['eks', eks, 'karpenter/machineTypes'],
    ['gke', gke, 'configConnector/machineTypes'],
    ['openshift', openshift, 'machineSets/providerSpecs'],
    ['kubernetes', bare, 'clusterApi/templates'],
  ])('on %s needs to know each pool, and only pools that there are', (_, environment, table) => {
    expect(pathsOf({ general, other: general }, environment({ general }))).toEqual([
      `/environments/test/provisioning/${table}/other`,
    ]);
    expect(pathsOf({ general }, environment({ general, gone: general }))).toEqual([
      `/environments/test/provisioning/${table}/gone`,
    ]);
  });

  test('is told of a pool that another environment has without complaint', () => {
    const environment = { ...eks({ general, whole }), pools: ['general'] };
    expect(issuesOf({ general, whole }, environment)).toEqual([]);
  });

  test.each<[string, (pools: Pools) => Environment, string]>([
    ['eks', eks, 'x'.repeat(40)],
    ['gke', gke, 'x'.repeat(40)],
    ['openshift', openshift, 'x'.repeat(40)],
    ['kubernetes', bare, 'x'.repeat(40)],
  ])('on %s is refused names that become too long', (_, environment, name) => {
    const prefix = 'p'.repeat(24);
    const pools = { [name]: general };
    expect(pathsOf(pools, { ...environment(pools), prefix })).toEqual([`/nodePools/${name}`]);
  });
});

describe('Karpenter', () => {
  test('keeps no nodes without pods, unless it was told that it can', () => {
    const pools = { general: { ...general, min: 2 } };
    expect(issuesOf(pools, eks(pools))).toMatchObject([
      {
        path: '/nodePools/general/min',
        value: '2',
        expected: expect.stringContaining('Karpenter makes nodes for pods'),
      },
    ]);
    expect(issuesOf(pools, eks(pools, { staticCapacity: true }))).toEqual([]);
    expect(issuesOf(pools, { ...eks(pools), pools: { general: { min: 0 } } })).toEqual([]);
  });

  test('is refused where the environment says so, at that place', () => {
    expect(pathsOf({ general }, { ...eks({ general }), pools: { general: { min: 1 } } })).toEqual([
      '/environments/test/pools/general/min',
    ]);
  });

  test('needs a role on EKS, and an image with a driver for Windows GPUs', () => {
    const pools = { wingpu: windowsGpuPool };
    expect(pathsOf(pools, eks(pools, { role: undefined }))).toEqual([
      '/environments/test/provisioning/karpenter/role',
      '/environments/test/provisioning/karpenter/images/wingpu',
    ]);
  });

  test('makes no Windows nodes on AKS', () => {
    expect(issuesOf({ win: windowsPool }, aks({ win: windowsPool }))).toMatchObject([
      { path: '/nodePools/win/os', expected: expect.stringContaining('karpenter-provider-azure#557') },
    ]);
  });

  test('neither partitions GPUs on AKS nor makes nodes for claims', () => {
    expect(pathsOf({ mig, dra }, aks({ mig, dra }))).toEqual([
      '/nodePools/mig/gpu/sharing',
      '/nodePools/dra/gpu/sharing',
    ]);
  });

  test('takes settings of EKS on EKS only', () => {
    expect(pathsOf({ general }, aks({ general }, { role: 'x', linux: 'AL2023' }))).toEqual([
      '/environments/test/provisioning/karpenter/role',
      '/environments/test/provisioning/karpenter/linux',
    ]);
    expect(pathsOf({ general }, eks({ general }, { subnet: 'x' }))).toEqual([
      '/environments/test/provisioning/karpenter/subnet',
    ]);
  });
});

describe('the Machine API of OpenShift', () => {
  test('cannot grow from nothing what has another name than nvidia.com/gpu', () => {
    const paths = (min: number) => pathsOf({ sliced: { ...sliced, min } }, openshift({ sliced }));
    expect(paths(0)).toEqual(['/nodePools/sliced/min']);
    expect(paths(2)).toEqual(['/nodePools/sliced/min']);
    expect(paths(3)).toEqual([]);
  });

  test('cannot grow from nothing for claims', () => {
    const issues = (min: number) => issuesOf({ dra: { ...dra, min } }, openshift({ dra }));
    expect(issues(0)).toMatchObject([
      {
        path: '/nodePools/dra/min',
        value: '0',
        expected: expect.stringMatching(/^at least 3, one in each zone: .*claim/),
      },
    ]);
    expect(issues(3)).toEqual([]);
  });

  test('cannot set the CPU manager', () => {
    expect(pathsOf({ exact }, openshift({ exact }))).toEqual(['/nodePools/exact/exclusiveCpus']);
  });

  test('needs to know where the zone goes', () => {
    const environment = (zones: string[]) =>
      openshift({ general }, { zones, providerSpecs: { general: { kind: 'AWSMachineProviderConfig' } } });
    expect(pathsOf({ general }, environment(['a', 'b']))).toEqual([
      '/environments/test/provisioning/machineSets/providerSpecs/general',
    ]);
    expect(issuesOf({ general }, environment(['a']))).toEqual([]);
  });

  test('names Windows machines on Azure and vSphere shortly', () => {
    const spec = (kind: string) => ({ kind, zone: '<zone>' });
    const environment = (name: string, kind: string) =>
      openshift({ [name]: windowsPool }, { zones: ['1'], providerSpecs: { [name]: spec(kind) } });
    expect(pathsOf({ windowsnodes: windowsPool }, environment('windowsnodes', 'VSphereMachineProviderSpec'))).toEqual([
      '/nodePools/windowsnodes',
    ]);
    expect(issuesOf({ windows: windowsPool }, environment('windows', 'AzureMachineProviderSpec'))).toEqual([]);
    expect(issuesOf({ windowsnodes: windowsPool }, environment('windowsnodes', 'AWSMachineProviderConfig'))).toEqual(
      [],
    );
  });

  test('starts Windows machines with the operator’s user data only', () => {
    const providerSpecs = { win: { zone: '<zone>', userDataSecret: { name: 'worker-user-data' } } };
    expect(pathsOf({ win: windowsPool }, openshift({ win: windowsPool }, { providerSpecs }))).toEqual([
      '/environments/test/provisioning/machineSets/providerSpecs/win/userDataSecret',
    ]);
  });
});

describe('Config Connector', () => {
  test('needs an accelerator for each pool with GPUs', () => {
    expect(pathsOf({ whole }, gke({ whole }, { accelerators: {} }))).toEqual([
      '/environments/test/provisioning/configConnector/accelerators/whole',
    ]);
  });

  test('cannot choose the version of Windows', () => {
    expect(issuesOf({ win: windowsPool }, gke({ win: windowsPool }))).toMatchObject([
      { path: '/nodePools/win/windows/version', value: '"2022"', expected: expect.stringContaining('2019') },
    ]);
    expect(issuesOf({ win: windowsPool }, { flavour: 'gke' })).toEqual([]);
  });
});

describe('hardware that there is not', () => {
  test.each([
    ['time-slicing', { mode: 'time-slicing', shares: 2 }],
    ['mps', { mode: 'mps', shares: 2 }],
    ['mig', { mode: 'mig', profile: '1g.5gb' }],
    ['dra', { mode: 'dra' }],
  ] as const)('Windows has no %s', (_, sharing) => {
    const pool = { ...windowsGpuPool, gpu: { ...windowsGpuPool.gpu, sharing } };
    expect(pathsOf({ win: pool }, { flavour: 'kubernetes' })).toEqual(['/nodePools/win/gpu/sharing']);
  });

  test('sharing that the environment asks for is refused there', () => {
    const environment: Environment = {
      flavour: 'eks',
      pools: { win: { gpuSharing: { mode: 'time-slicing', shares: 2 } } },
    };
    expect(pathsOf({ win: windowsGpuPool }, environment)).toEqual(['/environments/test/pools/win/gpuSharing']);
  });

  test.each(['gke', 'openshift'] as const)('%s has no Windows nodes with GPUs', (flavour) => {
    expect(pathsOf({ win: windowsGpuPool }, { flavour })).toEqual(['/nodePools/win/gpu']);
  });

  test('Windows has no exclusive processors', () => {
    expect(pathsOf({ win: { ...windowsPool, exclusiveCpus: true } }, { flavour: 'eks' })).toEqual([
      '/nodePools/win/exclusiveCpus',
    ]);
  });

  test('AKS has neither long names of Windows pools nor their old versions', () => {
    expect(pathsOf({ windows: windowsPool }, { flavour: 'aks' })).toEqual(['/nodePools/windows']);
    expect(pathsOf({ win: windows2019 }, { flavour: 'aks' })).toEqual(['/nodePools/win/windows/version']);
  });

  test('GKE has no Windows Server 2025', () => {
    const pool = { ...windowsPool, windows: { version: '2025' } } as const;
    expect(pathsOf({ win: pool }, { flavour: 'gke' })).toEqual(['/nodePools/win/windows/version']);
  });

  test('a MIG profile has to fit into the GPU', () => {
    const pool = { ...mig, gpu: { ...mig.gpu, sharing: { mode: 'mig', profile: '1g.200gb' } } } as const;
    expect(issuesOf({ mig: pool }, { flavour: 'kubernetes' })).toMatchObject([
      { path: '/nodePools/mig/gpu/sharing', value: '"1g.200gb"', expected: expect.stringContaining('80 GiB') },
    ]);
  });

  const asking = (pool: NodePool, resource: string) => ({
    gpu: { ...pool, gpu: { ...linuxPools.whole.gpu, ...pool.gpu, resource } },
  });

  test.each<[string, NodePool, string, string]>([
    ['shares as whole GPUs', sliced, 'nvidia.com/gpu', 'nvidia.com/gpu.shared'],
    ['whole GPUs as shares', whole, 'nvidia.com/gpu.shared', 'nvidia.com/gpu'],
    ['instances under another profile', mig, 'nvidia.com/mig-2g.20gb', 'nvidia.com/mig-1g.10gb'],
    ['GPUs of another maker', whole, 'amd.com/gpu', 'nvidia.com/gpu'],
  ])('NVIDIA’s plugin does not hand out %s', (_, pool, resource, served) => {
    for (const flavour of ['kubernetes', 'eks', 'aks', 'openshift'] as const) {
      expect(issuesOf(asking(pool, resource), { flavour })).toMatchObject([
        {
          path: '/nodePools/gpu/gpu/resource',
          value: `"${resource}"`,
          expected: expect.stringContaining(`"${served}"`),
        },
      ]);
      expect(issuesOf(asking(pool, served), { flavour })).toEqual([]);
    }
  });

  test('how an environment shares GPUs decides what they are called', () => {
    const pools = asking(whole, 'nvidia.com/gpu');
    const environment: Environment = {
      flavour: 'kubernetes',
      pools: { gpu: { gpuSharing: { mode: 'mps', shares: 2 } } },
    };
    expect(issuesOf(pools, { flavour: 'kubernetes' })).toEqual([]);
    expect(pathsOf(pools, environment)).toEqual(['/nodePools/gpu/gpu/resource']);
  });

  test('GKE calls every GPU nvidia.com/gpu, and hands out what else its nodes have', () => {
    const gpuPath = ['/nodePools/gpu/gpu/resource'];
    expect(pathsOf(asking(sliced, 'nvidia.com/gpu.shared'), { flavour: 'gke' })).toEqual(gpuPath);
    expect(pathsOf(asking(sliced, 'google.com/tpu'), { flavour: 'gke' })).toEqual(gpuPath);
    expect(issuesOf(asking(whole, 'google.com/tpu'), { flavour: 'gke' })).toEqual([]);
    // The accelerators of its node pools are NVIDIA's.
    expect(pathsOf(asking(whole, 'google.com/tpu'), gke(asking(whole, 'google.com/tpu')))).toEqual(gpuPath);
  });

  test('a Linux pool has no version of Windows', () => {
    expect(pathsOf({ general: { ...general, windows: { version: '2022' } } }, { flavour: 'eks' })).toEqual([
      '/nodePools/general/windows',
    ]);
  });

  test('each refusal says what to do', () => {
    const pools = { win: { ...windowsGpuPool, exclusiveCpus: true }, general: { ...general, min: 1 } };
    const issues = issuesOf(pools, eks(pools, { role: undefined }));
    expect(issues.length).toBeGreaterThanOrEqual(4);
    for (const { remedy } of issues) expect(remedy).toMatch(/^[A-Z].*\.$/);
  });
});
