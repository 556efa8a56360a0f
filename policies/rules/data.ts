import { podKinds } from '../kinds.ts';
import type { Rule } from '../rule.ts';
import { everyContainer } from './containers.ts';

/** What may be written into manifests, and what becomes of stored data. */
export const dataRules: readonly Rule[] = [
  {
    id: 'secret-data',
    title: 'No manifest contains the data of a Secret',
    reason: 'Manifests are read by many and kept for ever. In the cluster Secrets have data, so it is not asked there.',
    remedy: 'Create it with `berth secrets init`, or refer to it by an ExternalSecret.',
    severity: 'mandatory',
    matches: [{ kinds: ['Secret'] }],
    expression:
      '(!has(object.data) || size(object.data) == 0) && (!has(object.stringData) || size(object.stringData) == 0)',
    gates: ['synth', 'pulumi'],
  },
  {
    id: 'literal-secret',
    title: 'No environment variable has a secret as its literal value',
    reason: 'Whoever may read the manifest, the Pod or a process list reads it.',
    remedy: 'Refer to a Secret by valueFrom.secretKeyRef, or mount it as a file.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    each: everyContainer,
    expression:
      "!has(c.env) || c.env.all(e, !has(e.value) || e.value == '' || e.value.startsWith('$(')" +
      " || (!e.name.matches('(^|[_-])([Pp]ass(word|wd)|PASS(WORD|WD)|SECRET|TOKEN|CREDENTIALS?|(API|ACCESS|PRIVATE|ENCRYPTION)_?KEY)$')" +
      " && !e.value.matches('://[^/:@ ]+:[^$/@ ][^/@ ]*@')))",
  },
  {
    id: 'config-map-secret',
    title: 'No ConfigMap contains a private key or an address with a password',
    reason: 'ConfigMaps are not protected as Secrets are, and are in the manifests.',
    remedy: 'Move the value into a Secret.',
    severity: 'mandatory',
    matches: [{ kinds: ['ConfigMap'] }],
    each: { as: 'k', lists: [{ in: 'object.data' }], place: 'k' },
    // The API server gives an expression a budget: a pattern is too dear for a text of a megabyte.
    expression:
      "!object.data[k].contains('PRIVATE KEY-----')" +
      " && (size(object.data[k]) > 65536 || !object.data[k].matches('://[^/:@ ]+:[^$/@ ][^/@ ]*@'))",
  },
  {
    id: 'claim-storage-class',
    title: 'A claim names its storage class, one of the allowed',
    reason: 'The default class differs from cluster to cluster, and whoever runs one may change it.',
    remedy: 'Set storageClassName; the parameter storageClasses lists the allowed ones.',
    severity: 'advisory',
    matches: [{ kinds: ['PersistentVolumeClaim'] }],
    parameters: ['storageClasses'],
    expression:
      "has(object.spec.storageClassName) && object.spec.storageClassName != ''" +
      ' && (size(variables.storageClasses) == 0 || object.spec.storageClassName in variables.storageClasses)',
  },
  {
    id: 'stateful-storage-class',
    title: 'Each claim of a StatefulSet names its storage class, one of the allowed',
    reason: 'The default class differs from cluster to cluster, and whoever runs one may change it.',
    remedy: 'Set storageClassName in volumeClaimTemplates; the parameter storageClasses lists the allowed ones.',
    severity: 'advisory',
    matches: [{ kinds: ['StatefulSet'] }],
    parameters: ['storageClasses'],
    each: { as: 't', lists: [{ in: 'object.spec.volumeClaimTemplates' }], place: "'claim ' + t.metadata.name" },
    expression:
      "has(t.spec.storageClassName) && t.spec.storageClassName != ''" +
      ' && (size(variables.storageClasses) == 0 || t.spec.storageClassName in variables.storageClasses)',
  },
  {
    id: 'stateful-retain',
    title: 'The claims of a StatefulSet outlive it and its replicas',
    reason: 'Otherwise scaling down, or deleting by mistake, deletes data.',
    remedy: 'Remove persistentVolumeClaimRetentionPolicy, or set both of it to Retain.',
    severity: 'mandatory',
    matches: [{ kinds: ['StatefulSet'] }],
    expression:
      '!has(object.spec.persistentVolumeClaimRetentionPolicy) || (' +
      ['whenDeleted', 'whenScaled']
        .map((when) => `object.spec.persistentVolumeClaimRetentionPolicy.${when}`)
        .map((policy) => `(!has(${policy}) || ${policy} == 'Retain')`)
        .join(' && ') +
      ')',
  },
];
