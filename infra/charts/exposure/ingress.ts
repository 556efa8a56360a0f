import { labelsOf } from '../../constructs/labels.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Ingress } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { certificate, tlsSecret } from './certificates.ts';
import type { Exposed } from './exposed.ts';

const component = 'exposure';

/**
 * An Ingress of any class, for each of what is exposed: its certificate must be in its own namespace. It has no
 * annotations, which every class has others of: redirects and time-outs are set at the class.
 */
export function throughIngress(target: Target, exposed: readonly Exposed[]): readonly KubernetesObject[] {
  return exposed.flatMap((each) => [
    certificate(target, { name: each.name, namespace: each.namespace, hosts: [each.host] }),
    ingress(target, each),
  ]);
}

function ingress(target: Target, { name, namespace, host, port }: Exposed): Ingress {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace, labels: labelsOf(target, { name, component }) },
    spec: {
      ingressClassName: target.exposure.class,
      tls: [{ hosts: [host], secretName: tlsSecret(name) }],
      rules: [
        {
          host,
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: port } } } }],
          },
        },
      ],
    },
  };
}
