/** Where a MongoDB can come from, in the order in which the platform asks. */
export const MONGODB_KINDS = ['external', 'mongod', 'memory-server', 'java'] as const;

/**
 * `external`: the user's, named by MONGODB_URI. `mongod`: the one on the PATH. `memory-server`: a mongod downloaded by
 * mongodb-memory-server-core. `java`: mongo-java-server, built once through Maven.
 */
export type MongodbKind = (typeof MONGODB_KINDS)[number];

export interface ProvideMongodbOptions {
  /** Holds what must survive; the data lives in `<stateFolder>/mongodb`. */
  readonly stateFolder: string;
  /** Holds what can be had again: the downloaded mongod, the built Java server. */
  readonly cacheFolder: string;
  /** MONGODB_URI, PATH and what Maven and the download look at. */
  readonly env: NodeJS.ProcessEnv;
  /** Told what is being done, a line at a time, while it is done. */
  readonly onProgress: (line: string) => void;
  /** Only these may be used. @default all of {@link MONGODB_KINDS} */
  readonly kinds?: readonly MongodbKind[];
  /** Gives up a start that is under way; whatever was started is stopped. */
  readonly signal?: AbortSignal;
}

/** A MongoDB that answers. What uses it never asks for its kind. */
export interface ProvidedMongodb {
  readonly uri: string;
  readonly kind: MongodbKind;
  /** Version of the server program. */
  readonly version: string;
  /** Process id of a server of ours; `undefined` for an external one. */
  readonly pid: number | undefined;
  /** Ends a server of ours and returns when it is gone; leaves an external one alone. May be called again. */
  stop(): Promise<void>;
}

/** What starting a server of ours needs: the options with the folder settled. */
export interface StartContext {
  /** `<stateFolder>/mongodb`; it exists. */
  readonly folder: string;
  readonly cacheFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}
