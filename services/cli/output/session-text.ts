import type { SessionView, WorkerView } from '../../session/contract.ts';
import { formatFields, formatTable, type Column } from './table.ts';
import { humanAge } from './units.ts';

/** So much of an id is shown in tables; it is enough for every command. */
const shortIdLength = 8;

/** Sessions as a table. */
export function sessionTable(sessions: readonly SessionView[], now: Date): string {
  const columns: readonly Column<SessionView>[] = [
    { title: 'id', cell: ({ id }) => id.slice(0, shortIdLength) },
    { title: 'type', cell: ({ type }) => type },
    { title: 'project', cell: ({ project }) => project },
    { title: 'user', cell: ({ user }) => user },
    { title: 'state', cell: ({ state }) => state },
    { title: 'since', cell: ({ stateSince }) => humanAge(stateSince, now), align: 'right' },
    { title: 'age', cell: ({ createdAt }) => humanAge(createdAt, now), align: 'right' },
    { title: 'workers', cell: ({ workers }) => String(workers.length), align: 'right' },
    { title: 'reason', cell: ({ reason }) => reason?.message ?? '' },
  ];
  return formatTable(sessions, columns, 'No sessions.');
}

/** One session and its workers. */
export function sessionDetails(session: SessionView, now: Date): string {
  const { id, type, project, user, state, reason, createdAt, stateSince, endedAt, owner } = session;
  const fields = formatFields({
    id,
    type,
    project,
    user,
    state: `${state}, for ${humanAge(stateSince, now)}`,
    reason: reason && `${reason.message} (${reason.code}${reason.worker === undefined ? '' : `, ${reason.worker}`})`,
    created: createdAt,
    ended: endedAt,
    owner: owner.instance,
  });
  const columns: readonly Column<WorkerView>[] = [
    { title: 'worker', cell: (worker) => worker.id },
    { title: 'state', cell: (worker) => worker.state },
    { title: 'node', cell: ({ node }) => node ?? '' },
    { title: 'restarts', cell: ({ restarts }) => String(restarts), align: 'right' },
    { title: 'progress', cell: progressText },
    { title: 'reason', cell: (worker) => worker.reason?.message ?? '' },
  ];
  return `${fields}\n${formatTable(session.workers, columns, 'No workers yet.')}`;
}

/** What has changed of a session, as lines. */
export function sessionChanges(before: SessionView | undefined, after: SessionView): readonly string[] {
  const lines: string[] = [];
  if (before?.state !== after.state) {
    const because = after.reason === undefined ? '' : `: ${after.reason.message}`;
    lines.push(`${after.state}${because}`);
  }
  const known = new Map(before?.workers.map((worker) => [worker.id, worker]));
  return [...lines, ...after.workers.flatMap((worker) => workerChanges(known.get(worker.id), worker))];
}

function workerChanges(before: WorkerView | undefined, after: WorkerView): readonly string[] {
  const lines: string[] = [];
  const isAgain = after.restarts > (before?.restarts ?? 0);
  if (after.node !== undefined && (after.node !== before?.node || isAgain)) {
    lines.push(`  ${after.id} goes to ${after.node}${isAgain ? ` (restart ${after.restarts})` : ''}`);
  }
  if (after.state !== before?.state && after.state === 'failed') {
    lines.push(`  ${after.id} failed${after.reason === undefined ? '' : `: ${after.reason.message}`}`);
  }
  return lines;
}

/** A worker's progress, e.g. `42 % meshing`. */
export function progressText({ progress }: Pick<WorkerView, 'progress'>): string {
  if (progress === undefined) return '';
  return `${Math.floor(progress.fraction * 100)} % ${progress.text}`.trimEnd();
}
