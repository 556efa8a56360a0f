import type { PeerAddress, WorkerStart, WorkerStatus } from './supervisor/contract.ts';

/** A line of a worker's log. */
export interface LogLine {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly stream: 'stdout' | 'stderr' | 'supervisor';
  readonly line: string;
}

/** A worker that a runtime has started, or found again. */
export interface RunningWorker {
  /** The placement it was started for; the same id is never started twice. */
  readonly placementId: string;
  /** Where its supervisor is reached by relays and by the other workers of the session. */
  readonly url: string;
  /** The status as soon as its version is above the given one, at the latest after the time; `undefined`: it is lost. */
  status(afterVersion: number, waitMs: number, signal: AbortSignal): Promise<WorkerStatus | undefined>;
  run(peers: readonly PeerAddress[]): Promise<void>;
  updatePeers(peers: readonly PeerAddress[]): Promise<void>;
  /** Where the worker's supervisor reaches the project data service from now on. */
  setProjectDataUrl(url: string): Promise<void>;
  stop(reason: string, graceMs: number): Promise<void>;
  /** Ends what still runs and removes what it left behind, its log excepted. */
  release(): Promise<void>;
}

/** Starts and finds workers on one node: as processes, in containers, or as Pods. */
export interface Runtime {
  readonly name: 'process';
  /** Starts a worker; the same placement again answers with the one that runs. */
  start(placementId: string, start: WorkerStart): Promise<RunningWorker>;
  /** The workers of an earlier local directory of this node that are still there. */
  find(): Promise<readonly RunningWorker[]>;
  /** The newest lines of a worker's log, oldest first; also after its release, for some days. */
  log(placementId: string, maxLines: number): Promise<readonly LogLine[]>;
  /** Ends everything. */
  stop(): Promise<void>;
}
