import { labelsOf } from '../../constructs/labels.ts';
import type { Certificate } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';

const component = 'exposure';

/** More names than this no public authority puts into one certificate (Let's Encrypt, "Rate limits"). */
const maxNames = 100;

/** Whose certificate it is. */
export interface CertificateOptions {
  readonly name: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
}

/** A certificate of cert-manager, in a Secret of its own that it renews: `<name>-tls`. */
export function certificate(target: Target, { name, namespace, hosts }: CertificateOptions): Certificate {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace, labels: labelsOf(target, { name, component }) },
    spec: {
      secretName: tlsSecret(name),
      dnsNames: namesOf(target, hosts),
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: target.exposure.issuer },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      usages: ['digital signature', 'server auth'],
    },
  };
}

/** The Secret of a certificate. */
export function tlsSecret(name: string): string {
  return `${name}-tls`;
}

/** Each by its name; of too many all below the domain, which an issuer can prove by DNS only. */
function namesOf({ domain = '' }: Target, hosts: readonly string[]): readonly string[] {
  return hosts.length <= maxNames ? hosts : [`*.${domain}`];
}
