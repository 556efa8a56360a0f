import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request as send } from 'undici';
import {
  defaultDeadlineMs,
  methodPath,
  type Contract,
  type Method,
  type Methods,
  type RequestOf,
  type ResponseOf,
} from './contract.ts';
import type { Endpoint, EndpointSource } from './endpoints.ts';
import { BerthError, isBerthError } from './errors/berth-error.ts';
import { fromProblem } from './errors/problem.ts';
import type { Identity } from './identity.ts';
import { newTrace, traceHeader, type Trace } from './trace.ts';

/** Options of one call. */
export interface CallOptions {
  /** How long to wait for the answer, in milliseconds. @default the method's */
  readonly deadlineMs?: number;
  readonly trace?: Trace;
  readonly signal?: AbortSignal;
  /** The base URL of one certain instance. @default any instance that discovery names */
  readonly to?: string;
}

/** A contract as functions. */
export type Client<M extends Methods> = {
  readonly [Name in keyof M]: (request: RequestOf<M[Name]>, options?: CallOptions) => Promise<ResponseOf<M[Name]>>;
};

/** What every client of a process shares. */
export interface ClientContext {
  readonly identity: Identity;
  readonly endpoints: EndpointSource;
  readonly dispatcher: Agent;
}

/**
 * A pool of connections for the clients of a process; close it when the process ends. Their number is not bounded: each
 * long poll holds one, and a call that waits for a free one would wait for the polls.
 */
export function createDispatcher(): Agent {
  return new Agent({ keepAliveTimeout: 30_000, connect: { timeout: 5000 } });
}

/** Attempts of a call that may be repeated. */
const maxAttempts = 3;
const firstBackoffMs = 25;

/** A client of a service: chooses an instance, keeps the deadline, repeats what may be repeated. */
export function createClient<M extends Methods>(contract: Contract<M>, context: ClientContext): Client<M> {
  const calls = Object.entries(contract.methods).map(([name, method]) => {
    const path = methodPath(contract.service, name);
    const call = (body: unknown, options: CallOptions = {}) =>
      callWithRetries(context, { contract, method, path, body, options });
    return [name, call] as const;
  });
  return Object.fromEntries(calls) as unknown as Client<M>;
}

interface Call {
  readonly contract: Contract;
  readonly method: Method;
  readonly path: string;
  readonly body: unknown;
  readonly options: CallOptions;
}

/** A failure of the connection; `sent` tells whether the request may have arrived. */
class ConnectionFailure extends Error {
  readonly sent: boolean;

  constructor(sent: boolean, cause: unknown) {
    super('the connection failed', { cause });
    this.sent = sent;
  }
}

async function callWithRetries(context: ClientContext, call: Call): Promise<unknown> {
  const deadlineMs = call.options.deadlineMs ?? call.method.deadlineMs ?? defaultDeadlineMs;
  const endAt = performance.now() + deadlineMs;
  const tried = new Set<string>();
  let mayHaveArrived = false;
  for (let attempt = 1; ; attempt++) {
    const leftMs = endAt - performance.now();
    if (leftMs <= 0) throw deadlineExceeded(call, deadlineMs);
    const url = call.options.to ?? (await chooseInstance(context.endpoints, call, { tried, leftMs }));
    tried.add(url);
    try {
      return await callOnce(context, call, { url, deadlineMs: leftMs });
    } catch (error) {
      mayHaveArrived ||= !(error instanceof ConnectionFailure) || error.sent;
      const again = attempt < maxAttempts && mayRepeat(error, call.method);
      if (!again) throw outcome(error, call, { url, deadlineMs, mayHaveArrived });
    }
    await delay(firstBackoffMs * 2 ** (attempt - 1));
  }
}

