/** What went wrong with a machine, as stable words a program can act on. */
export type MachineErrorCode =
  | 'COMMAND_FAILED'
  | 'DEADLINE_EXCEEDED'
  | 'DEBIAN_PACKAGE_UNAVAILABLE'
  | 'JAVA_UNAVAILABLE'
  | 'MONGOD_DOWNLOAD_FAILED'
  | 'MONGODB_IN_USE'
  | 'MONGODB_NOT_STARTED'
  | 'MONGODB_UNAVAILABLE'
  | 'MONGODB_UNREACHABLE';

/** What a {@link MachineError} is made of. */
export interface MachineErrorOptions {
  readonly code: MachineErrorCode;
  /** What is the matter: a clause without a full stop. */
  readonly problem: string;
  /** What the reader can do about it: a clause that finishes the sentence. */
  readonly remedy: string;
  readonly cause?: unknown;
}

/** This machine lacks something that Berth needs, or it does not work. The message is one sentence: problem and remedy. */
export class MachineError extends Error {
  override readonly name = 'MachineError';
  readonly code: MachineErrorCode;
  readonly problem: string;
  readonly remedy: string;

  constructor({ code, problem, remedy, cause }: MachineErrorOptions) {
    super(`${problem}: ${remedy}.`, { cause });
    this.code = code;
    this.problem = problem;
    this.remedy = remedy;
  }
}

/** The shortest honest account of anything that was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof MachineError) return error.problem;
  return error instanceof Error ? error.message : String(error);
}
