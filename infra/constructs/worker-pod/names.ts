import { createHash } from 'node:crypto';
import type { WorkerPodInput } from './input.ts';

/** The longest name of a Pod whose host name is not cut, and the longest value of a label. */
const longest = 63;
const hashDigits = 12;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const dnsName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const labelValue = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/**
 * The name of a worker's Pod. It follows from the worker and its incarnation alone: a repeated create is answered 409,
 * and the Pod that is there is the right one. Different workers have different names.
 */
export function workerPodName({
  session,
  sessionType,
  workerId,
  incarnation,
}: Pick<WorkerPodInput, 'session' | 'workerId' | 'incarnation'> & {
  readonly sessionType: { readonly name: string };
}): string {
  if (session === undefined) {
    return hashedName(`warm-${workerId}`, ['warm', sessionType.name, workerId, String(incarnation)]);
  }
  const name = `${workerId}-${session.id}-${incarnation}`;
  // An id of a fixed form between the parts keeps them apart; others could run into each other.
  const isReadable = uuid.test(session.id) && dnsName.test(name) && name.length <= longest;
  return isReadable ? name : hashedName(workerId, [session.id, workerId, String(incarnation)]);
}

/** The name of the ResourceClaim that all workers of a session share. */
export function sessionClaimName(sessionId: string): string {
  return uuid.test(sessionId) ? `gpu-${sessionId}` : hashedName('gpu', ['gpu', sessionId]);
}

/** A text as the value of a label: itself, or where a label cannot carry it the beginning with a checksum. */
export function labelValueOf(text: string): string {
  if (text.length <= longest && labelValue.test(text)) return text;
  return withHash(text.replaceAll(/[^A-Za-z0-9._-]+/g, '-'), [text]);
}

/** `h` before the checksum: no incarnation begins so. */
function hashedName(readable: string, parts: readonly string[]): string {
  return withHash(readable.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-'), parts);
}

function withHash(readable: string, parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, hashDigits);
  const room = longest - hash.length - '-h'.length;
  const beginning = readable.slice(0, room).replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return beginning === '' ? `h${hash}` : `${beginning}-h${hash}`;
}
