import { foreignNamespaces } from '../../../../infra/charts/nodes/foreign-namespaces.ts';
import { identityOf } from '../../../../infra/constructs/strict/identity.ts';
import type { KubernetesObject } from '../../../../infra/kubernetes/object.ts';
import type { Target } from '../../../../infra/model/target.ts';
import type { Synthesis } from '../../../../infra/synth.ts';

/** An object that an environment counts on and does not bring. */
export interface NeededObject {
  readonly object: KubernetesObject;
  /** What it is needed for. */
  readonly why: string;
  readonly remedy: string;
}

type Made = Pick<Synthesis, 'objects' | 'crds'>;

/** The classes, issuers, stores and namespaces of others that the objects of an environment name. */
export function neededObjects(target: Target, { objects }: Made): readonly NeededObject[] {
  const made = new Set(objects.map(({ object }) => identityOf(object)));
  const needed = [
    ...foreignNamespaces(target).map(foreignNamespace),
    ...objects.flatMap(({ object }) => referencesOf(object)),
  ];
  const byIdentity = new Map(needed.map((each) => [identityOf(each.object), each]));
  return [...byIdentity].filter(([identity]) => !made.has(identity)).map(([, each]) => each);
}

/** The volumes whose claims name no class, as `StatefulSet lab-data/mongodb`. */
export function claimsWithoutClass({ objects }: Made): readonly string[] {
  return objects
    .filter(({ object }) => claimsOf(object).some(({ storageClassName }) => storageClassName === undefined))
    .map(({ object }) => `${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`);
}

function foreignNamespace(name: string): NeededObject {
  return {
    object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    why: 'objects of the environment go into it',
    remedy: 'Install what it belongs to, or correct `provisioning` of the environment.',
  };
}

function referencesOf(object: KubernetesObject): readonly NeededObject[] {
  const spec = specOf(object);
  const { namespace } = object.metadata;
  switch (object.kind) {
    case 'Gateway':
      return clusterWide('gateway.networking.k8s.io/v1', 'GatewayClass', spec['gatewayClassName']).map(asExposure);
    case 'Ingress':
      return clusterWide('networking.k8s.io/v1', 'IngressClass', spec['ingressClassName']).map(asExposure);
    case 'Certificate':
      return referred('cert-manager.io/v1', spec['issuerRef'], namespace).map((issuer) => ({
        object: issuer,
        why: 'signs the certificates of what is exposed',
        remedy: 'Make the issuer of cert-manager, or correct `exposure.issuer`.',
      }));
    case 'ExternalSecret':
      return referred('external-secrets.io/v1', spec['secretStoreRef'], namespace).map((store) => ({
        object: store,
        why: 'External Secrets bring the secrets from it',
        remedy: 'Make the store of External Secrets, or correct `secrets.store`.',
      }));
    default:
      return claimsOf(object).flatMap(({ storageClassName }) =>
        clusterWide('storage.k8s.io/v1', 'StorageClass', storageClassName).map((storage) => ({
          object: storage,
          why: 'volumes are made of it',
          remedy: 'Make the class, or correct `storageClass` of the store or service.',
        })),
      );
  }
}

function asExposure(object: KubernetesObject): NeededObject {
  return {
    object,
    why: 'the gateway and the `external` services are exposed through it',
    remedy: 'Install an implementation with this class, or correct `exposure.class`.',
  };
}

/** The empty name is that of no class: such claims are bound by hand. */
function clusterWide(apiVersion: string, kind: string, name: unknown): readonly KubernetesObject[] {
  return typeof name === 'string' && name !== '' ? [{ apiVersion, kind, metadata: { name } }] : [];
}

/** A reference by kind and name; kinds that do not begin with `Cluster` are looked for in the object's namespace. */
function referred(apiVersion: string, reference: unknown, namespace = ''): readonly KubernetesObject[] {
  const { kind = '', name = '' } = (reference ?? {}) as { readonly kind?: string; readonly name?: string };
  const metadata = kind.startsWith('Cluster') ? { name } : { name, namespace };
  return kind === '' || name === '' ? [] : [{ apiVersion, kind, metadata }];
}

interface Claim {
  readonly storageClassName?: unknown;
}

function claimsOf(object: KubernetesObject): readonly Claim[] {
  if (object.kind === 'PersistentVolumeClaim') return [specOf(object)];
  if (object.kind !== 'StatefulSet') return [];
  const templates = (specOf(object)['volumeClaimTemplates'] ?? []) as readonly { readonly spec?: Claim }[];
  return templates.map(({ spec = {} }) => spec);
}

function specOf(object: KubernetesObject): Readonly<Record<string, unknown>> {
  return ((object as { readonly spec?: unknown }).spec ?? {}) as Readonly<Record<string, unknown>>;
}
