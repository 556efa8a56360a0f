import { labelsOf } from '../../constructs/labels.ts';
import type { Namespace } from '../../kubernetes/types.ts';
import type { Namespaces, Target } from '../../model/target.ts';

/** Levels of Pod Security: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
type PodSecurityLevel = 'restricted' | 'privileged';

/** Device plugins and log collectors read folders of their node; nothing else may. */
const levels: Readonly<Record<keyof Namespaces, PodSecurityLevel>> = {
  system: 'restricted',
  data: 'restricted',
  services: 'restricted',
  workers: 'restricted',
  nodes: 'privileged',
};

/** The namespaces, each with its level of Pod Security. */
export function namespaces(target: Target): readonly Namespace[] {
  return (Object.keys(levels) as (keyof Namespaces)[]).map((key) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: target.namespaces[key],
      labels: {
        ...labelsOf(target, { name: target.namespaces[key], component: key }),
        ...podSecurityLabels(levels[key]),
      },
    },
  }));
}

function podSecurityLabels(level: PodSecurityLevel): Readonly<Record<string, string>> {
  return {
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/warn': level,
    'pod-security.kubernetes.io/audit': level,
  };
}
