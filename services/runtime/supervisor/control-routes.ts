import type { IncomingMessage, ServerResponse } from 'node:http';
import { BerthError } from '../../kit/errors/berth-error.ts';
import type { SupervisorRoutes, WorkerStart, WorkerStatus } from './contract.ts';
import { readJson, sendJson } from './http.ts';
import { checkCount } from './worker-input.ts';
import type { SupervisedWorker } from './worker.ts';

/** What the control routes act on. */
export interface Controlled {
  readonly worker: SupervisedWorker | undefined;
  start(start: WorkerStart): Promise<void>;
  release(): void;
  /** The local directory is there: it asked for something. */
  heard(): void;
}

const maxWaitMs = 30_000;
const idleStatus: WorkerStatus = { version: 0, phase: 'idle' };

type Route = keyof SupervisorRoutes;

/** Answers a request of the local directory. */
export async function answerControl(
  controlled: Controlled,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  controlled.heard();
  const route = `${request.method ?? ''} ${url.pathname}`;
  if (route === 'GET /v1/supervisor/status') {
    sendJson(response, await status(controlled, response, url));
    return;
  }
  const body = await readJson(request);
  act(controlled, route as Route, body as never);
  if (route === 'POST /v1/supervisor/start') await controlled.start((body as { start: WorkerStart }).start);
  sendJson(response, controlled.worker?.status ?? idleStatus);
  if (route === 'POST /v1/supervisor/release') controlled.release();
}

function act<R extends Route>(controlled: Controlled, route: R, body: SupervisorRoutes[R]): void {
  const { worker } = controlled;
  switch (route) {
    case 'POST /v1/supervisor/start':
    case 'POST /v1/supervisor/release':
      return;
    case 'POST /v1/supervisor/run':
      worker?.run((body as SupervisorRoutes['POST /v1/supervisor/run']).peers);
      return;
    case 'POST /v1/supervisor/peers':
      worker?.peers.update((body as SupervisorRoutes['POST /v1/supervisor/peers']).peers);
      return;
    case 'POST /v1/supervisor/project-data':
      worker?.setProjectDataUrl((body as SupervisorRoutes['POST /v1/supervisor/project-data']).url);
      return;
    case 'POST /v1/supervisor/stop': {
      const { reason, graceMs } = body as SupervisorRoutes['POST /v1/supervisor/stop'];
      worker?.stop(reason, graceMs);
      return;
    }
    default:
      throw new BerthError('ROUTE_UNKNOWN', { detail: `${String(route)} is no route of a supervisor.` });
  }
}

async function status(controlled: Controlled, response: ServerResponse, url: URL): Promise<WorkerStatus> {
  const after = checkCount(url.searchParams.get('after'), '?after', 0);
  const waitMs = Math.min(checkCount(url.searchParams.get('waitMs'), '?waitMs', 0), maxWaitMs);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const found = await controlled.worker?.statusAfter(after, waitMs, gone.signal);
  controlled.heard();
  return found ?? idleStatus;
}
