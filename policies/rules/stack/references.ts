import { fieldsOf, itemsOf, textOf, type Fields, type KubernetesObject } from '../../objects.ts';
import { containersOf, specOf } from './world.ts';

/** An object that another one needs. */
export interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly scope: 'namespace' | 'cluster';
  /** @default that of the object that names it */
  readonly namespace?: string;
}

/** Every object that a pod cannot start without. What is marked optional is none of them. */
export function podReferences(podSpec: Fields): readonly Reference[] {
  const all = [
    ...itemsOf(podSpec['volumes']).flatMap(volumeReferences),
    ...containersOf(podSpec).flatMap(containerReferences),
    ...itemsOf(podSpec['imagePullSecrets']).flatMap((secret) => toNamed('Secret', secret)),
    ...toText('ServiceAccount', podSpec['serviceAccountName']).filter(({ name }) => name !== 'default'),
    ...toText('PriorityClass', podSpec['priorityClassName'], 'cluster'),
    ...toText('RuntimeClass', podSpec['runtimeClassName'], 'cluster'),
    ...itemsOf(podSpec['resourceClaims']).flatMap(claimReferences),
  ];
  return [...new Map(all.map((reference) => [`${reference.kind}/${reference.name}`, reference])).values()];
}

/** Every Service that an object hands requests on to, or that gives its pods their names. */
export function serviceReferences(object: KubernetesObject): readonly Reference[] {
  const spec = specOf(object);
  switch (object.kind) {
    case 'StatefulSet':
      return toText('Service', spec['serviceName']);
    case 'Ingress':
      return ingressBackends(spec).flatMap((backend) => toNamed('Service', backend['service']));
    case 'HTTPRoute':
    case 'GRPCRoute':
    case 'TLSRoute':
    case 'TCPRoute':
    case 'UDPRoute':
      return itemsOf(spec['rules']).flatMap(routeBackends).flatMap(routeReference);
    case 'Route':
      return [spec['to'], ...itemsOf(spec['alternateBackends'])].map(fieldsOf).flatMap(routeReference);
    default:
      return [];
  }
}

function ingressBackends(spec: Fields): readonly Fields[] {
  const paths = itemsOf(spec['rules']).flatMap(({ http }) => itemsOf(fieldsOf(http)['paths']));
  return [spec['defaultBackend'], ...paths.map(({ backend }) => backend)].map(fieldsOf);
}

function routeBackends(rule: Fields): readonly Fields[] {
  const mirrors = itemsOf(rule['filters']).map(({ requestMirror }) => fieldsOf(fieldsOf(requestMirror)['backendRef']));
  return [...itemsOf(rule['backendRefs']), ...mirrors];
}

/** A backend of the Gateway API or of OpenShift; what is no Service is for its implementation to know. */
function routeReference({ group = '', kind = 'Service', name, namespace }: Fields): readonly Reference[] {
  if (group !== '' || kind !== 'Service') return [];
  const elsewhere = textOf(namespace);
  return toText(kind, name).map((reference) => ({
    ...reference,
    ...(elsewhere !== undefined && { namespace: elsewhere }),
  }));
}

function volumeReferences(volume: Fields): readonly Reference[] {
  const projected = itemsOf(fieldsOf(volume['projected'])['sources']);
  return [
    ...toNamed('ConfigMap', volume['configMap']),
    ...toNamed('Secret', volume['secret'], 'secretName'),
    ...toNamed('PersistentVolumeClaim', volume['persistentVolumeClaim'], 'claimName'),
    ...projected.flatMap((source) => [
      ...toNamed('ConfigMap', source['configMap']),
      ...toNamed('Secret', source['secret']),
    ]),
  ];
}

function containerReferences(container: Fields): readonly Reference[] {
  const values = itemsOf(container['env']).map(({ valueFrom }) => fieldsOf(valueFrom));
  return [
    ...values.flatMap((value) => [
      ...toNamed('ConfigMap', value['configMapKeyRef']),
      ...toNamed('Secret', value['secretKeyRef']),
    ]),
    ...itemsOf(container['envFrom']).flatMap((source) => [
      ...toNamed('ConfigMap', source['configMapRef']),
      ...toNamed('Secret', source['secretRef']),
    ]),
  ];
}

function claimReferences(claim: Fields): readonly Reference[] {
  return [
    ...toText('ResourceClaim', claim['resourceClaimName']),
    ...toText('ResourceClaimTemplate', claim['resourceClaimTemplateName']),
  ];
}

function toNamed(kind: string, source: unknown, field = 'name'): readonly Reference[] {
  const fields = fieldsOf(source);
  return fields['optional'] === true ? [] : toText(kind, fields[field]);
}

function toText(kind: string, name: unknown, scope: Reference['scope'] = 'namespace'): readonly Reference[] {
  const text = textOf(name) ?? '';
  return text === '' ? [] : [{ kind, name: text, scope }];
}
