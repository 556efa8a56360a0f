import { rowsOf, withVariants, type Row } from '../row.ts';
import {
  agent,
  claimsToBe,
  initContainer,
  linuxContext,
  linuxPod,
  restricted,
  windowsPod,
  linuxContainer,
  type PodChanges,
} from '../subjects.ts';

const root = rowsOf('run-as-non-root');
const escalation = rowsOf('no-escalation');
const capabilities = rowsOf('drop-capabilities');
const seccomp = rowsOf('seccomp');
const readOnly = rowsOf('read-only-root');
const options = rowsOf('linux-no-windows-options');
const path = rowsOf('host-path');
const network = rowsOf('host-network');
const namespaces = rowsOf('host-namespaces');

const container = (changes: object) => linuxPod({ container: { securityContext: { ...restricted, ...changes } } });
const pod = (changes: object) => linuxPod({ spec: { securityContext: { ...linuxContext, ...changes } } });
/** A pod of the agent that may have folders of its node, and privileges. */
const pluginPod = ({ spec, ...changes }: PodChanges) =>
  linuxPod({ ...changes, spec: { ...agent('gpu-plugin'), ...spec } });
const hostPath = { volumes: [{ name: 'plugins', hostPath: { path: '/var/lib/kubelet/device-plugins' } }] };
const refused = { server: { does: 'refuses', because: 'With os linux it knows no windowsOptions.' } } as const;
const profile = { type: 'Localhost', localhostProfile: 'lab.json' };
const bare = { seccompProfile: { type: 'RuntimeDefault' } };

const portAtTheSide = (port: object) =>
  linuxPod({
    spec: {
      initContainers: [
        linuxContainer({
          name: 'side',
          restartPolicy: 'Always',
          ports: [port],
          livenessProbe: { tcpSocket: { port: 9000 } },
        }),
      ],
    },
  });
const hostProcess = { hostProcess: true, runAsUserName: 'ContainerUser' };
/** An agent that may be a HostProcess, which is on the network of its node. */
const hostProcessPod = (securityContext: object) =>
  windowsPod({ spec: { ...agent('node-tools'), hostNetwork: true, securityContext } });

