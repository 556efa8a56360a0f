import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** How a plain process shows that it is ready. */
export interface Readiness {
  readonly port: number;
  readonly path?: string | undefined;
  readonly periodMs: number;
  readonly timeoutMs: number;
}

/** Resolves when the probe succeeds for the first time; rejects when the signal aborts. */
export async function untilReady(probe: Readiness, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (await succeeds(probe, signal)) return;
    await delay(probe.periodMs, undefined, { signal });
  }
}

async function succeeds(probe: Readiness, signal: AbortSignal): Promise<boolean> {
  return probe.path === undefined ? connects(probe) : answers(probe, probe.path, signal);
}

async function connects({ port, timeoutMs }: Readiness): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: timeoutMs });
    const finish = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.once('connect', () => finish(true));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
}

async function answers({ port, timeoutMs }: Readiness, path: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      redirect: 'manual',
    });
    await response.arrayBuffer();
    // As for an HTTP probe of Kubernetes: any status from 200 to 399 is a success.
    return response.status >= 200 && response.status < 400;
  } catch {
    return false;
  }
}
