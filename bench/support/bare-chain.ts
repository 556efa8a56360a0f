import { join } from 'node:path';
import { startChild, type Child } from './child.ts';
import type { Flood } from './flood.ts';

/** The yardstick of the relay: producer, fan-out and forwarder, each a process, with nothing of Berth in them. */
export interface BareChain {
  /** Where clients connect. */
  readonly url: string;
  flood(flood: Flood): void;
  stop(): Promise<void>;
}

interface Listening {
  readonly url: string;
}

/** Starts the three processes, in the order of the messages backwards. */
export async function startBareChain(): Promise<BareChain> {
  const started: Child[] = [];
  const start = (program: string, url?: string) => {
    const child = startChild(join(import.meta.dirname, program), url === undefined ? {} : { env: { BENCH_URL: url } });
    started.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of started.splice(0)) await child.stop();
  };
  try {
    const fanOut = await start('bare-fan-out.ts').next<Listening>();
    const { url } = await start('bare-forwarder.ts', fanOut.url).next<Listening>();
    const producer = start('bare-producer.ts', `${fanOut.url}/produce`);
    await producer.next();
    return { url, flood: (flood) => producer.tell(flood), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
