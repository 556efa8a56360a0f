/** The clients of the relay bench, all in this process: they count what arrives and confirm it. */
import { StreamClient } from './stream-client.ts';
import { onTold, say } from './speak.ts';

/** What the bench says; each is answered with one line. */
export type ClientOrder =
  /** Opens one connection for each address, beside those that the set has. */
  | { readonly kind: 'connect'; readonly set: string; readonly urls: readonly string[] }
  /** From now on ticks are counted, until every client of the set has seen the end of the flood. */
  | { readonly kind: 'count'; readonly set: string }
  | {
      readonly kind: 'ask';
      readonly set: string;
      readonly worker: string;
      readonly type: string;
      readonly data: object;
    }
  /** The first client of the set reads nothing more, or reads again. */
  | { readonly kind: 'stall' | 'resume'; readonly set: string };

/** A second answer to `count`, once all has arrived. */
export interface Counted {
  /** From the first tick at any client to the end at the last client. */
  readonly elapsedMs: number;
  readonly received: number;
  readonly lost: number;
}

const sets = new Map<string, StreamClient[]>();

async function obey(order: ClientOrder): Promise<object> {
  const clients = sets.get(order.set) ?? [];
  sets.set(order.set, clients);
  switch (order.kind) {
    case 'connect': {
      const opened = order.urls.map((url) => new StreamClient(url));
      clients.push(...opened);
      await Promise.all(opened.map((client) => client.attached));
      return { clients: clients.length };
    }
    case 'count':
      for (const client of clients) client.count();
      void Promise.all(clients.map((client) => client.counted)).then(() => say(sumOf(clients)));
      return { state: 'counting' };
    case 'ask':
      clients[0]?.ask(order);
      return { state: 'asked' };
    case 'stall':
      clients[0]?.stall();
      return { state: 'stalled' };
    case 'resume':
      return { closeCode: await clients[0]?.resume() };
  }
}

function sumOf(clients: readonly StreamClient[]): Counted {
  const firstAt = Math.min(...clients.map(({ firstAt }) => firstAt));
  const lastAt = Math.max(...clients.map(({ lastAt }) => lastAt));
  const sum = (of: (client: StreamClient) => number) => clients.reduce((total, client) => total + of(client), 0);
  return { elapsedMs: lastAt - firstAt, received: sum(({ received }) => received), lost: sum(({ lost }) => lost) };
}

onTold((order) => void obey(order as ClientOrder).then(say));
