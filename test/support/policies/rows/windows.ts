import { rowsOf, withVariants, type Row } from '../row.ts';
import {
  agent,
  claimsToBe,
  deploymentOf,
  linuxPod,
  resources,
  windowsContainer,
  windowsContext,
  windowsPod,
  linuxContainer,
  type PodChanges,
} from '../subjects.ts';

const podFields = rowsOf('windows-pod-fields');
const containerFields = rowsOf('windows-container-fields');
const build = rowsOf('windows-build');
const user = rowsOf('windows-user');
const memory = rowsOf('windows-memory');
const hostProcess = rowsOf('windows-host-process');
const hostNetwork = rowsOf('windows-host-network');
const volumes = rowsOf('windows-volumes');
const containers = rowsOf('windows-containers');
const claims = rowsOf('windows-claims');
const gmsa = rowsOf('windows-gmsa');

const refused = { server: { does: 'refuses', because: 'With os windows it forbids the field.' } } as const;
const buildless = { 'kubernetes.io/os': 'windows' };
const context = (changes: object) => windowsPod({ spec: { securityContext: { ...windowsContext, ...changes } } });
const options = (changes: object) => context({ windowsOptions: { runAsUserName: 'ContainerUser', ...changes } });
const containerOptions = (windowsOptions: object) => windowsPod({ container: { securityContext: { windowsOptions } } });
/** A container that prepares a Windows pod. */
const initContainer = (windowsOptions: object) =>
  windowsContainer({
    name: 'first',
    startupProbe: undefined,
    readinessProbe: undefined,
    securityContext: { windowsOptions },
  });
const amounts = (request: string) => ({ resources: { ...resources, requests: { cpu: '100m', memory: request } } });
const hostProcessOptions = { hostProcess: true, runAsUserName: 'ContainerUser' };
const asHostProcess = (
  account: Parameters<typeof agent>[0],
  { labels, windowsOptions = hostProcessOptions, container }: PodChanges & { readonly windowsOptions?: object } = {},
) =>
  windowsPod({
    ...(labels !== undefined && { labels }),
    ...(container !== undefined && { container }),
    spec: { ...agent(account), hostNetwork: true, securityContext: { ...windowsContext, windowsOptions } },
  });
const data = { volumes: [{ name: 'data', emptyDir: {} }] };
const mounts = (mount: object) => ({ volumeMounts: [{ name: 'data', mountPath: 'C:\\data', ...mount }] });

/** Fields that the API server itself refuses, each alone. */
const linuxFields = {
  seLinuxOptions: { level: 's0:c1' },
  seccompProfile: { type: 'RuntimeDefault' },
  appArmorProfile: { type: 'RuntimeDefault' },
  runAsUser: 1000,
  runAsGroup: 1000,
};
const linuxFieldsOfPod = {
  ...linuxFields,
  fsGroup: 1000,
  fsGroupChangePolicy: 'OnRootMismatch',
  sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1' }],
  supplementalGroups: [1000],
  supplementalGroupsPolicy: 'Merge',
  seLinuxChangePolicy: 'MountOption',
};
const linuxFieldsOfContainer = {
  ...linuxFields,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: false,
  procMount: 'Default',
};
const linuxFieldsOfSpec = {
  hostUsers: false,
  shareProcessNamespace: true,
  resources: { limits: { cpu: '1', memory: '1Gi' } },
  hostPID: true,
  hostIPC: true,
};
const forbiddenOfPod: readonly Row[] = [
  ...Object.entries(linuxFieldsOfPod).map(([field, value]) =>
    podFields.breaks(`${field} of the pod`, context({ [field]: value }), [], refused),
  ),
  // The plugin, for it alone may share processes with its node.
  ...Object.entries(linuxFieldsOfSpec).map(([field, value]) =>
    podFields.breaks(field, windowsPod({ spec: { ...agent('gpu-plugin'), [field]: value } }), [], refused),
  ),
];
const forbiddenOfContainer: readonly Row[] = Object.entries(linuxFieldsOfContainer).map(([field, value]) =>
  containerFields.breaks(
    `${field} of a container`,
    windowsPod({ container: { securityContext: { [field]: value } } }),
    ['container main'],
    refused,
  ),
);

