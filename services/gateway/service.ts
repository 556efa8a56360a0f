import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import underPressure from '@fastify/under-pressure';
import Fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { Catalogue } from '../../infra/model/catalogue.ts';
import { authContract } from '../auth/contract.ts';
import { globalDirectoryContract } from '../global-directory/contract.ts';
import { globalSessionContract } from '../global-session/contract.ts';
import { createBackground, type Stoppable } from '../kit/background.ts';
import { createClient, type ClientContext } from '../kit/client.ts';
import { BerthError } from '../kit/errors/berth-error.ts';
import { fastifyError, sendProblem } from '../kit/host.ts';
import type { Log } from '../kit/log.ts';
import { ownAddress } from '../kit/own-address.ts';
import { documentHead } from '../kit/openapi.ts';
import { answerUnreadable } from '../kit/unreadable.ts';
import { relayContract } from '../relay/contract.ts';
import { sessionContract } from '../session/contract.ts';
import { collectAllowedMethods, type AllowedMethods } from './allowed-methods.ts';
import { createAuthentication, type Authentication } from './authentication.ts';
import type { GatewayConfig } from './config.ts';
import { listenOn } from './listen.ts';
import { servePage } from './page.ts';
import { adminRoutes } from './routes/admin.ts';
import { publicRoute, type RouteDeps } from './routes/deps.ts';
import { fileRoutes } from './routes/files.ts';
import { loginRoutes } from './routes/login.ts';
import { projectRoutes } from './routes/projects.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { createTunnel } from './tunnel.ts';
import { addValidation } from './validation.ts';

/** What a gateway works with. */
export interface GatewayDeps {
  readonly config: GatewayConfig;
  readonly catalogue: Catalogue;
  readonly clients: ClientContext;
  readonly log: Log;
}

/** A gateway that listens. */
export interface Gateway extends Stoppable {
  /** How clients reach it. */
  readonly url: string;
}

const apiPrefix = '/api/v1';
const bodyLimitBytes = 1 * 2 ** 20;
/** A connection on which nothing moves for so long is closed; above the longest wait of a request (30 s). */
const connectionTimeoutMs = 120_000;
/** A request must have come whole after this; above the longest upload that the project data service takes. */
const requestTimeoutMs = 3_600_000;
/** When the event loop is later than this, new requests are told to come back. */
const maxEventLoopDelayMs = 2000;
const retryAfterSeconds = 2;

