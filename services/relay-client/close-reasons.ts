import type { CloseReason } from './types.ts';

/** Close codes after which connecting again would lead to the same end. */
const finalCodes: Readonly<Record<number, { readonly kind: CloseReason['kind']; readonly detail: string }>> = {
  4400: { kind: 'frame-invalid', detail: 'The relay could not read a frame of this client.' },
  4404: { kind: 'session-unknown', detail: 'There is no such session.' },
  4410: { kind: 'session-ended', detail: 'The session has ended.' },
  4413: { kind: 'frame-too-large', detail: 'A frame of this client was too large.' },
};

const ticketRefused = 4401;
const requestTimeout = 408;
const tooManyRequests = 429;

/** Why the stream ends with this close code; `undefined` where it connects again. */
export function finalReason(code: number, { hasFreshTicket }: { hasFreshTicket: boolean }): CloseReason | undefined {
  const known = finalCodes[code];
  if (known !== undefined) return { code, ...known };
  if (code !== ticketRefused || !hasFreshTicket) return undefined;
  return { kind: 'not-allowed', code, detail: 'The relay does not take the ticket, though it is new.' };
}

/** Why the stream ends when no ticket was given; `undefined` where asking again may help. */
export function refusedAdmission(error: unknown): CloseReason | undefined {
  const { status, message } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  if (status === requestTimeout || status === tooManyRequests) return undefined;
  const kind = status === 404 ? 'session-unknown' : status === 409 || status === 410 ? 'session-ended' : 'not-allowed';
  return { kind, code: 0, detail: typeof message === 'string' ? message : `The ticket was refused (${status}).` };
}