const rows: readonly Row[] = [
  user.breaks(
    'an agent that may be a HostProcess, and is none',
    windowsPod({ spec: { ...agent('node-tools'), securityContext: { runAsNonRoot: true } } }),
    ['container main'],
  ),
  containerFields.keeps('all of them on Linux', linuxPod()),
  user.keeps('anyone on Linux', linuxPod()),
  user.keeps(
    'the administrator, of an agent that may run with privileges',
    windowsPod({
      spec: {
        ...agent('gpu-plugin'),
        securityContext: { windowsOptions: { runAsUserName: 'ContainerAdministrator' } },
      },
    }),
  ),
  user.keeps(
    'a HostProcess that is a listed agent',
    asHostProcess('node-tools', {
      windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' },
    }),
  ),
  memory.keeps('less than the limit on Linux', linuxPod({ container: amounts('32Mi') })),
  hostNetwork.keeps(
    'that of the node on Linux',
    linuxPod({
      spec: { ...agent('log-collector'), hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
    }),
  ),
  hostNetwork.keeps('a HostProcess', asHostProcess('node-tools')),
  containers.keeps(
    'nothing that fails',
    windowsPod({
      spec: {
        ...data,
        containers: [
          windowsContainer({
            ...mounts({ subPath: '', subPathExpr: '', mountPropagation: 'None' }),
            volumeDevices: [],
          }),
        ],
      },
    }),
  ),
  containers.keeps(
    'a file on Linux',
    linuxPod({
      spec: {
        ...data,
        containers: [linuxContainer({ volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'a' }] })],
      },
    }),
  ),
  containers.breaks(
    'a single file beside a folder',
    windowsPod({
      spec: {
        ...data,
        containers: [
          windowsContainer({
            volumeMounts: [
              { name: 'data', mountPath: 'C:\\data' },
              { name: 'data', mountPath: 'C:\\licence', subPathExpr: '$(INSTANCE)' },
            ],
            env: [{ name: 'INSTANCE', value: 'a' }],
          }),
        ],
      },
    }),
    ['container main'],
  ),
  gmsa.keeps(
    'none',
    windowsPod({ spec: { containers: [windowsContainer({ securityContext: { runAsNonRoot: true } })] } }),
  ),
  gmsa.keeps(
    'none, and no context of the pod',
    windowsPod({
      spec: { securityContext: undefined, containers: [windowsContainer({ securityContext: windowsContext })] },
    }),
  ),
  gmsa.keeps(
    'a context of the pod without options',
    windowsPod({
      spec: {
        securityContext: { runAsNonRoot: true },
        containers: [windowsContainer({ securityContext: windowsContext })],
      },
    }),
  ),
  gmsa.keeps('an allowed one of a container', containerOptions({ gmsaCredentialSpecName: 'cad' })),
  gmsa.breaks(
    'another, of the second container',
    windowsPod({
      spec: {
        containers: [
          windowsContainer(),
          windowsContainer({
            name: 'other',
            securityContext: { windowsOptions: { gmsaCredentialSpecName: 'domain-admin' } },
          }),
        ],
      },
    }),
  ),
  podFields.keeps('none of them', windowsPod()),
  podFields.keeps('what may be there as false', windowsPod({ spec: { hostPID: false, hostIPC: false } })),
  podFields.keeps('all of them on Linux', linuxPod({ spec: { shareProcessNamespace: true } })),
  ...forbiddenOfPod,
  containerFields.keeps('what may be there', windowsPod({ container: { securityContext: { runAsNonRoot: true } } })),
  ...forbiddenOfContainer,

  build.keeps('by the nodeSelector', windowsPod()),
  build.keeps(
    'by a RuntimeClass',
    windowsPod({ spec: { nodeSelector: buildless, runtimeClassName: 'table-windows-2022' } }),
  ),
  build.breaks('any', windowsPod({ spec: { nodeSelector: buildless } })),

  user.keeps('that of the pod', windowsPod()),
  user.breaks('none', context({ windowsOptions: undefined }), ['container main']),
  user.breaks('empty options', context({ windowsOptions: {} }), ['container main']),
  user.breaks('the administrator', options({ runAsUserName: 'ContainerAdministrator' }), ['container main']),
  user.breaks(
    'an administrator that only calls itself an agent',
    windowsPod({
      ...claimsToBe('gpu-plugin'),
      spec: { securityContext: { runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerAdministrator' } } },
    }),
    ['container main'],
  ),
  user.breaks(
    'a container as the administrator',
    windowsPod({ container: { securityContext: { windowsOptions: { runAsUserName: 'ContainerAdministrator' } } } }),
    ['container main'],
  ),

  memory.keeps('the same in two spellings', windowsPod({ container: amounts('65536Ki') })),
  memory.breaks('less than the limit', windowsPod({ container: amounts('32Mi') }), ['container main']),

  hostProcess.keeps('no', windowsPod()),
  hostProcess.keeps('a listed agent', asHostProcess('node-tools')),
  hostProcess.breaks('an agent that is not listed', asHostProcess('log-collector')),
  hostProcess.keeps('it is said that it is none', options({ hostProcess: false })),
  hostProcess.keeps('it is said that its container is none', containerOptions({ hostProcess: false })),
  hostProcess.keeps(
    'it is said that its init container is none',
    windowsPod({ spec: { initContainers: [initContainer({ hostProcess: false })] } }),
  ),
  hostProcess.breaks(
    'a container of an agent that is not listed',
    windowsPod({
      spec: { ...agent('log-collector'), hostNetwork: true },
      container: { securityContext: { windowsOptions: hostProcessOptions } },
    }),
  ),
  hostProcess.breaks(
    'an init container of an agent that is not listed',
    windowsPod({
      spec: { ...agent('log-collector'), hostNetwork: true, initContainers: [initContainer(hostProcessOptions)] },
    }),
    [],
    { server: { does: 'refuses', because: 'All containers are HostProcesses, or none.' } },
  ),
  hostProcess.breaks(
    'an agent that is not listed, and calls itself one that is',
    asHostProcess('log-collector', claimsToBe('node-tools')),
  ),

  hostNetwork.keeps('its own', windowsPod()),
  hostNetwork.keeps('its own, and said so', windowsPod({ spec: { hostNetwork: false, dnsPolicy: 'ClusterFirst' } })),
  hostNetwork.breaks('that of the node', windowsPod({ spec: { ...agent('log-collector'), hostNetwork: true } })),
  hostNetwork.breaks(
    'names as if it had that of the node',
    windowsPod({ spec: { dnsPolicy: 'ClusterFirstWithHostNet' } }),
  ),

  volumes.keeps('on the disk', windowsPod({ spec: data })),
  volumes.keeps(
    'on the disk, and said so',
    windowsPod({ spec: { volumes: [{ name: 'data', emptyDir: { medium: '' } }] } }),
  ),
  volumes.keeps('another volume', windowsPod({ spec: { volumes: [{ name: 'data', configMap: { name: 'data' } }] } })),
  volumes.keeps(
    'in memory on Linux',
    linuxPod({ spec: { volumes: [{ name: 'shm', emptyDir: { medium: 'Memory' } }] } }),
  ),
  volumes.breaks('in memory', windowsPod({ spec: { volumes: [{ name: 'shm', emptyDir: { medium: 'Memory' } }] } }), [
    'volume shm',
  ]),

  containers.keeps(
    'a folder',
    windowsPod({ container: mounts({}), spec: { ...data, containers: [windowsContainer(mounts({}))] } }),
  ),
  containers.breaks(
    'a single file',
    windowsPod({ spec: { ...data, containers: [windowsContainer(mounts({ subPath: 'licence.txt' }))] } }),
    ['container main'],
  ),
  containers.breaks(
    'mounts that spread',
    windowsPod({ spec: { ...data, containers: [windowsContainer(mounts({ mountPropagation: 'HostToContainer' }))] } }),
    ['container main'],
  ),
  containers.breaks(
    'a device',
    windowsPod({
      spec: {
        volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'disk' } }],
        containers: [windowsContainer({ volumeDevices: [{ name: 'disk', devicePath: '/dev/disk' }] })],
      },
    }),
    ['container main'],
  ),
  containers.keeps('no claims, and said so', windowsPod({ container: { resources: { ...resources, claims: [] } } })),
  containers.breaks(
    'a claim',
    windowsPod({ container: { resources: { ...resources, claims: [{ name: 'gpu' }] } } }),
    ['container main'],
    { server: { does: 'refuses', because: 'The pod has no such claim, which would break another rule.' } },
  ),
  containers.breaks(
    'huge pages',
    windowsPod({
      container: {
        resources: {
          requests: { ...resources.requests, 'hugepages-2Mi': '4Mi' },
          limits: { ...resources.limits, 'hugepages-2Mi': '4Mi' },
        },
      },
    }),
    ['container main'],
  ),

  claims.keeps('none', windowsPod()),
  claims.keeps('none, and said so', windowsPod({ spec: { resourceClaims: [] } })),
  claims.breaks('one', windowsPod({ spec: { resourceClaims: [{ name: 'gpu', resourceClaimName: 'session' }] } })),

  gmsa.keeps('an allowed one', options({ gmsaCredentialSpecName: 'cad' })),
  gmsa.breaks('another', options({ gmsaCredentialSpecName: 'domain-admin' })),
  gmsa.keeps(
    'an allowed one of an init container',
    windowsPod({ spec: { initContainers: [initContainer({ gmsaCredentialSpecName: 'cad' })] } }),
  ),
  gmsa.breaks(
    'another, of an init container',
    windowsPod({ spec: { initContainers: [initContainer({ gmsaCredentialSpecName: 'domain-admin' })] } }),
  ),
];

/** Rows of the rules of `policies/rules/windows.ts`. */
export const windowsRows: readonly Row[] = [
  ...withVariants(rows),
  build.breaks(
    'a Deployment of pods with an empty RuntimeClass',
    deploymentOf(windowsPod({ spec: { nodeSelector: buildless, runtimeClassName: '' } })),
    [],
    { server: { does: 'refuses', because: 'A RuntimeClass has a name.' } },
  ),
];
