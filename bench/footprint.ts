/** Memory and start-up time of each role idle in a process of its own, of all in one, and of a supervisor. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { roleNames, type RoleName } from '../services/cli/platform/role-names.ts';
import type { Bench, BenchOptions } from './support/bench.ts';
import { startChild, type Child } from './support/child.ts';
import { prepareInstallation } from './support/installation.ts';
import { memoryOf, type Memory } from './support/memory.ts';
import { closeSession, openSession, startPlatformProcess } from './support/platform.ts';
import type { DatabaseFacts, Measured } from './support/result.ts';
import type { RoleFacts } from './support/role-process.ts';
import { median, spreadOf } from './support/statistics.ts';
import { processesOf, spareOf } from './support/supervisor.ts';
import { inTemporaryFolder } from './support/temporary-folder.ts';

const defaultRuns = 3;
/** So long a process does nothing before its memory is read. */
const idleMs = 3000;
const roleProgram = join(import.meta.dirname, 'support', 'role-process.ts');

/** Values by figure, one for each run. */
type Figures = Map<string, { readonly unit: string; readonly values: number[] }>;

export const bench: Bench = async (options) => {
  const figures: Figures = new Map();
  let database: DatabaseFacts | null = null;
  for (let run = 1; run <= (options.runs ?? defaultRuns) && !options.signal.aborted; run++) {
    options.onProgress(`run ${run}`);
    await inTemporaryFolder((folder) => measureRoles(folder, figures, options));
    database = await inTemporaryFolder((folder) => measurePlatform(folder, figures));
  }
  return { database, results: [...figures].map(([name, figure]) => resultOf(name, figure)) };
};

/** Each role beside the others, then all in one process; the database runs already. */
async function measureRoles(folder: string, figures: Figures, { onProgress }: BenchOptions): Promise<void> {
  const { mongodb, env } = await prepareInstallation(folder, onProgress);
  try {
    await measureEach(env, figures);
    const { child: all, readyMs } = await startRoles(roleNames, env);
    try {
      note(figures, 'start-up, all roles in one process', 'ms', readyMs);
      await delay(idleMs);
      noteMemory(figures, 'all roles in one process', await memoryOf(all.pid));
    } finally {
      await all.stop();
    }
  } finally {
    await mongodb.stop();
  }
}

async function measureEach(env: NodeJS.ProcessEnv, figures: Figures): Promise<void> {
  const started: [RoleName, Child][] = [];
  try {
    let discoveryUrl = '';
    for (const role of roleNames) {
      const { child, readyMs, url } = await startRoles([role], { ...env, DISCOVERY_URL: discoveryUrl });
      started.push([role, child]);
      if (role === 'discovery') discoveryUrl = url;
      note(figures, `start-up, ${role}`, 'ms', readyMs);
    }
    await delay(idleMs);
    for (const [role, child] of started) noteMemory(figures, role, await memoryOf(child.pid));
  } finally {
    for (const [, child] of started.reverse()) await child.stop();
  }
}

async function startRoles(names: readonly RoleName[], env: NodeJS.ProcessEnv) {
  const startedAt = performance.now();
  const child = startChild(roleProgram, { args: names, env });
  const { url } = await child.next<RoleFacts>();
  return { child, url, readyMs: performance.now() - startedAt };
}

/** The whole as `berth up` starts it, database included; then its supervisors. */
async function measurePlatform(folder: string, figures: Figures): Promise<DatabaseFacts> {
  const startedAt = performance.now();
  const platform = await startPlatformProcess(folder);
  try {
    note(figures, 'start-up, platform with its database, first start', 'ms', performance.now() - startedAt);
    await delay(idleMs);
    noteMemory(figures, 'platform (all roles), one node', await memoryOf(platform.pid));
    noteMemory(figures, 'supervisor without a worker', await memoryOf(await spareOf(platform)));
    const session = await openSession(platform, 'minimal');
    await delay(idleMs);
    const { supervisor, worker } = await processesOf(platform);
    noteMemory(figures, 'supervisor with an idle worker', await memoryOf(supervisor));
    noteMemory(figures, 'idle worker (TypeScript SDK)', await memoryOf(worker));
    await closeSession(platform, session);
    return platform.database;
  } finally {
    await platform.stop();
  }
}

function note(figures: Figures, name: string, unit: string, value: number): void {
  const figure = figures.get(name) ?? { unit, values: [] };
  figures.set(name, figure);
  figure.values.push(value);
}

function noteMemory(figures: Figures, name: string, { rss, pss }: Memory): void {
  note(figures, `RSS, ${name}`, 'MiB', rss);
  note(figures, `PSS, ${name}`, 'MiB', pss);
}

function resultOf(name: string, { unit, values }: { unit: string; values: readonly number[] }): Measured {
  return { name, value: median(values), unit, spread: spreadOf(values) };
}
