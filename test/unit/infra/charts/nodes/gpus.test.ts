import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { gpus } from '../../../../../infra/charts/nodes/gpus.ts';
import type { Container, DaemonSet } from '../../../../../infra/kubernetes/types.ts';
import type { Target } from '../../../../../infra/model/target.ts';
import { gke, linuxPools, namesOf, objectOf, openshift, targetWith, windowsPool } from './support.ts';

const target = targetWith({ ...linuxPools, win: windowsPool }, { flavour: 'kubernetes' });
const { general, whole, sliced, mig, dra } = linuxPools;

function daemonSet(name: string, of: Target = target): DaemonSet {
  return objectOf(of, 'DaemonSet', name);
}

function podOf(name: string, of: Target = target) {
  const { spec } = daemonSet(name, of).spec?.template ?? {};
  if (spec === undefined) throw new Error(`${name} has no pod`);
  return spec;
}

function containerOf(name: string, container: string, of: Target = target): Container {
  const { containers, initContainers = [] } = podOf(name, of);
  const found = [...containers, ...initContainers].find((each) => each.name === container);
  if (found === undefined) throw new Error(`${name} has no container ${container}`);
  return found;
}

function poolsOf(name: string): readonly string[] {
  const terms =
    podOf(name).affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  expect(terms).toHaveLength(1);
  return terms[0]?.matchExpressions?.find(({ key }) => key === 'berth.dev/pool')?.values ?? [];
}

function configOf(pool: string, of: Target = target): unknown {
  return parse(objectOf(of, 'ConfigMap', 'device-plugin-config').data?.[pool] ?? '');
}

describe('the configuration of the device plugin', () => {
  test('has a key for each pool with GPUs, as the label of its nodes names it', () => {
    const { data = {} } = objectOf(target, 'ConfigMap', 'device-plugin-config');
    expect(Object.keys(data)).toEqual(['whole', 'sliced', 'mps', 'mig', 'dra']);
    for (const pool of target.pools.filter(({ gpu }) => gpu !== undefined)) {
      expect(pool.labels['nvidia.com/device-plugin.config']).toBe(pool.name);
    }
  });

  test('shares by time-slicing and MPS under another name, and one share at a time', () => {
    expect(configOf('sliced')).toEqual({
      version: 'v1',
      flags: { migStrategy: 'none' },
      sharing: {
        timeSlicing: {
          renameByDefault: true,
          failRequestsGreaterThanOne: true,
          resources: [{ name: 'nvidia.com/gpu', replicas: 4 }],
        },
      },
    });
    expect(configOf('mps')).toMatchObject({
      sharing: { mps: { renameByDefault: true, resources: [{ name: 'nvidia.com/gpu', replicas: 3 }] } },
    });
  });

  test('leaves whole GPUs whole, and offers MIG instances under their own names', () => {
    expect(configOf('whole')).toEqual({ version: 'v1', flags: { migStrategy: 'none' } });
    expect(configOf('mig')).toEqual({ version: 'v1', flags: { migStrategy: 'mixed' } });
  });

  test('names devices where the CPU manager would take them away', () => {
    const exact = targetWith({ solver: { ...whole, exclusiveCpus: true } }, { flavour: 'kubernetes' });
    expect(configOf('solver', exact)).toEqual({
      version: 'v1',
      flags: { migStrategy: 'none', plugin: { passDeviceSpecs: true } },
    });
    expect(containerOf('device-plugin', 'device-plugin', exact).securityContext).toEqual({ privileged: true });
  });
});

