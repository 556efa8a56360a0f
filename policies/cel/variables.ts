import type { ParameterName } from '../parameters.ts';
import { someContainer } from './containers.ts';
import { extendedIn, limitsOf } from './quantities.ts';

/** A value that rules share: each rule that reads it gets it computed once. */
export interface Variable {
  readonly expression: string;
  /** Parameters that it reads. */
  readonly parameters?: readonly ParameterName[];
}

/**
 * What is derived from the pod of an object, in CEL; a later one may read an earlier one. They are texts, numbers,
 * flags and tables of texts only: the API server forgets the types of anything else that goes through a variable, and
 * would no longer find a misspelt field.
 */
export const podVariables = {
  labels: { expression: 'has(pod.metadata) && has(pod.metadata.labels) ? pod.metadata.labels : {}' },
  annotations: { expression: 'has(pod.metadata) && has(pod.metadata.annotations) ? pod.metadata.annotations : {}' },
  nodeSelector: { expression: 'has(pod.spec.nodeSelector) ? pod.spec.nodeSelector : {}' },
  /** `linux`, `windows`, or empty where the pod does not say. */
  os: { expression: "has(pod.spec.os) && has(pod.spec.os.name) ? pod.spec.os.name : ''" },
  /** The service account that its pods have, as namespace/name: who may do more is listed by it, as labels prove nothing. */
  account: {
    expression:
      "(has(object.metadata.namespace) ? object.metadata.namespace : '') + '/'" +
      " + (has(pod.spec.serviceAccountName) ? pod.spec.serviceAccountName : 'default')",
  },
  /** Whether its service account's token is mounted by declaration. */
  apiAccess: {
    expression:
      "('berth.dev/api-access' in variables.labels && variables.labels['berth.dev/api-access'] == 'true')" +
      " || ('berth.dev/api-access' in variables.annotations && variables.annotations['berth.dev/api-access'] == 'true')",
  },
  /** Ends by itself, as a batch job does; a worker is waited for like a server. */
  runsToEnd: {
    expression:
      "has(pod.spec.restartPolicy) && pod.spec.restartPolicy != 'Always' && !('berth.dev/worker' in variables.labels)",
  },
  graceSeconds: {
    expression: 'has(pod.spec.terminationGracePeriodSeconds) ? pod.spec.terminationGracePeriodSeconds : 30',
  },
  /** How long it goes on serving what it has, once it is told to end: a text, as it may be no number. */
  drain: {
    expression:
      "'berth.dev/drain-seconds' in variables.annotations ? variables.annotations['berth.dev/drain-seconds'] : '0'",
  },
  hostProcess: {
    expression:
      '(has(pod.spec.securityContext) && has(pod.spec.securityContext.windowsOptions)' +
      ' && has(pod.spec.securityContext.windowsOptions.hostProcess)' +
      ' && pod.spec.securityContext.windowsOptions.hostProcess)' +
      ` || ${someContainer(
        'c',
        'has(c.securityContext) && has(c.securityContext.windowsOptions)' +
          ' && has(c.securityContext.windowsOptions.hostProcess) && c.securityContext.windowsOptions.hostProcess',
      )}`,
  },
  usesGpu: {
    parameters: ['linuxGpuResources', 'windowsGpuResources'],
    expression: someContainer(
      'c',
      `${extendedIn(limitsOf('c'))}.exists(r, variables.linuxGpuResources.exists(p, r.startsWith(p))` +
        ' || variables.windowsGpuResources.exists(p, r.startsWith(p)))',
    ),
  },
} as const satisfies Readonly<Record<string, Variable>>;

export type PodVariable = keyof typeof podVariables;

/** Whether a text names a derived variable. */
export function isPodVariable(name: string): name is PodVariable {
  return Object.hasOwn(podVariables, name);
}