/** Serves the public API, the page and the entry of the WebSockets. */
export async function startGateway(deps: GatewayDeps): Promise<Gateway> {
  const { config, clients } = deps;
  const log = deps.log.child({ service: 'gateway' });
  const background = createBackground(log);
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    // A client that offers HTTP/2 (`curl --http2`) is answered in HTTP/1.1, as RFC 9110 (7.8) allows.
    http: { shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket' },
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, request, reply) => void sendProblem(reply, fastifyError(error), log, request),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 5000 },
  });
  let url = config.GATEWAY_PUBLIC_URL ?? '';
  const auth = createClient(authContract, clients);

  app.setErrorHandler((error, request, reply) => {
    const known = fastifyError(error);
    const retryAfter = known instanceof BerthError ? known.facts['retryAfterSeconds'] : undefined;
    if (typeof retryAfter === 'number') void reply.header('retry-after', retryAfter);
    return sendProblem(reply, known, log, request);
  });
  const allowed = collectAllowedMethods(app);
  app.setNotFoundHandler((request, reply) => {
    const error = notFound(request, allowed);
    if (error.code === 'METHOD_NOT_ALLOWED') void reply.header('allow', allowed.of(pathOf(request)).join(', '));
    return sendProblem(reply, error, log, request);
  });
  await addProtection(app, config);
  addValidation(app);
  const authentication = createAuthentication({ auth, background, refusalsPerMinute: config.GATEWAY_RATE_PER_MINUTE });
  await app.register(rateLimit, {
    max: config.GATEWAY_RATE_PER_MINUTE,
    timeWindow: '1 minute',
    hook: 'preHandler',
    keyGenerator: (request) => userOrAddress(request, authentication),
    errorResponseBuilder: (_, { max, ttl }) => rateLimited(max, ttl),
  });
  await addDocumentation(app);
  const routes: RouteDeps = {
    authentication,
    catalogue: deps.catalogue,
    publicUrl: () => url,
    loginsPerMinute: config.GATEWAY_LOGINS_PER_MINUTE,
    context: clients,
    clients: {
      auth,
      globalSession: createClient(globalSessionContract, clients),
      globalDirectory: createClient(globalDirectoryContract, clients),
      session: createClient(sessionContract, clients),
      relay: createClient(relayContract, clients),
    },
  };
  await app.register(
    async (api) => {
      authentication.require(api);
      for (const add of [loginRoutes, projectRoutes, fileRoutes, sessionRoutes, adminRoutes]) add(api, routes);
      api.get('/openapi.json', { config: publicRoute, schema: { hide: true } }, () => app.swagger());
    },
    { prefix: apiPrefix },
  );
  app.get('/health/live', { schema: { hide: true } }, async () => ({ state: 'serving' }));
  app.get('/health/ready', { schema: { hide: true } }, (_, reply) => {
    const ready =
      clients.endpoints.endpoints('auth').length > 0 && clients.endpoints.endpoints('global-session').length > 0;
    return reply.code(ready ? 200 : 503).send({ ready });
  });
  await servePage(app);
  const tunnel = createTunnel({ endpoints: clients.endpoints, maxPerMinute: config.GATEWAY_RATE_PER_MINUTE });
  app.server.on('upgrade', (request, socket, head) => tunnel(request, { socket, head }));

  const host = ownAddress(config.GATEWAY_HOST);
  await listenOn(app, { host, port: config.GATEWAY_PORT });
  const { port } = app.server.address() as AddressInfo;
  if (url === '') url = `http://${host}:${port}`;
  return {
    url,
    async stop() {
      await background.stop();
      await app.close();
    },
  };
}

async function addProtection(app: FastifyInstance, config: GatewayConfig): Promise<void> {
  const origins = config.GATEWAY_ORIGINS.split(' ').filter((origin) => origin !== '');
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        upgradeInsecureRequests: null,
      },
    },
    // A gateway on one machine speaks plain HTTP; whoever terminates TLS in front of it sets this header.
    strictTransportSecurity: config.GATEWAY_PUBLIC_URL?.startsWith('https:') === true,
  });
  await app.register(cors, { origin: origins.length === 0 ? false : origins });
  await app.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    retryAfter: retryAfterSeconds,
    pressureHandler: () => {
      throw new BerthError('UNAVAILABLE', { detail: 'The gateway is overloaded.', facts: { retryAfterSeconds } });
    },
  });
}

async function addDocumentation(app: FastifyInstance): Promise<void> {
  const { components, ...head } = documentHead(
    'Berth',
    'v1',
    'Sessions, projects and administration. Errors are problem details; docs/reference/errors.md lists their codes.',
  );
  await app.register(swagger, { openapi: { ...head, components: components as never } });
  await app.register(swaggerUi, { routePrefix: '/api/docs', indexPrefix: '' });
}

function userOrAddress(request: FastifyRequest, authentication: Authentication): string {
  try {
    return `user ${authentication.actorOf(request).name}`;
  } catch {
    return `address ${request.ip}`;
  }
}

function rateLimited(max: number, ttlMs: number): BerthError {
  const retryAfterSeconds = Math.ceil(ttlMs / 1000);
  return new BerthError('RATE_LIMITED', {
    detail: `More than ${max} requests in a minute.`,
    remedy: `Wait ${retryAfterSeconds} s.`,
    facts: { retryAfterSeconds },
  });
}

function notFound(request: FastifyRequest, allowed: AllowedMethods): BerthError {
  const path = pathOf(request);
  const methods = allowed.of(path);
  if (methods.length === 0)
    return new BerthError('ROUTE_UNKNOWN', { detail: `There is no route ${path.slice(0, 200)}.` });
  return new BerthError('METHOD_NOT_ALLOWED', {
    detail: `${request.method} is not known at ${path.slice(0, 200)}; ${methods.join(', ')} ${methods.length === 1 ? 'is' : 'are'}.`,
  });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '/';
}
