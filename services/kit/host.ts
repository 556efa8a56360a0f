import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import { Registry, collectDefaultMetrics } from 'prom-client';
import { compileCheck, type CheckResult } from '../../infra/model/check.ts';
import type { Contract, Methods, RequestOf, ResponseOf, ServiceName } from './contract.ts';
import { methodPath } from './contract.ts';
import { BerthError } from './errors/berth-error.ts';
import { problemMediaType, toProblem } from './errors/problem.ts';
import { withStoreOutage } from './errors/store-outage.ts';
import type { Identity, ServiceIdentity } from './identity.ts';
import type { Log } from './log.ts';
import { readTrace, type Trace } from './trace.ts';
import { contractDocument } from './openapi.ts';
import { answerUnreadable } from './unreadable.ts';
import { createCallMetrics, type CallMetrics } from './metrics.ts';

/** What a handler knows of the call that it answers. */
export interface CallContext {
  readonly caller: ServiceIdentity;
  readonly trace: Trace;
  /** Aborted when the deadline of the caller is over, or the caller is gone. */
  readonly signal: AbortSignal;
  /** How long the caller waits, in milliseconds. */
  readonly deadlineMs: number;
  readonly log: Log;
}

/** A contract as functions of its service. */
export type Handlers<M extends Methods> = {
  readonly [Name in keyof M]: (request: RequestOf<M[Name]>, call: CallContext) => Promise<ResponseOf<M[Name]>>;
};

/** An HTTP server between services: one per process, for all roles in it. */
export interface Host {
  readonly app: FastifyInstance;
  readonly metrics: Registry;
  readonly log: Log;
  /** The services that are served here. */
  readonly services: readonly ServiceName[];
  /** Serves a contract. Must come before {@link Host.listen}. */
  serve<M extends Methods>(contract: Contract<M>, handlers: Handlers<M>, ready?: () => boolean): void;
  /** Listens; resolves with the base URL, e.g. `http://127.0.0.1:40001`. */
  listen(address: { readonly host: string; readonly port: number }): Promise<string>;
  /** Answers "not ready" from now on, lets calls in flight end, and closes. */
  stop(): Promise<void>;
}

const bodyLimitBytes = 16 * 2 ** 20;
const defaultCallDeadlineMs = 60_000;
/** No call is waited for longer than a day; Node's timers take no more than 24 of them. */
const maxCallDeadlineMs = 86_400_000;

/** A host without services. */
export function createHost({ identity, log }: { readonly identity: Identity; readonly log: Log }): Host {
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    clientErrorHandler: answerUnreadable,
    forceCloseConnections: 'idle',
  });
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const callMetrics = createCallMetrics(metrics);
  const contracts: Contract[] = [];
  const checks: (() => boolean)[] = [];
  let state: 'starting' | 'serving' | 'draining' = 'starting';

  app.setErrorHandler((error, request, reply) => sendProblem(reply, fastifyError(error), log, request));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply,
      new BerthError('ROUTE_UNKNOWN', { detail: `${request.method} ${request.url} is no route of this service.` }),
      log,
      request,
    ),
  );
  app.get('/health/startup', (_, reply) => reply.code(state === 'starting' ? 503 : 200).send({ state }));
  app.get('/health/live', (_, reply) => reply.send({ state }));
  app.get('/health/ready', (_, reply) => {
    const ready = state === 'serving' && checks.every((check) => check());
    return reply.code(ready ? 200 : 503).send({ state, ready });
  });
  app.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
  app.get('/openapi.json', (_, reply) => reply.send(contractDocument(contracts)));

  return {
    app,
    metrics,
    log,
    get services() {
      return contracts.map(({ service }) => service);
    },
    serve(contract, handlers, ready) {
      contracts.push(contract);
      if (ready !== undefined) checks.push(ready);
      mount(app, { contract, handlers: handlers, identity, log, callMetrics });
    },
    async listen({ host, port }) {
      await app.listen({ host, port });
      state = 'serving';
      const address = app.server.address() as AddressInfo;
      const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      return `http://${name}:${address.port}`;
    },
    async stop() {
      state = 'draining';
      await app.close();
    },
  };
}

