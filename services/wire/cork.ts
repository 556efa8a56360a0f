import type { Duplex } from 'node:stream';

/** Writes what comes in one turn of the event loop in one system call. */
export interface Cork {
  /** Called before each write: holds it back until the end of the turn. */
  hold(): void;
  /** Writes what is held back now; for a process that is about to end. */
  release(): void;
}

/** A cork for one socket. */
export function createCork(stream: Pick<Duplex, 'cork' | 'uncork'>): Cork {
  let isHolding = false;
  const release = () => {
    if (!isHolding) return;
    isHolding = false;
    stream.uncork();
  };
  return {
    hold() {
      if (isHolding) return;
      isHolding = true;
      stream.cork();
      setImmediate(release);
    },
    release,
  };
}
