import type { ProcessIdentity } from '../../kit/process-identity.ts';

/**
 * What a local directory asks of a supervisor, by HTTP and JSON on the loopback interface. A supervisor is small and
 * there are many: it takes these types on trust from the one directory that holds its token.
 */

/** A worker as the others of its session know it. */
export interface WorkerAddress {
  readonly id: string;
  readonly type: string;
  readonly index: number;
}

/** What a worker is told first. */
export interface WorkerInit {
  readonly session: { readonly id: string; readonly type: string; readonly project: string; readonly user: string };
  readonly input: Readonly<Record<string, unknown>>;
  readonly workers: readonly WorkerAddress[];
}

/** Everything that is needed to run one worker. */
export interface WorkerStart {
  readonly worker: WorkerAddress;
  readonly incarnation: number;
  /** The epoch of the session's owner that gave the order. */
  readonly epoch: number;
  readonly command: readonly string[];
  /** Working folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly protocol: 'http' | 'none';
  readonly readiness?: {
    readonly port: number;
    readonly path?: string | undefined;
    readonly periodMs: number;
    readonly timeoutMs: number;
  };
  /** Resident memory that the worker and what it starts may take; watched where the OS tells it. */
  readonly memoryBytes: number;
  readonly stopGraceMs: number;
  readonly window: {
    readonly messages: number;
    readonly memoryBytes: number;
    readonly whenFull: 'drop-oldest' | 'wait';
  };
  readonly init: WorkerInit;
  /** Relays and the other workers of the session show it to reach this worker. */
  readonly channelToken: string;
  readonly projectData: { readonly url: string; readonly token: string };
}

/** Where the others of the session are reached. */
export interface PeerAddress {
  readonly id: string;
  readonly url: string;
}

/** Where a worker is in its life. */
export type WorkerPhase = 'idle' | 'starting' | 'ready' | 'initialised' | 'running' | 'stopping' | 'ended';

/** How a worker ended. */
export interface WorkerExit {
  /** Exit code; absent after a signal, or when the process could not be started. */
  readonly code?: number;
  readonly signal?: string;
  /** What it said of itself, or what its supervisor knows. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** How far the work is, by the worker's own word. */
export interface WorkerProgress {
  /** From 0 to 1. */
  readonly fraction: number;
  readonly text: string;
}

/** What a supervisor knows of its worker. */
export interface WorkerStatus {
  /** One more at each change; see `GET /v1/supervisor/status?after=`. */
  readonly version: number;
  readonly phase: WorkerPhase;
  /** Of the worker's process, while it runs. */
  readonly pid?: number;
  readonly exit?: WorkerExit;
  readonly progress?: WorkerProgress;
  /** When a client or the worker was last active, ISO 8601. */
  readonly activeAt?: string;
}

/** Requests of the control routes; each needs the supervisor's token. */
export interface SupervisorRoutes {
  readonly 'POST /v1/supervisor/start': { readonly start: WorkerStart };
  readonly 'POST /v1/supervisor/run': { readonly peers: readonly PeerAddress[] };
  readonly 'POST /v1/supervisor/peers': { readonly peers: readonly PeerAddress[] };
  /** The project data service is reached here now. */
  readonly 'POST /v1/supervisor/project-data': { readonly url: string };
  readonly 'POST /v1/supervisor/stop': { readonly reason: string; readonly graceMs: number };
  /** Ends the worker if it still runs, and the supervisor. */
  readonly 'POST /v1/supervisor/release': Record<string, never>;
}

/** What a supervisor writes into its folder, so that a later local directory finds it again. */
export interface SupervisorRecord extends ProcessIdentity {
  readonly url: string;
  readonly token: string;
}

/** Environment variables of a supervisor. */
export interface SupervisorEnvironment {
  readonly BERTH_SUPERVISOR_FOLDER: string;
  readonly BERTH_SUPERVISOR_TOKEN: string;
  /** The address on which it listens. */
  readonly BERTH_SUPERVISOR_HOST: string;
  /** Ends itself and its worker when no local directory has asked for so long. */
  readonly BERTH_SUPERVISOR_ORPHAN_MS: string;
  /** Where Node keeps its compiled code, so that the next supervisor starts sooner. */
  readonly NODE_COMPILE_CACHE: string;
}

/** Name of the record in the folder of a supervisor. */
export const recordFileName = 'supervisor.json';
/** Name of the worker's log in the folder of its supervisor. */
export const logFileName = 'worker.log';
/** Name of the file with the identity of the worker's process, for the case that the supervisor is killed. */
export const workerFileName = 'worker.json';