interface Mount {
  readonly contract: Contract;
  readonly handlers: Handlers<Methods>;
  readonly identity: Identity;
  readonly log: Log;
  readonly callMetrics: CallMetrics;
}

function mount(app: FastifyInstance, { contract, handlers, identity, log, callMetrics }: Mount): void {
  const serviceLog = log.child({ service: contract.service });
  for (const [name, method] of Object.entries(contract.methods)) {
    const check = compileCheck(method.request);
    const handler = handlers[name];
    if (handler === undefined) throw new Error(`the service ${contract.service} has no handler for ${name}`);
    app.post(methodPath(contract.service, name), async (request, reply) => {
      const done = callMetrics.begin(contract.service, name);
      const trace = readTrace(header(request, 'traceparent'));
      const deadlineMs = deadlineOf(request);
      const gone = new AbortController();
      const onClose = () => {
        if (!reply.raw.writableFinished) gone.abort(new Error('the caller is gone'));
      };
      reply.raw.on('close', onClose);
      try {
        const caller = await authenticate(identity, request, method.callers);
        const body = parsed(check(request.body), contract.service, name);
        const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(deadlineMs)]);
        const call = { caller, trace, signal, deadlineMs, log: serviceLog.child({ traceId: trace.traceId }) };
        const answer = await handler(body, call);
        done('ok');
        return await reply.send(answer);
      } catch (error) {
        done(error instanceof BerthError ? error.code : 'INTERNAL');
        return await sendProblem(reply, error, serviceLog, request);
      }
    });
  }
}

function deadlineOf(request: FastifyRequest): number {
  const value = Number(header(request, 'berth-deadline-ms'));
  return value > 0 ? Math.min(Math.ceil(value), maxCallDeadlineMs) : defaultCallDeadlineMs;
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** The caller of a request, if the token is good and the caller is one of those allowed. */
export async function authenticate(
  identity: Identity,
  request: { readonly headers: { readonly authorization?: string | undefined } },
  callers: readonly ServiceName[],
): Promise<ServiceIdentity> {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) {
    throw new BerthError('TOKEN_MISSING', { detail: 'A call between services carries a service token.' });
  }
  const caller = await identity.verify(token);
  if (callers.includes(caller.service)) return caller;
  throw new BerthError('FORBIDDEN', {
    detail: `The service "${caller.service}" may not call this method; ${callers.join(', ')} may.`,
  });
}

function parsed(result: CheckResult<unknown>, service: ServiceName, name: string): unknown {
  if (result.ok) return result.value;
  throw new BerthError('REQUEST_INVALID', {
    detail: `The request to ${service}.${name} is not valid: ${result.issues.map(({ path, expected }) => `${path || '/'} expected ${expected}`).join('; ')}.`,
    issues: result.issues,
  });
}

/** Answers with the problem detail of an error; what is not ours is logged with its stack and says nothing outside. */
export async function sendProblem(
  reply: FastifyReply,
  error: unknown,
  log: Log,
  request: FastifyRequest,
): Promise<FastifyReply> {
  const trace = readTrace(header(request, 'traceparent'));
  const problem = toProblem(withStoreOutage(error), trace.traceId);
  const line = { err: error, traceId: trace.traceId, method: request.method, path: request.url.split('?')[0] };
  if (problem.code === 'INTERNAL') log.error(line, 'a request failed');
  else if (problem.status >= 500)
    log.warn({ ...line, err: undefined, code: problem.code, detail: problem.detail }, 'a request failed');
  return reply.code(problem.status).type(problemMediaType).send(JSON.stringify(problem));
}

/** The errors that fastify itself finds, in our registry. */
export function fastifyError(error: unknown): unknown {
  if (error instanceof BerthError) return error;
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new BerthError('REQUEST_TOO_LARGE', { detail: 'The body is larger than this route takes.', cause: error });
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new BerthError('REQUEST_MALFORMED', { detail: `The request cannot be read: ${message}.`, cause: error });
  }
  return error;
}
