import { noSecrets, privateKeyMark, secretName, uriWithLiteralPassword } from '../../infra/model/secret-texts.ts';
import { toLiteral } from '../cel/values.ts';
import { podKinds } from '../kinds.ts';
import type { Rule } from '../rule.ts';
import { everyContainer } from './containers.ts';

/** A value that only refers to another variable; Kubernetes puts that one's in its place. */
const wholeReference = '^[$][(][A-Za-z0-9._-]+[)]$';
/**
 * `scheme://user:password@host` in a file: what begins with `$` is filled in by the program that reads it. The API server
 * gives an expression a budget: with a longer pattern a ConfigMap of a megabyte would break it.
 */
const uriWithPassword = '://[^/:@ ]*:[^$/@ ][^/@ ]*@';

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
      `!has(c.env) || c.env.all(e, !has(e.value) || e.value in ${toLiteral(noSecrets)}` +
      ` || e.value.matches(${toLiteral(wholeReference)}) || (!e.name.matches(${toLiteral(secretName)})` +
      ` && !e.value.matches(${toLiteral(uriWithLiteralPassword)}) && !e.value.contains(${toLiteral(privateKeyMark)})))`,
  },
  {
    id: 'config-map-secret',
    title: 'No ConfigMap contains a private key or an address with a password',
    reason: 'ConfigMaps are not protected as Secrets are, and are in the manifests.',
    remedy: 'Move the value into a Secret.',
    severity: 'mandatory',
    matches: [{ kinds: ['ConfigMap'] }],
    each: { as: 'k', lists: [{ in: 'object.data' }, { in: 'object.binaryData' }], place: 'k' },
    expression:
      `(!has(object.data) || !(k in object.data) || (${isHarmlessText('object.data[k]')}))` +
      // Its types say that this is a list of bytes; what rules are handed is the text of the manifest, in base64.
      ` && (!has(object.binaryData) || !(k in object.binaryData) || (${isHarmlessBinary('dyn(object.binaryData)[k]')}))`,
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

/** The pattern is too dear for a text of a megabyte. */
function isHarmlessText(value: string): string {
  const hasPassword = `${value}.matches(${toLiteral(uriWithPassword)})`;
  return `!${value}.contains(${toLiteral(privateKeyMark)}) && (size(${value}) > 65536 || !${hasPassword})`;
}

function isHarmlessBinary(value: string): string {
  return inBase64('PRIVATE KEY')
    .map((mark) => `!${value}.contains(${toLiteral(mark)})`)
    .join(' && ');
}

/**
 * What base64 makes of a text, by the place of its first byte in a group of three: without the digits at either end, which
 * have bits of the neighbours.
 */
function inBase64(text: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const bytes = before + text.length;
    const digits = Buffer.from(text.padStart(bytes)).toString('base64');
    return digits.slice(Math.ceil((before * 8) / 6), Math.floor((bytes * 8) / 6));
  });
}
