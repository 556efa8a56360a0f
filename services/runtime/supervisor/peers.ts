import { WebSocket } from 'ws';
import { decodeFrame, encodeFrame, frameBytes, type EncodedFrame } from '../../wire/frame.ts';
import { NumberedQueue } from '../../wire/numbered-queue.ts';
import { Change } from '../../kit/change.ts';
import type { PeerAddress } from './contract.ts';

/** How much may wait for another worker before the sender waits too. */
const maxWaitingBytes = 32 * 2 ** 20;
const reconnectMs = 100;
const refusedPauseMs = 50;

/** What this worker is for the others. */
export interface PeerSelf {
  readonly id: string;
  readonly incarnation: number;
  readonly channelToken: string;
}

/** A message on its way to another worker. */
export interface PeerMessage {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Uint8Array;
}

/**
 * The way to one other worker: messages are numbered and kept until its supervisor has taken them, so that a broken
 * connection or a restarted worker loses none.
 */
export class PeerLink {
  readonly #self: PeerSelf;
  #url: string | undefined;
  #socket: WebSocket | undefined;
  readonly #waiting = new NumberedQueue<EncodedFrame>();
  #bytes = 0;
  #lastId = 0;
  #closed = false;
  /** The mailbox over there is full: only the first that waits is offered, until it is taken. */
  #isRefused = false;
  readonly #taken = new Change();

  constructor(self: PeerSelf) {
    this.#self = self;
  }

  /** Where the peer is now; a new address follows a restart. */
  connect(url: string): void {
    if (url === this.#url) return;
    this.#url = url;
    this.#socket?.terminate();
    this.#open();
  }

  /** Takes a message over; `false` while too much is on its way. */
  sendNow({ header, payload }: PeerMessage): boolean {
    if (this.#bytes > maxWaitingBytes && !this.#closed) return false;
    const id = ++this.#lastId;
    const frame = encodeFrame({ kind: 'message', id, from: this.#self.id, ...header }, payload);
    this.#waiting.push(frame);
    this.#bytes += frameBytes(frame);
    if (this.#socket?.readyState === WebSocket.OPEN && !this.#isRefused) this.#socket.send(frame);
    return true;
  }

  /** Resolves when less may be on its way than before. */
  async room(signal: AbortSignal): Promise<void> {
    await this.#taken.wait(1000, signal);
  }

  close(): void {
    this.#closed = true;
    this.#socket?.terminate();
    this.#taken.notify();
  }

  #open(): void {
    if (this.#closed || this.#url === undefined) return;
    const query = new URLSearchParams({
      from: this.#self.id,
      incarnation: String(this.#self.incarnation),
      next: String(this.#waiting.first),
    });
    const socket = new WebSocket(`${this.#url.replace(/^http/, 'ws')}/v1/peer?${query.toString()}`, {
      headers: { authorization: `Bearer ${this.#self.channelToken}` },
      perMessageDeflate: false,
    });
    this.#socket = socket;
    socket.on('open', () => this.#resend(socket));
    socket.on('message', (data: Buffer, isBinary) => this.#answered(socket, decodeFrame(data, isBinary).header));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      if (this.#socket === socket && !this.#closed) setTimeout(() => this.#reopen(socket), reconnectMs).unref();
    });
  }

  #reopen(socket: WebSocket): void {
    if (this.#socket === socket) this.#open();
  }

  #resend(socket: WebSocket): void {
    this.#isRefused = false;
    for (const frame of this.#waiting.after(0)) socket.send(frame);
  }

  #answered(socket: WebSocket, header: Readonly<Record<string, unknown>>): void {
    if (header['kind'] === 'refused') {
      this.#isRefused = true;
      setTimeout(() => this.#offerFirst(socket), refusedPauseMs).unref();
      return;
    }
    if (header['kind'] !== 'taken') return;
    const taken = this.#waiting.takeUpTo(Number(header['id']));
    if (taken.length === 0) return;
    for (const frame of taken) this.#bytes -= frameBytes(frame);
    if (this.#isRefused && this.#socket === socket) this.#resend(socket);
    this.#taken.notify();
  }

  #offerFirst(socket: WebSocket): void {
    const [first] = this.#waiting.after(0);
    if (first !== undefined && this.#socket === socket && socket.readyState === WebSocket.OPEN) socket.send(first);
  }
}

/** The ways to all other workers of the session. */
export class Peers {
  readonly #self: PeerSelf;
  readonly #links = new Map<string, PeerLink>();

  constructor(self: PeerSelf, ids: readonly string[]) {
    this.#self = self;
    for (const id of ids) this.#links.set(id, new PeerLink(self));
  }

  has(id: string): boolean {
    return this.#links.has(id);
  }

  /** Where the others are now. */
  update(addresses: readonly PeerAddress[]): void {
    for (const { id, url } of addresses) {
      if (id !== this.#self.id) this.#links.get(id)?.connect(url);
    }
  }

  /** Takes a message over; waits while too much is on its way to that worker. */
  async send(to: string, message: PeerMessage, signal: AbortSignal): Promise<void> {
    while (!this.sendNow(to, message)) {
      signal.throwIfAborted();
      await this.#links.get(to)?.room(signal);
    }
  }

  /** Takes a message over; `false` while too much is on its way to that worker. */
  sendNow(to: string, message: PeerMessage): boolean {
    return this.#links.get(to)?.sendNow(message) ?? true;
  }

  close(): void {
    for (const link of this.#links.values()) link.close();
  }
}

/** What has been taken from each sender, so that a message that comes twice is passed over. */
export class TakenIds {
  readonly #last = new Map<string, number>();

  /** Whether the message is new; {@link take} says when it has been taken. */
  isNew(sender: string, id: number): boolean {
    return id > (this.#last.get(sender) ?? 0);
  }

  take(sender: string, id: number): void {
    this.#last.set(sender, id);
  }

  last(sender: string): number {
    return this.#last.get(sender) ?? 0;
  }
}
