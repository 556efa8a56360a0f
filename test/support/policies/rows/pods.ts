import { inDeployment, inEveryKind, rowsOf, type Row } from '../row.ts';
import {
  agentLabels,
  initContainer,
  jobOf,
  linuxContainer,
  linuxPod,
  probe,
  resources,
  windowsContainer,
  windowsPod,
  workloadOf,
  type Fields,
} from '../subjects.ts';

const os = rowsOf('pod-os');
const label = rowsOf('pod-os-label');
const nodeName = rowsOf('pod-node-name');
const gates = rowsOf('pod-scheduling-gates');
const requests = rowsOf('pod-resources');
const probes = rowsOf('pod-probes');
const host = rowsOf('pod-probe-host');
const grace = rowsOf('pod-grace');
const priority = rowsOf('pod-priority');
const toleration = rowsOf('pod-toleration');

const sleep = (seconds: number) => ({ lifecycle: { preStop: { sleep: { seconds } } } });
const drain = (seconds: string) => ({ annotations: { 'berth.dev/drain-seconds': seconds } });
const liveless = { ports: [{ containerPort: 8080 }] };
const first = (changes: Fields) => ({ initContainers: [initContainer(changes)] });
const probesOf = (handler: Fields) => ({ startupProbe: handler, readinessProbe: handler, livenessProbe: handler });
const hooksOf = (handler: Fields) => ({ lifecycle: { postStart: handler, preStop: handler } });
const everything = { operator: 'Exists' };

const inAllKinds: readonly Row[] = [
  os.keeps('a Linux pod', linuxPod()),
  os.keeps('a Windows pod', windowsPod()),
  os.breaks('a pod that does not say', linuxPod({ spec: { os: undefined } })),
  os.breaks('a pod without a nodeSelector', linuxPod({ spec: { nodeSelector: undefined } })),
  os.breaks(
    'a nodeSelector of something else',
    linuxPod({ spec: { nodeSelector: { 'kubernetes.io/arch': 'amd64' } } }),
  ),
  os.breaks(
    'a Linux pod that asks for Windows nodes',
    linuxPod({ spec: { nodeSelector: { 'kubernetes.io/os': 'windows' } } }),
  ),

  label.keeps('a pod with other labels', linuxPod({ labels: { 'kubernetes.io/arch': 'amd64' } })),
  label.breaks('a pod with the label', linuxPod({ labels: { 'kubernetes.io/os': 'linux' } })),

  nodeName.keeps('a pod without one', linuxPod()),
  nodeName.breaks('a pod with one', linuxPod({ spec: { nodeName: 'node-1' } })),

  gates.keeps('the gate of the placement', linuxPod({ spec: { schedulingGates: [{ name: 'berth.dev/placement' }] } })),
  gates.breaks(
    'an unknown gate among two',
    linuxPod({ spec: { schedulingGates: [{ name: 'berth.dev/placement' }, { name: 'example.org/later' }] } }),
    ['example.org/later'],
  ),

  requests.keeps(
    'numbers instead of texts',
    linuxPod({ container: { resources: { requests: { cpu: 1, memory: 1024 }, limits: { cpu: 1, memory: 1024 } } } }),
  ),
  requests.breaks(
    'no memory limit',
    linuxPod({ container: { resources: { ...resources, limits: { cpu: '200m' } } } }),
    ['container main'],
  ),
  requests.breaks('an init container without any', linuxPod({ spec: first({ resources: undefined }) }), [
    'container first',
  ]),

  host.keeps('a probe of the pod itself', linuxPod()),
  host.keeps('probes of other kinds', linuxPod({ container: probesOf({ exec: { command: ['check'] } }) })),
  host.keeps('TCP probes of the pod itself', linuxPod({ container: probesOf({ tcpSocket: { port: 8080 } }) })),
  host.keeps('empty hosts', linuxPod({ container: probesOf({ httpGet: { ...probe.httpGet, host: '' } }) })),
  host.keeps('empty hosts of TCP probes', linuxPod({ container: probesOf({ tcpSocket: { port: 8080, host: '' } }) })),
  host.keeps('hooks of the pod itself', linuxPod({ container: hooksOf(probe) })),
  host.keeps(
    'hooks that call an empty host',
    linuxPod({ container: hooksOf({ httpGet: { ...probe.httpGet, host: '' } }) }),
  ),
  host.keeps('hooks of other kinds', linuxPod({ container: hooksOf({ exec: { command: ['greet'] } }) })),
  host.breaks(
    'a liveness probe of another host',
    linuxPod({ container: { livenessProbe: { httpGet: { ...probe.httpGet, host: 'example.org' } } } }),
    ['container main'],
  ),
  host.breaks(
    'a TCP liveness probe of another host',
    linuxPod({ container: { livenessProbe: { tcpSocket: { port: 8080, host: 'example.org' } } } }),
    ['container main'],
  ),
  host.breaks(
    'a hook before the end that calls another host',
    linuxPod({ container: { lifecycle: { preStop: { httpGet: { ...probe.httpGet, host: 'example.org' } } } } }),
    ['container main'],
  ),
  host.breaks(
    'a probe of another host',
    linuxPod({ container: { readinessProbe: { httpGet: { ...probe.httpGet, host: '127.0.0.1' } } } }),
    ['container main'],
  ),
  host.breaks(
    'a TCP probe of another host',
    linuxPod({ container: { startupProbe: { tcpSocket: { port: 8080, host: '127.0.0.1' } } } }),
    ['container main'],
  ),
  host.breaks(
    'a hook that calls another host',
    linuxPod({ container: { lifecycle: { postStart: { httpGet: { ...probe.httpGet, host: '127.0.0.1' } } } } }),
    ['container main'],
  ),

  grace.keeps('the default, and no hook', linuxPod()),
  grace.keeps(
    'exactly enough',
    linuxPod({ spec: { terminationGracePeriodSeconds: 25 }, container: sleep(5), ...drain('20') }),
  ),
  grace.keeps('a drain within the default of 30 s', linuxPod(drain('30'))),
  grace.keeps('an annotation that is no number', linuxPod(drain('soon'))),
  grace.breaks(
    'one second too little',
    linuxPod({ spec: { terminationGracePeriodSeconds: 24 }, container: sleep(5), ...drain('20') }),
    ['container main'],
  ),
  grace.breaks('a drain longer than the default of 30 s', linuxPod(drain('31')), ['container main']),

  priority.keeps('none', linuxPod()),
  priority.keeps('an allowed one', linuxPod({ spec: { priorityClassName: 'table-core' } })),
  priority.keeps(
    'an agent with one of Kubernetes',
    linuxPod({ labels: agentLabels('log-collector'), spec: { priorityClassName: 'system-node-critical' } }),
  ),
  priority.breaks('one that is not allowed', linuxPod({ spec: { priorityClassName: 'table-other' } })),
  priority.breaks('one of Kubernetes', linuxPod({ spec: { priorityClassName: 'system-node-critical' } })),

  toleration.keeps('one taint', linuxPod({ spec: { tolerations: [{ key: 'example.org/slow', operator: 'Exists' }] } })),
  toleration.keeps(
    'everything, by an agent',
    linuxPod({ labels: agentLabels('log-collector'), spec: { tolerations: [everything] } }),
  ),
  toleration.breaks('everything', linuxPod({ spec: { tolerations: [everything] } }), ['toleration of everything']),
  toleration.breaks(
    'everything, by a pod that calls itself an agent but has no name',
    linuxPod({ labels: { 'berth.dev/agent': 'true' }, spec: { tolerations: [everything] } }),
    ['toleration of everything'],
  ),
];

