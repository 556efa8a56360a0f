import { rowsOf, withVariants, type Row } from '../row.ts';
import {
  agent,
  asKind,
  claimsToBe,
  initContainer,
  jobOf,
  linuxContainer,
  linuxPod,
  probe,
  resources,
  windowsPod,
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
const allBut = (name: string, amounts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(amounts).filter(([other]) => other !== name));
const elsewhere = {
  httpGet: { httpGet: { ...probe.httpGet, host: 'example.org' } },
  tcpSocket: { tcpSocket: { port: 8080, host: '127.0.0.1' } },
} as const;
const probeless = { container: { startupProbe: undefined, readinessProbe: undefined } };

const ofPods: readonly Row[] = [
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

  os.breaks(
    'a pod that does not say, nor does its nodeSelector',
    linuxPod({ spec: { os: undefined, nodeSelector: { 'kubernetes.io/os': '' } } }),
  ),
  os.breaks('an empty os', linuxPod({ spec: { os: {} } }), [], {
    server: { does: 'refuses', because: 'An os has a name.' },
  }),

  label.keeps('a pod with other labels', linuxPod({ labels: { 'kubernetes.io/arch': 'amd64' } })),
  label.breaks('a pod with the label', linuxPod({ labels: { 'kubernetes.io/os': 'linux' } })),

  nodeName.keeps('a pod without one', linuxPod()),
  nodeName.keeps('an empty one', linuxPod({ spec: { nodeName: '' } })),
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
  ...(['cpu', 'memory'] as const).flatMap((resource) => [
    requests.breaks(
      `no request of ${resource}`,
      windowsPod({ container: { resources: { ...resources, requests: allBut(resource, resources.requests) } } }),
      ['container main'],
      { server: { does: 'completes', because: 'A Pod requests what it limits, if it says nothing.' } },
    ),
    requests.breaks(
      `no limit of ${resource}`,
      windowsPod({ container: { resources: { ...resources, limits: allBut(resource, resources.limits) } } }),
      ['container main'],
    ),
  ]),
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
  host.keeps('no probes', linuxPod({ ...probeless, spec: { restartPolicy: 'Never' } })),
  host.keeps('HTTP probes of the pod itself', linuxPod({ container: probesOf(probe) })),
  ...['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((name) =>
    Object.entries(elsewhere).map(([how, action]) =>
      host.breaks(`${how} of another host, by the ${name}`, linuxPod({ container: { [name]: action } }), [
        'container main',
      ]),
    ),
  ),
  ...['postStart', 'preStop'].flatMap((hook) => [
    host.keeps(
      `only the hook ${hook}`,
      linuxPod({ container: { lifecycle: { [hook]: { exec: { command: ['greet'] } } } } }),
    ),
    host.breaks(
      `the hook ${hook} that calls another host`,
      linuxPod({ container: { lifecycle: { [hook]: elsewhere.httpGet } } }),
      ['container main'],
    ),
  ]),

  grace.keeps('the default, and no hook', linuxPod()),
  grace.keeps(
    'exactly enough',
    linuxPod({ spec: { terminationGracePeriodSeconds: 25 }, container: sleep(5), ...drain('20') }),
  ),
  grace.keeps('a drain within the default of 30 s', linuxPod(drain('30'))),
  grace.breaks(
    'one second too little',
    linuxPod({ spec: { terminationGracePeriodSeconds: 24 }, container: sleep(5), ...drain('20') }),
    ['container main'],
  ),
  grace.breaks('a drain longer than the default of 30 s', linuxPod(drain('31')), ['container main']),
  grace.breaks('a drain with a unit', linuxPod(drain('6s')), ['container main']),
  grace.breaks('a drain that is no number', linuxPod(drain('soon')), ['container main']),

  priority.keeps('none', linuxPod()),
  priority.keeps('an allowed one', linuxPod({ spec: { priorityClassName: 'table-core' } })),
  priority.keeps(
    'an agent with one of Kubernetes',
    linuxPod({ spec: { ...agent('log-collector'), priorityClassName: 'system-node-critical' } }),
  ),
  priority.keeps('an empty one', linuxPod({ spec: { priorityClassName: '' } })),
  priority.keeps('any, where none is listed', linuxPod({ spec: { priorityClassName: 'table-other' } }), {
    lenient: true,
  }),
  priority.breaks('one that is not allowed', linuxPod({ spec: { priorityClassName: 'table-other' } })),
  priority.breaks('one of Kubernetes', linuxPod({ spec: { priorityClassName: 'system-node-critical' } })),
  priority.breaks(
    'one of Kubernetes, by a pod that only calls itself an agent',
    linuxPod({ ...claimsToBe('log-collector'), spec: { priorityClassName: 'system-node-critical' } }),
  ),

  toleration.keeps('one taint', linuxPod({ spec: { tolerations: [{ key: 'example.org/slow', operator: 'Exists' }] } })),
  toleration.keeps(
    'everything, by an agent',
    linuxPod({ spec: { ...agent('log-collector'), tolerations: [everything] } }),
  ),
  toleration.breaks('everything', linuxPod({ spec: { tolerations: [everything] } }), ['toleration of everything']),
  toleration.breaks('an empty key', linuxPod({ spec: { tolerations: [{ key: '', operator: 'Exists' }] } }), [
    'toleration of everything',
  ]),
  toleration.breaks(
    'everything, by a pod that only calls itself an agent',
    linuxPod({ ...claimsToBe('log-collector'), spec: { tolerations: [everything] } }),
    ['toleration of everything'],
  ),
  toleration.breaks(
    'everything, by the account of an agent of another namespace',
    linuxPod({ spec: { ...agent('impostor'), tolerations: [everything] } }),
    ['toleration of everything'],
  ),

  // A worker: in a Job too it has to have probes.
  probes.breaks(
    'a worker without a startup probe',
    linuxPod({ labels: { 'berth.dev/worker': 'solver' }, container: { startupProbe: undefined } }),
    ['container main'],
  ),
  probes.keeps('startup and readiness', linuxPod()),
  probes.keeps('all three, with ports', linuxPod({ container: { ...liveless, livenessProbe: probe } })),
  probes.keeps('no ports, and said so', linuxPod({ container: { ports: [] } })),
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
  probes.keeps('a pod that runs to an end', linuxPod({ ...probeless, spec: { restartPolicy: 'Never' } })),
  probes.breaks('a pod that does not', linuxPod({ ...probeless, spec: { restartPolicy: 'Always' } }), [
    'container main',
  ]),
  probes.breaks(
    'a worker, though it is not restarted',
    linuxPod({ ...probeless, labels: { 'berth.dev/worker': 'solver' }, spec: { restartPolicy: 'Never' } }),
    ['container main'],
  ),
];

/** Rows of the rules of `policies/rules/pods.ts`. */
export const podRows: readonly Row[] = [
  ...withVariants(ofPods),
  probes.keeps('a Job', jobOf(linuxPod(probeless))),
  os.breaks(
    'a Windows StatefulSet without os',
    asKind(
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
];
