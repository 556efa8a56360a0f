import type { WebSocket } from 'ws';
import { BerthError } from '../../kit/errors/berth-error.ts';
import { toProblem } from '../../kit/errors/problem.ts';
import { decodeFrame, encodeFrame, type Frame } from '../../wire/frame.ts';
import { checkCount, checkFailure, checkMessage, checkProgress } from './worker-input.ts';
import type { SupervisedWorker } from './worker.ts';

/** Messages that a worker may have on their way before it must wait for "taken". */
const tooMuch = 1 * 2 ** 20;

/** Serves `GET /v1/worker/stream`: inputs go out as they come, what the worker sends is taken in its order. */
export function serveWorkerStream(worker: SupervisedWorker, socket: WebSocket, after: number): void {
  let sentUpTo = after;
  worker.mailbox.acknowledge(after);

  const sendInputs = () => {
    for (const { n, kind, fields, payload } of worker.mailbox.after(sentUpTo)) {
      if (socket.bufferedAmount > tooMuch) {
        setTimeout(sendInputs, 5).unref();
        return;
      }
      socket.send(encodeFrame({ n, kind, ...fields }, payload));
      sentUpTo = n;
    }
  };
  const forget = worker.mailbox.onInput(sendInputs);

  // One after the other: a message that must wait for room in the window holds back those behind it.
  let turn = Promise.resolve();
  socket.on('message', (data: Buffer, isBinary) => {
    turn = turn.then(() => take(worker, socket, { data, isBinary })).catch((error: unknown) => refuse(socket, error));
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', forget);
  sendInputs();
}

async function take(
  worker: SupervisedWorker,
  socket: WebSocket,
  { data, isBinary }: { data: Buffer; isBinary: boolean },
): Promise<void> {
  const frame = decodeFrame(data, isBinary);
  const { header } = frame;
  if (header['kind'] === 'ack') {
    worker.mailbox.acknowledge(checkCount(header['n'], '/n', 0));
    return;
  }
  const id = checkCount(header['id'], '/id', 0);
  if (worker.fromSelf.isNew('', id)) {
    worker.fromSelf.take('', id);
    await takeNew(worker, frame);
  }
  socket.send(encodeFrame({ kind: 'taken', id }));
}

async function takeNew(worker: SupervisedWorker, { header, payload }: Frame): Promise<void> {
  switch (header['kind']) {
    case 'ready':
      worker.ready();
      return;
    case 'initialised':
      worker.initialised();
      return;
    case 'message': {
      const message = checkMessage(header, (peer) => worker.peers.has(peer));
      await worker.send({ ...message, payload: payload.length > 0 ? payload : message.payload }, worker.endSignal);
      return;
    }
    case 'progress':
      worker.progress(checkProgress(header));
      return;
    case 'activity':
      worker.active();
      return;
    case 'fail':
      worker.fail(checkFailure(header));
      return;
    default:
      throw new BerthError('FRAME_INVALID', { detail: `A frame of kind ${JSON.stringify(header['kind'])} is not known.` });
  }
}

/** Says what is wrong with a frame, then ends the stream: what follows cannot be understood. */
function refuse(socket: WebSocket, error: unknown): void {
  const known =
    error instanceof BerthError
      ? error
      : new BerthError('FRAME_INVALID', { detail: (error as Error).message, cause: error });
  socket.send(encodeFrame({ kind: 'error', problem: toProblem(known) }));
  socket.close(4400, known.code);
}
