import { fieldsOf, itemsOf, textOf, type Fields } from '../../objects.ts';
import { containersOf } from './world.ts';

/** An object that another one needs. */
export interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly scope: 'namespace' | 'cluster';
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
