import { randomBytes } from 'node:crypto';

/** Trace context (W3C), carried by the header `traceparent`. */
export interface Trace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits: the caller's span. */
  readonly spanId: string;
}

/** A trace that begins here. */
export function newTrace(): Trace {
  return { traceId: randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') };
}

/** The trace of a request; a new one where the header is missing or not valid: ids of zeros alone are not. */
export function readTrace(header: string | undefined): Trace {
  const match = /^00-(?!0+-)([0-9a-f]{32})-(?!0+-)([0-9a-f]{16})-[0-9a-f]{2}$/.exec(header ?? '');
  if (match?.[1] === undefined || match[2] === undefined) return newTrace();
  return { traceId: match[1], spanId: match[2] };
}

/** The header with which a call goes on in the same trace. */
export function traceHeader(trace: Trace): string {
  return `00-${trace.traceId}-${randomBytes(8).toString('hex')}-01`;
}