async function chooseInstance(
  endpoints: EndpointSource,
  { contract, options }: Call,
  { tried, leftMs }: { tried: ReadonlySet<string>; leftMs: number },
): Promise<string> {
  if (endpoints.endpoints(contract.service).length === 0) {
    await unlessAborted(endpoints.waitFor(contract.service, leftMs), options.signal);
  }
  const known = endpoints.endpoints(contract.service);
  const fresh = known.filter(({ url }) => !tried.has(url));
  const chosen = pickRandom(fresh.length > 0 ? fresh : known);
  if (chosen !== undefined) return chosen.url;
  throw new BerthError('UNAVAILABLE', { detail: `No instance of the service "${contract.service}" is known.` });
}

/** Waits no longer than the caller wants the answer. */
async function unlessAborted(waiting: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return waiting;
  signal.throwIfAborted();
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    await Promise.race([waiting, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function pickRandom(endpoints: readonly Endpoint[]): Endpoint | undefined {
  return endpoints[Math.floor(Math.random() * endpoints.length)];
}

async function callOnce(
  context: ClientContext,
  { path, body, options }: Call,
  { url, deadlineMs }: { url: string; deadlineMs: number },
): Promise<unknown> {
  const timeout = AbortSignal.timeout(Math.ceil(deadlineMs));
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  const authorization = `Bearer ${await context.identity.token()}`;
  try {
    const response = await send(url + path, {
      method: 'POST',
      dispatcher: context.dispatcher,
      signal,
      headersTimeout: 0,
      bodyTimeout: 0,
      headers: {
        'content-type': 'application/json',
        'berth-deadline-ms': String(Math.ceil(deadlineMs)),
        traceparent: traceHeader(options.trace ?? newTrace()),
        authorization,
      },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.body.json();
    if (response.statusCode < 300) return answer;
    throw fromProblem(answer) ?? unexpected(url + path, response.statusCode);
  } catch (error) {
    if (error instanceof BerthError || signal.aborted) throw error;
    throw new ConnectionFailure(!isRefused(error), error);
  }
}

function isRefused(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'UND_ERR_CONNECT_TIMEOUT';
}

function mayRepeat(error: unknown, method: Method): boolean {
  if (error instanceof ConnectionFailure) return !error.sent || method.repetition !== 'once';
  return isBerthError(error, 'UNAVAILABLE', 'STORE_UNAVAILABLE') && method.repetition !== 'once';
}

interface Attempted {
  readonly url: string;
  readonly deadlineMs: number;
  readonly mayHaveArrived: boolean;
}

function outcome(error: unknown, call: Call, { url, deadlineMs, mayHaveArrived }: Attempted): unknown {
  if (error instanceof BerthError) return error;
  if (error instanceof ConnectionFailure) {
    const unavailable = new BerthError('UNAVAILABLE', {
      detail: `The service "${call.contract.service}" at ${url} does not answer.`,
      cause: error.cause,
    });
    if (!mayHaveArrived) undelivered.add(unavailable);
    return unavailable;
  }
  if (call.options.signal?.aborted === true) return call.options.signal.reason;
  if ((error as { name?: unknown }).name === 'TimeoutError') return deadlineExceeded(call, deadlineMs, error);
  return error;
}

function deadlineExceeded(call: Call, deadlineMs: number, cause?: unknown): BerthError {
  return new BerthError('DEADLINE_EXCEEDED', {
    detail: `${call.path} did not answer within ${Math.round(deadlineMs)} ms.`,
    cause,
  });
}

const undelivered = new WeakSet<BerthError>();

/** Whether a call surely did not reach the service: it was refused at every address. */
export function neverArrived(error: unknown): boolean {
  return isBerthError(error) && undelivered.has(error);
}

/** What a server says that closes, or a proxy that reaches nobody behind it. */
const unavailableStatuses = [502, 503, 504];

function unexpected(url: string, status: number): BerthError {
  const code = unavailableStatuses.includes(status) ? 'UNAVAILABLE' : 'INTERNAL';
  return new BerthError(code, { detail: `${url} answered ${status} without a problem detail.` });
}
