import type { IncomingMessage, ServerResponse } from 'node:http';
import { BerthError } from '../../kit/errors/berth-error.ts';
import { Change } from '../../kit/change.ts';
import { readJson, sendJson } from './http.ts';
import type { Input } from './mailbox.ts';
import { forwardProjectRequest } from './project-files.ts';
import { checkCount, checkFailure, checkMessages, checkProgress } from './worker-input.ts';
import type { SupervisedWorker } from './worker.ts';
import { workerDocument } from './worker-openapi.ts';

const maxWaitMs = 30_000;

/** Answers a request of the worker protocol; `path` is what follows `/v1/worker`. */
export async function answerWorker(
  worker: SupervisedWorker,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const path = url.pathname.slice('/v1/worker'.length);
  if (path === '/project/files' || path.startsWith('/project/files/')) {
    await forwardProjectRequest(worker, request, response, path.slice('/project/files'.length));
    return;
  }
  const route = `${request.method ?? ''} ${path}`;
  switch (route) {
    case 'GET /next':
      sendJson(response, { inputs: await nextInputs(worker, request, url) });
      return;
    case 'GET /openapi.json':
      sendJson(response, workerDocument);
      return;
    case 'POST /ready':
      await readJson(request);
      worker.ready();
      break;
    case 'POST /initialised':
      await readJson(request);
      worker.initialised();
      break;
    case 'POST /messages':
      await sendMessages(worker, request, response);
      break;
    case 'POST /progress':
      worker.progress(checkProgress(await readJson(request)));
      break;
    case 'POST /activity':
      await readJson(request);
      worker.active();
      break;
    case 'POST /fail':
      worker.fail(checkFailure(await readJson(request)));
      break;
    default:
      throw new BerthError('ROUTE_UNKNOWN', { detail: `${route} is no route of the worker protocol.` });
  }
  sendJson(response, {});
}

async function nextInputs(worker: SupervisedWorker, request: IncomingMessage, url: URL): Promise<object[]> {
  const after = checkCount(url.searchParams.get('after'), '?after', 0);
  const waitMs = Math.min(checkCount(url.searchParams.get('waitMs'), '?waitMs', 0), maxWaitMs);
  worker.mailbox.acknowledge(after);
  if (worker.mailbox.after(after).length === 0 && waitMs > 0) {
    const arrived = new Change();
    const forget = worker.mailbox.onInput(() => arrived.notify());
    const gone = () => arrived.notify();
    request.once('close', gone);
    await arrived.wait(waitMs, worker.endSignal);
    request.off('close', gone);
    forget();
  }
  return worker.mailbox.after(after).map(jsonInput);
}

function jsonInput({ n, kind, fields, payload }: Input): object {
  return { n, kind, ...fields, ...(payload.length > 0 && { bytes: Buffer.from(payload).toString('base64') }) };
}

async function sendMessages(
  worker: SupervisedWorker,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const messages = checkMessages(await readJson(request), (id) => worker.peers.has(id));
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new Error('the worker is gone'));
  });
  for (const message of messages) await worker.send(message, AbortSignal.any([gone.signal, worker.endSignal]));
}
