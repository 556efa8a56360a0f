import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { decodeFrame, encodeFrame, type Frame } from '../../wire/frame.ts';
import { checkCount } from './worker-input.ts';
import type { MessageWindow, WindowEntry } from './window.ts';
import type { SupervisedWorker } from './worker.ts';

/** Messages are handed to a connection until so much waits in it; the rest waits in the window, which is shared. */
const fullBytes = 256 * 2 ** 10;
/** Above this, a frame gains nothing from holding more messages. */
const maxLinesBytes = 32 * 2 ** 10;
/** A client that went away is waited for so long (`whenFull: wait`) before it counts as gone for good. */
const clientGraceMs = 30_000;

/** Where a client stood when its relay connected. */
export interface ChannelStart {
  readonly client: string;
  readonly user: string;
  /** The incarnation whose messages `after` counts; 0 for a client that has seen none. */
  readonly incarnation: number;
  readonly after: number;
}

/** Serves one client through its relay: the messages of the window go out, the client's messages come in. */
export function serveChannel(
  worker: SupervisedWorker,
  { socket, stream }: { readonly socket: WebSocket; readonly stream: Duplex },
  start: ChannelStart,
): void {
  const { worker: self, incarnation } = worker.start;
  let cursor = start.incarnation === incarnation ? start.after : 0;
  worker.window.confirm(start.client, cursor);

  let isDraining = false;
  const pump = () => {
    if (isDraining || socket.readyState !== WebSocket.OPEN) return;
    stream.cork();
    for (let read = worker.window.read(cursor); read.next !== undefined; read = worker.window.read(cursor)) {
      const { gap, next } = read;
      if (gap !== undefined) socket.send(encodeFrame({ kind: 'gap', worker: self.id, incarnation, ...gap }));
      const frame = next.isBinary ? next : readLines(worker.window, next);
      cursor = frame.seq;
      isDraining = socket.bufferedAmount > fullBytes;
      socket.send(frame.data, { binary: next.isBinary }, isDraining ? drained : undefined);
      if (isDraining) break;
    }
    stream.uncork();
  };
  /** Everything has been handed to the kernel. */
  const drained = () => {
    isDraining = false;
    pump();
  };
  const forget = worker.newMessages.listen(pump);

  socket.on('message', (data: Buffer, isBinary) => {
    try {
      takeFromClient(worker, socket, { frame: decodeFrame(data, isBinary), start });
    } catch {
      socket.close(4400, 'FRAME_INVALID');
    }
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    forget();
    worker.clients.leave(start.client, clientGraceMs);
  });
  worker.clients.join(start.client);
  pump();
}

const newline = Buffer.from('\n');

/** A message and those behind it that are text too, a line each, as one frame: most of what a small one costs is its frame. */
function readLines(window: MessageWindow, first: WindowEntry): Pick<WindowEntry, 'seq' | 'data'> {
  const parts = [first.data];
  let bytes = first.data.length;
  let seq = first.seq;
  for (let { next } = window.read(seq); next?.isBinary === false; { next } = window.read(seq)) {
    bytes += next.data.length + newline.length;
    if (bytes > maxLinesBytes) break;
    parts.push(newline, next.data);
    seq = next.seq;
  }
  return { seq, data: parts.length === 1 ? first.data : Buffer.concat(parts) };
}

function takeFromClient(
  worker: SupervisedWorker,
  socket: WebSocket,
  { frame, start }: { frame: Frame; start: ChannelStart },
): void {
  const { header, payload } = frame;
  if (header['kind'] === 'ack') {
    // A late one for the incarnation before says nothing of this one's messages.
    if (header['incarnation'] !== worker.start.incarnation) return;
    worker.window.confirm(start.client, checkCount(header['seq'], '/seq', 0));
    worker.windowRoom.notify();
    return;
  }
  const id = checkCount(header['id'], '/id', 0);
  const { type, data } = header;
  if (worker.fromClients.isNew(start.client, id)) {
    const fields = { from: `client:${start.client}`, user: start.user, type, ...(data !== undefined && { data }) };
    if (!worker.mailbox.push({ kind: 'message', fields, payload })) {
      socket.send(encodeFrame({ kind: 'refused', worker: worker.start.worker.id, id, code: 'WORKER_MAILBOX_FULL' }));
      return;
    }
    worker.fromClients.take(start.client, id);
    worker.active();
  }
  socket.send(encodeFrame({ kind: 'taken', worker: worker.start.worker.id, id }));
}

/**
 * Serves another worker of the session: its messages go into the mailbox, each once. `next` is the number of the first
 * message that the sender still has: a worker that was restarted goes on there.
 */
export function servePeer(
  worker: SupervisedWorker,
  socket: WebSocket,
  { sender, next }: { sender: string; next: number },
): void {
  if (worker.fromPeers.last(sender) < next - 1) worker.fromPeers.take(sender, next - 1);
  socket.on('message', (data: Buffer, isBinary) => {
    try {
      takeFromPeer(worker, socket, { frame: decodeFrame(data, isBinary), sender });
    } catch {
      socket.close(4400, 'FRAME_INVALID');
    }
  });
  socket.on('error', () => socket.terminate());
}

function takeFromPeer(
  worker: SupervisedWorker,
  socket: WebSocket,
  { frame, sender }: { frame: Frame; sender: string },
): void {
  const { id: sentId, ...header } = frame.header;
  const id = checkCount(sentId, '/id', 0);
  const fields = Object.fromEntries(Object.entries(header).filter(([name]) => name !== 'kind'));
  const expected = worker.fromPeers.last(sender) + 1;
  // A message behind one that was refused must not overtake it: it will be sent again.
  if (id > expected) return;
  if (id === expected) {
    if (!worker.mailbox.push({ kind: 'message', fields, payload: frame.payload })) {
      socket.send(encodeFrame({ kind: 'refused', id }));
      return;
    }
    worker.fromPeers.take(sender, id);
  }
  socket.send(encodeFrame({ kind: 'taken', id }));
}