const ofServers: readonly Row[] = [
  probes.keeps('startup and readiness', linuxPod()),
  probes.keeps('all three, with ports', linuxPod({ container: { ...liveless, livenessProbe: probe } })),
  probes.keeps('an init container that ends', linuxPod({ spec: first({}) })),
  probes.breaks('no startup probe', linuxPod({ container: { startupProbe: undefined } }), ['container main']),
  probes.breaks('no readiness probe', windowsPod({ container: { readinessProbe: undefined } }), ['container main']),
  probes.breaks('ports without a liveness probe', linuxPod({ container: liveless }), ['container main']),
  probes.breaks(
    'neither a container nor the one at its side has any',
    linuxPod({
      container: { startupProbe: undefined, readinessProbe: undefined },
      spec: { initContainers: [linuxContainer({ name: 'side', restartPolicy: 'Always', readinessProbe: undefined })] },
    }),
    ['container main', 'container side'],
  ),
];

const probeless = { container: { startupProbe: undefined, readinessProbe: undefined } };

/** Rows of the rules of `policies/rules/pods.ts`. */
export const podRows: readonly Row[] = [
  ...inAllKinds.flatMap(inEveryKind),
  ...ofServers.flatMap((row) => [row, inDeployment(row)]),
  probes.keeps('a pod that runs to an end', linuxPod({ ...probeless, spec: { restartPolicy: 'Never' } })),
  probes.keeps('a Job', jobOf(linuxPod(probeless))),
  probes.breaks(
    'a worker, though it is not restarted',
    linuxPod({ ...probeless, labels: { 'berth.dev/worker': 'solver' }, spec: { restartPolicy: 'Never' } }),
    ['container main'],
  ),
  requests.breaks('a StatefulSet', workloadOf('StatefulSet', linuxPod({ container: { resources: undefined } })), [
    'container main',
  ]),
  requests.breaks('a DaemonSet', workloadOf('DaemonSet', linuxPod({ container: { resources: undefined } })), [
    'container main',
  ]),
  requests.breaks('a Job', jobOf(linuxPod({ container: { resources: undefined } })), ['container main']),
  os.breaks(
    'a Windows StatefulSet without os',
    workloadOf(
      'StatefulSet',
      windowsPod({
        spec: {
          os: undefined,
          securityContext: { ...{ runAsNonRoot: true }, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [linuxContainer()],
        },
      }),
    ),
  ),
  requests.keeps(
    'a DaemonSet on Windows',
    workloadOf('DaemonSet', windowsPod({ spec: { containers: [windowsContainer({ name: 'directory' })] } })),
  ),
];
