import type { Admission } from './types.ts';

const admitTimeoutMs = 30_000;
const defaultTicketSeconds = 600;
/** So long before it expires a ticket counts as too old: the clock of the relay may differ a little. */
const marginMs = 60_000;

/** What a client has of its last admission: its id, and the newest ticket. */
export interface LastAdmission {
  readonly client: string;
  readonly ticket: string;
}

/** Asks for a ticket. */
export type Connect = (last: LastAdmission | undefined) => Promise<Admission>;

/** The admission of a client: kept fresh by the relay while connected, asked for anew when it is too old. */
export class Tickets {
  readonly #connect: Connect;
  #last: Admission | undefined;
  #goodUntil = 0;

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  /** An admission, and whether it was asked for just now. */
  async admission(): Promise<{ admission: Admission; isFresh: boolean }> {
    if (this.#last !== undefined && Date.now() < this.#goodUntil) return { admission: this.#last, isFresh: false };
    this.#last = await inTime(this.#connect(this.#last));
    this.#keep();
    return { admission: this.#last, isFresh: true };
  }

  /** The relay sent a new ticket. */
  renew(ticket: string): void {
    if (this.#last === undefined) return;
    this.#last = { ...this.#last, ticket };
    this.#keep();
  }

  /** The next connection asks anew: the ticket was refused, or the relay at its URL is not there. */
  expire(): void {
    this.#goodUntil = 0;
  }

  #keep(): void {
    const seconds = this.#last?.expiresInSeconds ?? defaultTicketSeconds;
    this.#goodUntil = Date.now() + seconds * 1000 - marginMs;
  }
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No ticket came within ${admitTimeoutMs} ms.`)), admitTimeoutMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
