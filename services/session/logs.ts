import type { Client } from '../kit/client.ts';
import { isBerthError } from '../kit/errors/berth-error.ts';
import type { Trace } from '../kit/trace.ts';
import type { localDirectoryContract } from '../local-directory/contract.ts';
import type { NodeAddresses } from './node-addresses.ts';
import { placementIdOf, type SessionDocument } from './session.ts';

/** A line of a worker's log. */
export interface SessionLogLine {
  readonly worker: string;
  readonly time: string;
  readonly stream: string;
  readonly line: string;
}

/** The newest lines of the logs of a session's workers, by time. */
export async function readSessionLogs(
  session: SessionDocument,
  { worker: only, maxLines }: { worker: string | undefined; maxLines: number },
  access: { localDirectory: Client<typeof localDirectoryContract.methods>; nodes: NodeAddresses; trace: Trace },
): Promise<SessionLogLine[]> {
  const workers = Object.entries(session.workers).filter(([id]) => only === undefined || id === only);
  const logs = await Promise.all(
    workers.map(async ([id, { node, incarnation }]) => {
      if (node === undefined) return [];
      const placementId = placementIdOf(session._id, id, incarnation);
      try {
        const { lines } = await access.nodes.call(node, (to) =>
          access.localDirectory.logs({ placementId, maxLines }, { to, trace: access.trace }),
        );
        return lines.map((line) => ({ worker: id, ...line }));
      } catch (error) {
        if (isBerthError(error, 'NODE_UNKNOWN', 'UNAVAILABLE')) return []; // The log went with its node.
        throw error;
      }
    }),
  );
  return logs
    .flat()
    .sort((a, b) => a.time.localeCompare(b.time))
    .slice(-maxLines);
}
