import { inEveryKind, rowsOf, type Row } from '../row.ts';
import {
  agentLabels,
  linuxPod,
  resources,
  windowsContainer,
  windowsContext,
  windowsPod,
  linuxContainer,
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
const amounts = (request: string) => ({ resources: { ...resources, requests: { cpu: '100m', memory: request } } });
const asHostProcess = (agent: string, windowsOptions: object = { hostProcess: true, runAsUserName: 'ContainerUser' }) =>
  windowsPod({
    labels: agentLabels(agent),
    spec: {
      hostNetwork: true,
      securityContext: { ...windowsContext, windowsOptions },
    },
  });
const data = { volumes: [{ name: 'data', emptyDir: {} }] };
const mounts = (mount: object) => ({ volumeMounts: [{ name: 'data', mountPath: 'C:\\data', ...mount }] });

/** Fields that the API server itself refuses, each alone. */
const forbiddenOfPod: readonly Row[] = [
  podFields.breaks('a user by number', context({ runAsUser: 1000 }), [], refused),
  podFields.breaks('a group for volumes', context({ fsGroup: 1000 }), [], refused),
  podFields.breaks('how volumes get their group', context({ fsGroupChangePolicy: 'OnRootMismatch' }), [], refused),
  podFields.breaks('a seccomp profile', context({ seccompProfile: { type: 'RuntimeDefault' } }), [], refused),
  podFields.breaks('shared processes', windowsPod({ spec: { shareProcessNamespace: true } }), [], refused),
  podFields.breaks('users of the host, though false', windowsPod({ spec: { hostUsers: false } }), [], refused),
];
const forbiddenOfContainer: readonly Row[] = [
  { privileged: false },
  { allowPrivilegeEscalation: false },
  { readOnlyRootFilesystem: false },
  { capabilities: { drop: ['ALL'] } },
  { seccompProfile: { type: 'RuntimeDefault' } },
].map((securityContext) =>
  containerFields.breaks(
    `${Object.keys(securityContext).join()} in a container`,
    windowsPod({ container: { securityContext } }),
    ['container main'],
    refused,
  ),
);

const rows: readonly Row[] = [
  user.breaks(
    'an agent that may be a HostProcess, and is none',
    windowsPod({ labels: agentLabels('node-tools'), spec: { securityContext: { runAsNonRoot: true } } }),
    ['container main'],
  ),
  containerFields.keeps('all of them on Linux', linuxPod()),
  user.keeps('anyone on Linux', linuxPod()),
  user.keeps(
    'the administrator, of an agent that may run with privileges',
    windowsPod({
      labels: agentLabels('gpu-plugin'),
      spec: { securityContext: { windowsOptions: { runAsUserName: 'ContainerAdministrator' } } },
    }),
  ),
  user.keeps(
    'a HostProcess that is a listed agent',
    asHostProcess('node-tools', { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }),
  ),
  memory.keeps('less than the limit on Linux', linuxPod({ container: amounts('32Mi') })),
  hostNetwork.keeps(
    'that of the node on Linux',
    linuxPod({
      labels: agentLabels('log-collector'),
      spec: { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
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
  gmsa.keeps(
    'an allowed one of a container',
    windowsPod({ container: { securityContext: { windowsOptions: { gmsaCredentialSpecName: 'cad' } } } }),
  ),
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
  user.breaks('the administrator', options({ runAsUserName: 'ContainerAdministrator' }), ['container main']),
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

  hostNetwork.keeps('its own', windowsPod()),
  hostNetwork.breaks(
    'that of the node',
    windowsPod({ labels: agentLabels('log-collector'), spec: { hostNetwork: true } }),
  ),
  hostNetwork.breaks(
    'names as if it had that of the node',
    windowsPod({ spec: { dnsPolicy: 'ClusterFirstWithHostNet' } }),
  ),

  volumes.keeps('on the disk', windowsPod({ spec: data })),
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
  claims.breaks('one', windowsPod({ spec: { resourceClaims: [{ name: 'gpu', resourceClaimName: 'session' }] } })),

  gmsa.keeps('an allowed one', options({ gmsaCredentialSpecName: 'cad' })),
  gmsa.breaks('another', options({ gmsaCredentialSpecName: 'domain-admin' })),
];

/** Rows of the rules of `policies/rules/windows.ts`. */
export const windowsRows: readonly Row[] = rows.flatMap(inEveryKind);