describe('the device plugin', () => {
  test('runs on the nodes whose GPUs it hands out: not where they are claimed', () => {
    expect(poolsOf('device-plugin')).toEqual(['whole', 'sliced', 'mps', 'mig']);
    expect(poolsOf('gpu-feature-discovery')).toEqual(['whole', 'sliced', 'mps', 'mig', 'dra']);
    expect(poolsOf('mps-control-daemon')).toEqual(['mps']);
    expect(poolsOf('nfd-worker')).toEqual(['whole', 'sliced', 'mps', 'mig', 'dra']);
  });

  test('tolerates the taints of those nodes by name, and no others', () => {
    expect(podOf('device-plugin').tolerations).toEqual([
      { key: 'nvidia.com/gpu', operator: 'Equal', value: 'present', effect: 'NoSchedule' },
    ]);
    const taint = { key: 'lab.example.org/solver', effect: 'NoSchedule' } as const;
    const tainted = { ...whole, taints: [taint] };
    expect(podOf('device-plugin', targetWith({ whole: tainted }, { flavour: 'kubernetes' })).tolerations).toEqual([
      { key: 'lab.example.org/solver', operator: 'Exists', effect: 'NoSchedule' },
    ]);
  });

  test('is an agent of the nodes’ namespace, with a priority that nothing else has', () => {
    const { metadata, spec } = daemonSet('device-plugin');
    expect(metadata.namespace).toBe('lab-nodes');
    expect(spec?.template.metadata?.labels).toMatchObject({
      'berth.dev/agent': 'true',
      'berth.dev/api-access': 'true',
    });
    expect(spec?.template.metadata?.labels).toMatchObject(spec?.selector.matchLabels ?? {});
    expect(podOf('device-plugin')).toMatchObject({
      os: { name: 'linux' },
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      priorityClassName: 'system-node-critical',
    });
  });

  test('has the configuration of its node chosen before, and again when the label changes', () => {
    const env = ({ env: variables = [] }: Container) =>
      Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    expect(env(containerOf('device-plugin', 'config-init'))).toMatchObject({
      ONESHOT: 'true',
      NODE_LABEL: 'nvidia.com/device-plugin.config',
      CONFIG_FILE_DST: '/config/config.yaml',
      DEFAULT_CONFIG: undefined,
    });
    expect(containerOf('device-plugin', 'config-init').env).toContainEqual({ name: 'DEFAULT_CONFIG' });
    expect(env(containerOf('device-plugin', 'config-manager'))).toMatchObject({
      ONESHOT: 'false',
      SIGNAL: '1',
      PROCESS_TO_SIGNAL: 'nvidia-device-plugin',
    });
    expect(containerOf('device-plugin', 'device-plugin').command).toEqual(['nvidia-device-plugin']);
    expect(podOf('device-plugin').shareProcessNamespace).toBe(true);
  });

  test('gives the chooser no privilege', () => {
    for (const name of ['config-init', 'config-manager']) {
      expect(containerOf('device-plugin', name).securityContext).toEqual({
        runAsUser: 0,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
    }
  });

  test('has only the privileges that the pools need', () => {
    const securityOf = (pools: Parameters<typeof targetWith>[0]) =>
      containerOf('device-plugin', 'device-plugin', targetWith(pools, { flavour: 'eks' })).securityContext;
    expect(securityOf({ whole, sliced })).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
    expect(securityOf({ mig })).toEqual({ capabilities: { add: ['SYS_ADMIN'] } });
  });

  test('sees the shared memory of MPS only where a pool has it', () => {
    const volumesOf = (of: Target) => (podOf('device-plugin', of).volumes ?? []).map(({ name }) => name);
    expect(volumesOf(target)).toEqual(expect.arrayContaining(['mps-root', 'mps-shm']));
    expect(volumesOf(targetWith({ whole }, { flavour: 'eks' }))).not.toContain('mps-root');
  });

  test('mounts each volume that it has, and has each that it mounts', () => {
    for (const name of ['device-plugin', 'gpu-feature-discovery', 'mps-control-daemon', 'nfd-worker']) {
      const { containers, initContainers = [], volumes = [] } = podOf(name);
      const mounted = [...containers, ...initContainers].flatMap(({ volumeMounts = [] }) => volumeMounts);
      expect(new Set(mounted.map((mount) => mount.name))).toEqual(new Set(volumes.map((volume) => volume.name)));
    }
  });

  test('is restarted when a pool’s sharing changes', () => {
    const checksumOf = (shares: number) => {
      const pools = {
        sliced: { ...sliced, gpu: { ...sliced.gpu, sharing: { mode: 'time-slicing' as const, shares } } },
      };
      return daemonSet('device-plugin', targetWith(pools, { flavour: 'eks' })).spec?.template.metadata?.annotations;
    };
    expect(checksumOf(2)).toEqual(checksumOf(2));
    expect(checksumOf(2)).not.toEqual(checksumOf(3));
  });
});

describe('what finds the GPUs', () => {
  test('writes a file of its own node, instead of speaking for any', () => {
    expect(containerOf('gpu-feature-discovery', 'gpu-feature-discovery').env).toContainEqual({
      name: 'GFD_USE_NODE_FEATURE_API',
      value: 'false',
    });
  });

  test('is turned into labels by NFD, which takes NVIDIA’s and believes this namespace only', () => {
    expect(parse(objectOf(target, 'ConfigMap', 'nfd-master').data?.['nfd-master.conf'] ?? '')).toEqual({
      extraLabelNs: ['nvidia.com'],
      enableTaints: false,
      restrictions: {
        disableExtendedResources: true,
        nodeFeatureNamespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'lab-nodes' } },
      },
    });
  });

  test('reads of the node only what it looks at', () => {
    const { volumes = [], containers } = podOf('nfd-worker');
    expect(volumes.flatMap(({ hostPath }) => hostPath?.path ?? [])).toEqual([
      '/sys',
      '/etc/kubernetes/node-feature-discovery/features.d',
    ]);
    expect(containers[0]?.volumeMounts?.every(({ readOnly }) => readOnly === true)).toBe(true);
    expect(containers[0]?.securityContext).toMatchObject({ allowPrivilegeEscalation: false });
  });

  test('has definitions of the kinds that it writes', () => {
    expect(gpus(target).crds?.map(({ metadata }) => metadata.name)).toEqual([
      'nodefeatures.nfd.k8s-sigs.io',
      'nodefeaturerules.nfd.k8s-sigs.io',
      'nodefeaturegroups.nfd.k8s-sigs.io',
    ]);
  });
});