const rows: readonly Row[] = [
  root.breaks(
    'an agent that may be a HostProcess, and is none',
    linuxPod({ spec: { ...agent('node-tools'), securityContext: bare } }),
    ['container main'],
  ),
  network.breaks(
    'an agent that may be a HostProcess, and is none',
    linuxPod({ spec: { ...agent('node-tools'), hostNetwork: true } }),
  ),
  root.keeps(
    'the container says so, and the pod nothing at all',
    linuxPod({
      spec: { securityContext: undefined },
      container: { securityContext: { ...restricted, ...bare, runAsNonRoot: true } },
    }),
  ),
  root.keeps('another user than 0', pod({ runAsUser: 65_532 })),
  root.keeps('a HostProcess that is a listed agent', hostProcessPod({ windowsOptions: hostProcess })),
  root.breaks('the user 0 of the pod', pod({ runAsUser: 0 }), ['container main']),
  root.breaks('the pod says otherwise', pod({ runAsNonRoot: false }), ['container main']),
  root.keeps('a Windows pod', windowsPod()),
  capabilities.keeps('a Windows pod', windowsPod()),
  capabilities.keeps('a listed agent', pluginPod({ container: { securityContext: { privileged: true } } })),
  capabilities.breaks(
    'another is added beside the allowed one',
    container({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE', 'SYS_ADMIN'] } }),
    ['container main'],
  ),
  seccomp.keeps('a Windows pod', windowsPod()),
  seccomp.keeps('a listed agent', pluginPod({ spec: { securityContext: { runAsNonRoot: true } } })),
  readOnly.keeps('a Windows pod', windowsPod()),
  readOnly.keeps(
    'a listed agent',
    pluginPod({ container: { securityContext: { ...restricted, readOnlyRootFilesystem: false } } }),
  ),
  options.breaks(
    'of the second container',
    linuxPod({
      spec: {
        containers: [
          linuxContainer(),
          linuxContainer({ name: 'other', securityContext: { ...restricted, windowsOptions: {} } }),
        ],
      },
    }),
    [],
    refused,
  ),
  network.keeps(
    'a HostProcess that is a listed agent',
    hostProcessPod({ runAsNonRoot: true, windowsOptions: hostProcess }),
  ),
  network.keeps(
    'a port of its own',
    linuxPod({
      container: { ports: [{ containerPort: 9000, hostPort: 0 }], livenessProbe: { tcpSocket: { port: 9000 } } },
    }),
  ),
  network.breaks(
    'one port of the node among others',
    linuxPod({
      spec: {
        containers: [
          linuxContainer(),
          linuxContainer({
            name: 'other',
            ports: [{ containerPort: 9000 }, { containerPort: 9001, hostPort: 9001 }],
            livenessProbe: { tcpSocket: { port: 9000 } },
          }),
        ],
      },
    }),
  ),
  root.keeps('the pod says so', linuxPod()),
  root.keeps(
    'the container says so',
    linuxPod({
      spec: { securityContext: bare },
      container: { securityContext: { ...restricted, runAsNonRoot: true } },
    }),
  ),
  root.keeps('a listed agent', pluginPod({ spec: { securityContext: bare } })),
  root.breaks('nobody says so', linuxPod({ spec: { securityContext: bare } }), ['container main']),
  root.breaks('the container says otherwise', container({ runAsNonRoot: false }), ['container main']),
  root.breaks('the user 0', container({ runAsUser: 0 }), ['container main']),
  root.breaks(
    'nobody says so on Windows',
    windowsPod({ spec: { securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } } } }),
    ['container main'],
  ),

  escalation.keeps('none', linuxPod()),
  escalation.keeps('a Windows pod', windowsPod()),
  escalation.keeps('it is said that there are no privileges', container({ privileged: false })),
  escalation.breaks('all privileges', container({ privileged: true }), ['container main'], {
    server: { does: 'refuses', because: 'What is privileged cannot be kept from gaining privileges.' },
  }),
  escalation.keeps('a listed agent', pluginPod({ container: { securityContext: { privileged: true } } })),
  escalation.breaks('nothing is said', container({ allowPrivilegeEscalation: undefined }), ['container main']),
  escalation.breaks('it is allowed', container({ allowPrivilegeEscalation: true }), ['container main']),
  escalation.breaks(
    'an agent that is not listed',
    linuxPod({
      spec: agent('log-collector'),
      container: { securityContext: { ...restricted, allowPrivilegeEscalation: true } },
    }),
    ['container main'],
  ),

  capabilities.keeps('one may be added', container({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } })),
  capabilities.breaks('nothing is dropped', container({ capabilities: undefined }), ['container main']),
  capabilities.breaks('one is added, and nothing dropped', container({ capabilities: { add: ['NET_BIND_SERVICE'] } }), [
    'container main',
  ]),
  capabilities.breaks('some are dropped', container({ capabilities: { drop: ['NET_RAW'] } }), ['container main']),
  capabilities.breaks('another is added', container({ capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } }), [
    'container main',
  ]),

  seccomp.keeps('that of the pod', linuxPod()),
  seccomp.keeps(
    'that of the container',
    linuxPod({
      spec: { securityContext: { runAsNonRoot: true } },
      container: { securityContext: { ...restricted, ...bare } },
    }),
  ),
  seccomp.keeps('one of the node, of the pod', pod({ seccompProfile: profile })),
  seccomp.keeps('one of the node, of the container', container({ seccompProfile: profile })),
  seccomp.breaks('the pod lifts it', pod({ seccompProfile: { type: 'Unconfined' } }), ['container main']),
  seccomp.breaks('none', linuxPod({ spec: { securityContext: { runAsNonRoot: true } } }), ['container main']),
  seccomp.breaks('the container lifts it', container({ seccompProfile: { type: 'Unconfined' } }), ['container main']),

  readOnly.keeps('it is', linuxPod()),
  readOnly.breaks('nothing is said', container({ readOnlyRootFilesystem: undefined }), ['container main']),
  readOnly.breaks(
    'an init container that writes',
    linuxPod({
      spec: {
        initContainers: [initContainer({ securityContext: { ...restricted, readOnlyRootFilesystem: false } })],
      },
    }),
    ['container first'],
  ),

  options.keeps('none', linuxPod()),
  options.keeps('a Windows pod', windowsPod()),
  options.breaks('of the pod', pod({ windowsOptions: { runAsUserName: 'ContainerUser' } }), [], refused),
  options.keeps('a container without a context', pluginPod({ container: { securityContext: undefined } })),
  options.keeps(
    'an init container without a context',
    pluginPod({ spec: { initContainers: [initContainer({ securityContext: undefined })] } }),
  ),
  options.breaks(
    'of an init container',
    linuxPod({
      spec: { initContainers: [initContainer({ securityContext: { ...restricted, windowsOptions: {} } })] },
    }),
    [],
    refused,
  ),
  options.breaks('of a container', container({ windowsOptions: { runAsUserName: 'ContainerUser' } }), [], refused),

  path.keeps('another volume', linuxPod({ spec: { volumes: [{ name: 'scratch', emptyDir: {} }] } })),
  path.keeps('a listed agent', pluginPod({ spec: hostPath })),
  path.breaks('a pod', linuxPod({ spec: hostPath }), ['volume plugins']),
  path.breaks('an agent that is not listed', linuxPod({ spec: { ...agent('log-collector'), ...hostPath } }), [
    'volume plugins',
  ]),
  path.breaks(
    'a pod that only calls itself a listed agent',
    linuxPod({ ...claimsToBe('gpu-plugin'), spec: hostPath }),
    ['volume plugins'],
  ),
  path.breaks(
    'the account of a listed agent of another namespace',
    linuxPod({ spec: { ...agent('impostor'), ...hostPath } }),
    ['volume plugins'],
  ),

  network.keeps('its own', linuxPod({ spec: { hostNetwork: false } })),
  network.keeps('a listed agent', linuxPod({ spec: { ...agent('log-collector'), hostNetwork: true } })),
  network.breaks('that of the node', linuxPod({ spec: { hostNetwork: true } })),
  network.breaks(
    'a port of the node',
    linuxPod({
      container: { ports: [{ containerPort: 9000, hostPort: 9000 }], livenessProbe: { tcpSocket: { port: 9000 } } },
    }),
  ),

  network.keeps('a port of its own, at the side', portAtTheSide({ containerPort: 9000, hostPort: 0 })),
  network.breaks('a port of the node, at the side', portAtTheSide({ containerPort: 9000, hostPort: 9000 })),
  network.breaks(
    'that of the node, by a pod that only calls itself a listed agent',
    linuxPod({ ...claimsToBe('log-collector'), spec: { hostNetwork: true } }),
  ),

  namespaces.keeps('its own', linuxPod({ spec: { hostPID: false, hostIPC: false } })),
  namespaces.keeps('a listed agent', pluginPod({ spec: { hostPID: true } })),
  namespaces.breaks('the processes of the node', linuxPod({ spec: { hostPID: true } })),
  namespaces.breaks('the shared memory of the node', linuxPod({ spec: { hostIPC: true } })),
];

/** Rows of the rules of `policies/rules/security.ts`. */
export const securityRows: readonly Row[] = withVariants(rows);
