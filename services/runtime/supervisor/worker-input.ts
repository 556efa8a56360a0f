import { BerthError } from '../../kit/errors/berth-error.ts';
import type { WorkerProgress } from './contract.ts';
import type { OutgoingMessage } from './worker.ts';

/** Checks what workers send; small by hand, because every worker has a supervisor that holds this in memory. */

type Fields = Readonly<Record<string, unknown>>;

const typePattern = /^[A-Za-z0-9._-]{1,64}$/;
const maxTextLength = 500;
const none = new Uint8Array(0);

/** A message as in docs/reference/worker-protocol.md. @throws {BerthError} `REQUEST_INVALID` */
export function checkMessage(value: unknown, isKnown: (worker: string) => boolean, path = ''): OutgoingMessage {
  const fields = asFields(value, path);
  const { to, type, data, bytes } = fields as Fields & { to: unknown; type: unknown; data: unknown; bytes: unknown };
  if (typeof to !== 'string' || !(to === 'clients' || isKnown(to))) {
    throw invalid(`${path}/to`, to, '"clients" or the id of another worker of the session');
  }
  if (typeof type !== 'string' || !typePattern.test(type)) {
    throw invalid(`${path}/type`, type, 'up to 64 characters of A–Z a–z 0–9 . _ -');
  }
  return { to, type, ...(data !== undefined && { data }), payload: checkBytes(bytes, `${path}/bytes`) };
}

/** The messages of `POST /messages`. */
export function checkMessages(fields: Fields, isKnown: (worker: string) => boolean): readonly OutgoingMessage[] {
  const messages = fields['messages'];
  if (!Array.isArray(messages)) throw invalid('/messages', messages, 'a list of messages');
  return messages.map((message, index) => checkMessage(message, isKnown, `/messages/${index}`));
}

export function checkProgress(fields: Fields): WorkerProgress {
  const { fraction, text = '' } = fields as { fraction?: unknown; text?: unknown };
  if (typeof fraction !== 'number' || !(fraction >= 0 && fraction <= 1)) {
    throw invalid('/fraction', fraction, 'a number from 0 to 1');
  }
  if (typeof text !== 'string') throw invalid('/text', text, 'text');
  return { fraction, text: text.slice(0, maxTextLength) };
}

export function checkFailure(fields: Fields): { code: string; message: string } {
  const { code, message } = fields as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_]{0,63}$/.test(code)) {
    throw invalid('/code', code, 'a name of capitals, digits and "_", e.g. "GEOMETRY_BROKEN"');
  }
  if (typeof message !== 'string' || message === '') throw invalid('/message', message, 'what went wrong, as text');
  return { code, message: message.slice(0, 4 * maxTextLength) };
}

/** A whole number from a query or a frame. */
export function checkCount(value: unknown, path: string, fallback: number): number {
  if (value === null || value === undefined || value === '') return fallback;
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
  if (!Number.isSafeInteger(number) || number < 0) throw invalid(path, value, 'a whole number of at least 0');
  return number;
}

function checkBytes(value: unknown, path: string): Uint8Array {
  if (value === undefined) return none;
  if (typeof value !== 'string') throw invalid(path, typeof value, 'the payload in base64');
  return Buffer.from(value, 'base64');
}

function asFields(value: unknown, path: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw invalid(path, value, 'an object');
}

function invalid(path: string, value: unknown, expected: string): BerthError {
  const shown = value === undefined ? undefined : JSON.stringify(value).slice(0, 60);
  return new BerthError('REQUEST_INVALID', {
    detail: `${path || '/'}: expected ${expected}${shown === undefined ? '' : `, found ${shown}`}.`,
    issues: [{ path, expected, ...(shown !== undefined && { value: shown }) }],
  });
}