describe('rights and ways', () => {
  const { access, edges, agents = [] } = gpus(target);
  const grantsOf = (name: string) => access.find((each) => each.name === name)?.grants ?? [];

  test('an agent of NVIDIA’s may only look at nodes', () => {
    for (const name of ['device-plugin', 'gpu-feature-discovery', 'mps-control-daemon']) {
      expect(grantsOf(name)).toEqual([
        { apiGroup: '', resources: ['nodes'], verbs: { list: expect.any(String), watch: expect.any(String) } },
      ]);
    }
  });

  test('NFD’s master alone may change nodes, and nobody may delete cluster-wide', () => {
    const changers = access.filter(({ grants }) =>
      grants.some(({ resources, verbs }) => resources.includes('nodes') && 'patch' in verbs),
    );
    expect(changers.map(({ name }) => name)).toEqual(['nfd-master']);
    for (const { grants } of access) {
      for (const { namespace, verbs } of grants) {
        if (namespace === undefined) expect(verbs).not.toHaveProperty('delete');
      }
    }
  });

  test('everybody with rights has a way to the API server, and nobody else is reached', () => {
    expect(edges.map(({ from, to }) => [from.kind === 'workload' ? from.name : '', to.kind])).toEqual(
      ['device-plugin', 'mps-control-daemon', 'gpu-feature-discovery', 'nfd-master', 'nfd-worker', 'nfd-gc'].map(
        (name) => [name, 'api-server'],
      ),
    );
  });

  test('what agents may do on their node is declared', () => {
    const may = Object.fromEntries(agents.map((agent) => [agent.name, Object.keys(agent.may)]));
    expect(may).toEqual({
      'device-plugin': ['hostPath', 'privileged'],
      'mps-control-daemon': ['hostPath', 'privileged'],
      'gpu-feature-discovery': ['hostPath', 'privileged'],
      'nfd-worker': ['hostPath'],
    });
  });
});

describe('classes of devices', () => {
  test('select the model where the nodes are there', () => {
    expect(objectOf(target, 'DeviceClass', 'lab-dra').spec.selectors).toEqual([
      {
        cel: {
          expression: "device.driver == 'gpu.nvidia.com' && device.attributes['gpu.nvidia.com'].type == 'gpu'",
        },
      },
      {
        cel: {
          expression: "device.attributes['gpu.nvidia.com'].productName.replace(' ', '-') == 'NVIDIA-L4'",
        },
      },
    ]);
    expect(target.pools.find(({ name }) => name === 'dra')?.gpu?.deviceClass).toBe('lab-dra');
  });

  test('leave the model to the labels of nodes where an autoscaler has to guess at them', () => {
    const pools = { dra };
    expect(objectOf(targetWith(pools, gke(pools)), 'DeviceClass', 'lab-dra').spec.selectors).toHaveLength(1);
  });
});

describe('by flavour', () => {
  test('GKE runs its own plugin', () => {
    const pools = { general, sliced };
    expect(namesOf(targetWith(pools, gke(pools)), 'DaemonSet')).toEqual([]);
  });

  test('on OpenShift the GPU Operator runs it, and is told how GPUs are shared', () => {
    const pools = { sliced: { ...sliced, min: 3 } };
    const onOpenshift = targetWith(pools, openshift(pools));
    expect(namesOf(onOpenshift, 'DaemonSet')).toEqual([]);
    const config = objectOf(onOpenshift, 'ConfigMap', 'lab-device-plugin');
    expect(config.metadata.namespace).toBe('nvidia-gpu-operator');
    expect(Object.keys(config.data ?? {})).toEqual(['sliced']);
  });

  test('without GPUs there is nothing', () => {
    expect(gpus(targetWith({ general }, { flavour: 'kubernetes' }))).toEqual({ objects: [], edges: [], access: [] });
  });

  test('with claims alone there is discovery, and no plugin', () => {
    const claims = targetWith({ dra }, { flavour: 'kubernetes' });
    expect(namesOf(claims, 'DaemonSet')).toEqual(['nfd-worker', 'gpu-feature-discovery']);
    expect(gpus(claims).access.map(({ name }) => name)).not.toContain('device-plugin');
  });
});
