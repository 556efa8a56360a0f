import { MachineError, reasonOf } from '../machine-error.ts';
import { askServer } from './ask-server.ts';
import type { ProvidedMongodb } from './contract.ts';

const ANSWER_DEADLINE_MS = 10_000;

/**
 * The MongoDB that the user runs. It is never stopped from here.
 * @throws MachineError `MONGODB_UNREACHABLE`
 */
export async function useExternal(uri: string, deadlineMs = ANSWER_DEADLINE_MS): Promise<ProvidedMongodb> {
  try {
    const { version } = await askServer(uri, deadlineMs);
    return { uri, kind: 'external', version, pid: undefined, stop: async () => undefined };
  } catch (cause) {
    throw new MachineError({
      code: 'MONGODB_UNREACHABLE',
      problem: `the MongoDB at ${withoutSecrets(uri)} did not answer within ${deadlineMs / 1_000} s (${reasonOf(cause)})`,
      remedy: 'start it or correct MONGODB_URI, or unset MONGODB_URI to use an embedded one',
      cause,
    });
  }
}

/** A connection string that may be shown: without its user, password and options. */
export function withoutSecrets(uri: string): string {
  return uri.replace(/^([a-z+]+:\/\/)(?:.*@)?([^/?]*).*$/is, '$1$2');
}
