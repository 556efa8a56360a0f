import type { BareChain } from './bare-chain.ts';
import type { BenchOptions } from './bench.ts';
import type { Child } from './child.ts';
import type { Flood } from './flood.ts';
import type { ClientOrder, Counted } from './relay-clients.ts';
import { ratioAtLeast, type Measured } from './result.ts';
import { median, spreadOf } from './statistics.ts';

/** One comparison: what is sent to each client. */
export interface Load extends Flood {
  readonly name: string;
  /** The least ratio to the yardstick that it must reach. */
  readonly goal?: number;
}

/** What is compared: both with all their clients connected, and the process of the clients. */
export interface Contenders {
  readonly clients: Child;
  readonly bare: BareChain;
}

const worker = 'flood-0';
const warmUps = 1;

/** Floods the platform and the yardstick in turn; answers with messages per second, over all clients. */
export async function measureLoad(
  { clients, bare }: Contenders,
  load: Load,
  { runs, signal, onProgress }: BenchOptions & { readonly runs: number },
): Promise<Measured> {
  const rates: Record<'berth' | 'bare', number[]> = { berth: [], bare: [] };
  let lost = 0;
  for (let run = -warmUps; run < runs && !signal.aborted; run++) {
    for (const set of ['bare', 'berth'] as const) {
      await order(clients, { kind: 'count', set });
      if (set === 'bare') bare.flood(load);
      else
        await order(clients, {
          kind: 'ask',
          set,
          worker,
          type: 'flood',
          data: { count: load.count, bytes: load.bytes },
        });
      const counted = await clients.next<Counted>();
      lost += counted.lost;
      if (run >= 0) rates[set].push((counted.received / counted.elapsedMs) * 1000);
    }
    const latest = [rates.bare, rates.berth].map((values) => Math.round(values.at(-1) ?? 0));
    if (run >= 0) onProgress(`${load.name}, run ${run + 1}: bare ${latest[0]}/s, relay ${latest[1]}/s`);
  }
  return {
    name: load.name,
    value: median(rates.berth),
    unit: 'messages/s',
    spread: spreadOf(rates.berth),
    yardstick: { name: 'bare ws forwarder', value: median(rates.bare), spread: spreadOf(rates.bare) },
    ...(load.goal !== undefined && { goal: ratioAtLeast(load.goal) }),
    note: `${load.count} messages to each client in a run; ${lost} lost in all runs`,
  };
}

/** Tells the clients something and waits until it is done. */
export async function order<T>(clients: Child, what: ClientOrder): Promise<T> {
  clients.tell(what);
  return clients.next<T>();
}
