import { createHash } from 'node:crypto';

/** The annotation of a pod template by which a change of its configuration becomes a rollout. */
export const checksumAnnotation = 'berth.dev/config-checksum';

/** A short checksum of configuration; the order of keys does not matter. */
export function checksumOf(data: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(data).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}
