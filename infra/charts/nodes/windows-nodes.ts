import { agentLabel, labelsOf, selectorOf } from '../../constructs/labels.ts';
import { placementOn } from '../../constructs/pool-placement.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import type { Container, DaemonSet, RuntimeClass, Toleration } from '../../kubernetes/types.ts';
import type { ImageName } from '../../model/images.ts';
import type { WindowsVersion } from '../../model/node-pool.ts';
import { windowsBuilds, windowsRuntimeClass, type Pool } from '../../model/pools.ts';
import type { Target } from '../../model/target.ts';
import { at, type Part } from '../part.ts';
import { agentNames } from './gpu-stack.ts';

/** What Windows nodes need of the cluster: a RuntimeClass for each build, and who hands out their GPUs. */
export function windowsNodes(target: Target): Part {
  const plugins = directxPlugins(target);
  const names = plugins.map(({ metadata: { name = '' } }) => name);
  return {
    objects: [...at('classes', runtimeClasses(target)), ...at('nodes', plugins)],
    edges: [],
    access: names.map((name) => ({ namespace: target.namespaces.nodes, name, component: 'agent', grants: [] })),
    agents: names.map((name) => ({
      namespace: target.namespaces.nodes,
      name,
      may: { hostProcess: 'registers with the kubelet by a socket of the node, and lists its GPUs' },
    })),
  };
}

/** How the taints of Windows nodes are spelt: by platform, and by whoever set them up. */
const windowsTaintKeys = ['os', 'kubernetes.io/os', 'node.kubernetes.io/os'] as const;

/** The versions of Windows that the pools have. */
function versionsOf({ pools }: Pick<Target, 'pools'>): readonly WindowsVersion[] {
  return [...new Set(pools.flatMap(({ windowsVersion }) => windowsVersion ?? []))].toSorted();
}

function runtimeClasses(target: Target): readonly RuntimeClass[] {
  return versionsOf(target).map((version) => runtimeClass(target, version));
}

/** Admission gives each pod of the class its nodeSelector and tolerations, and refuses one that says otherwise. */
function runtimeClass(target: Target, version: WindowsVersion): RuntimeClass {
  const name = windowsRuntimeClass(target.prefix, version);
  return {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name, labels: labelsOf(target, { name, component: 'node-pool' }) },
    // containerd's name for containers of Windows that share the kernel of their node.
    handler: 'runhcs-wcow-process',
    scheduling: {
      nodeSelector: nodeSelectorOf(version),
      tolerations: windowsTaintKeys.map((key): Toleration => ({ key, operator: 'Exists', effect: 'NoSchedule' })),
    },
  };
}

function nodeSelectorOf(version: WindowsVersion): Readonly<Record<string, string>> {
  return {
    'kubernetes.io/os': 'windows',
    'kubernetes.io/arch': 'amd64',
    'node.kubernetes.io/windows-build': windowsBuilds[version],
  };
}

/** A resource of TensorWorks' plugins; AKS has a plugin of its own, with another resource. */
interface DirectxPlugin {
  readonly resource: string;
  readonly image: ImageName;
  /** What the DaemonSet is called, before the version of Windows. */
  readonly name: string;
  /** What the name of its socket begins with. */
  readonly socket: string;
}

const directxPluginKinds: readonly DirectxPlugin[] = [
  {
    resource: 'directx.microsoft.com/display',
    image: 'directx-plugin',
    name: agentNames.directx,
    socket: 'wddm',
  },
  {
    resource: 'directx.microsoft.com/compute',
    image: 'directx-compute-plugin',
    name: agentNames.directxCompute,
    socket: 'mcdm',
  },
];

const size = { cpuMillis: 100, memoryBytes: 256 * 2 ** 20 };
const graceSeconds = 30;
const sockets = String.raw`\var\lib\kubelet\device-plugins`;

/**
 * The DirectX plugins on the Windows nodes with GPUs: HostProcess pods, as they speak with the kubelet by a socket of the
 * node (TensorWorks/DirectX-Device-Plugins, deployments/default-daemonsets.yml).
 */
function directxPlugins(target: Target): readonly DaemonSet[] {
  return directxPluginKinds.flatMap((kind) =>
    versionsOf(target).flatMap((version) => {
      const pools = target.pools.filter(
        ({ windowsVersion, gpu }) => windowsVersion === version && gpu?.resource === kind.resource,
      );
      return pools.length === 0 ? [] : [directxPlugin(target, { kind, version, pools })];
    }),
  );
}

interface DirectxNodes {
  readonly kind: DirectxPlugin;
  readonly version: WindowsVersion;
  readonly pools: readonly Pool[];
}

function directxPlugin(target: Target, { kind, version, pools }: DirectxNodes): DaemonSet {
  const name = `${kind.name}-${version}`;
  const labels = labelsOf(target, { name, component: 'agent' });
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: target.namespaces.nodes, labels },
    spec: {
      selector: { matchLabels: selectorOf(target, name) },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      template: {
        metadata: { labels: { ...labels, [agentLabel]: 'true' } },
        spec: {
          os: { name: 'windows' },
          // Said here too, not by the RuntimeClass alone: webhooks of clouds read nothing else.
          nodeSelector: nodeSelectorOf(version),
          runtimeClassName: windowsRuntimeClass(target.prefix, version),
          ...placementOn(pools),
          serviceAccountName: name,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          priorityClassName: 'system-node-critical',
          terminationGracePeriodSeconds: graceSeconds,
          hostNetwork: true,
          securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } },
          containers: [pluginContainer(target, kind)],
        },
      },
    },
  };
}

function pluginContainer(target: Target, { name, image, socket }: DirectxPlugin): Container {
  // It has registered when its socket is there (plugins/internal/plugin/device_plugin.go); it ends with the kubelet.
  const isRegistered = {
    exec: { command: ['cmd', '/c', `if exist ${sockets}\\${socket}-*.sock (exit 0) else (exit 1)`] },
    timeoutSeconds: 30,
  };
  return {
    name,
    image: target.image(image),
    resources: resourcesOf(size, { exact: true }),
    startupProbe: { ...isRegistered, periodSeconds: 30, failureThreshold: 20 },
    readinessProbe: { ...isRegistered, periodSeconds: 120, failureThreshold: 3 },
  };
}
