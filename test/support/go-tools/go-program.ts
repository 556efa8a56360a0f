import { randomUUID } from 'node:crypto';
import { access, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { userCacheFolder } from '../../../services/machine/folders.ts';
import { makeCacheFolder } from '../cache-folder.ts';
import { withFileLock } from './file-lock.ts';
import { findGo, type GoContext } from './go-command.ts';
import type { GoProgram } from './programs.ts';
import { runGo } from './run-go.ts';

/** A cold build of the API server took up to 280 s on two processors; others may be busy. */
const BUILD_DEADLINE_MS = 1_800_000;
const PROGRESS_EVERY_MS = 30_000;
/** What is older was left by a build that was killed. */
const ABANDONED_AFTER_MS = 2 * BUILD_DEADLINE_MS;

/**
 * The path of a program: in the folder that KUBEBUILDER_ASSETS names, in the user's cache, or built now. Two processes
 * that ask for the same one build it once.
 * @throws Error that names the remedy, where it has to be built and cannot be
 */
export async function goProgram(program: GoProgram, context: GoContext): Promise<string> {
  const assets = context.env['KUBEBUILDER_ASSETS'];
  if (assets && (await exists(join(assets, program.name)))) return join(assets, program.name);

  const version = await pinnedVersion(program);
  const folder = cachedFolder(program.module, version, context.env);
  const path = join(folder, program.name);
  if (await exists(path)) return path;

  await makeCacheFolder(folder);
  const onWait = (pid: number) => context.onProgress(`process ${pid} is building ${program.name}, waiting for it …`);
  const buildWhereMissing = async () => {
    if (!(await exists(path))) await build(program, { version, path, folder, context });
  };
  await withFileLock(join(folder, `.${program.name}.lock`), buildWhereMissing, { onWait, signal: context.signal });
  return path;
}

/** The version of its module that a program's go.mod requires. */
export async function pinnedVersion({ project, module }: Pick<GoProgram, 'project' | 'module'>): Promise<string> {
  const path = join(projectFolder(project), 'go.mod');
  const lines = (await readFile(path, 'utf8')).split('\n');
  const required = lines.map((line) =>
    line
      .trim()
      .replace(/^require /, '')
      .split(' '),
  );
  const version = required.find(([name]) => name === module)?.[1];
  if (version === undefined) throw new Error(`${path} requires no ${module}: add it, and run \`go mod tidy\` there.`);
  return version;
}

function cachedFolder(module: string, version: string, env: NodeJS.ProcessEnv): string {
  return join(userCacheFolder(env), 'go', `${module}@${version}`, `${process.platform}-${process.arch}`);
}

function projectFolder(project: string): string {
  return join(import.meta.dirname, 'projects', project);
}

interface BuildTask {
  readonly version: string;
  readonly path: string;
  readonly folder: string;
  readonly context: GoContext;
}

async function build(program: GoProgram, { version, path, folder, context }: BuildTask): Promise<void> {
  const why = `${program.name} ${version} has to be built from Go modules`;
  const go = await findGo({ why, orElse: 'name a folder with the programs in KUBEBUILDER_ASSETS' }, context);
  await removeAbandoned(folder);
  const draft = join(folder, `.build-${randomUUID()}`);
  const flags = [
    '-s',
    '-w',
    ...Object.entries(program.stamps?.(version) ?? {}).map(([name, value]) => `-X=${name}=${value}`),
  ];
  const args = ['build', '-trimpath', '-mod=readonly', `-ldflags=${flags.join(' ')}`, '-o', draft, program.package];
  const saySince = sayWhileBuilding(`${program.name} ${version}`, program.usualSeconds, context);
  try {
    await runGo(go.path, args, {
      env: { ...go.env, CGO_ENABLED: '0' },
      cwd: projectFolder(program.project),
      deadlineMs: BUILD_DEADLINE_MS,
      signal: context.signal,
    });
    await rename(draft, path);
  } finally {
    saySince.end();
    await rm(draft, { force: true });
  }
  saySince.done();
}

function sayWhileBuilding(name: string, usualSeconds: number, { onProgress }: GoContext) {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1_000);
  onProgress(`building ${name} from its Go module (once, about ${usualSeconds} s on two processors) …`);
  const timer = setInterval(() => onProgress(`still building ${name} (${seconds()} s) …`), PROGRESS_EVERY_MS);
  return {
    end: () => clearInterval(timer),
    done: () => onProgress(`built ${name} in ${seconds()} s`),
  };
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // Another build may have ended since.
    const writtenMs = (await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (name.startsWith('.build-') && Date.now() - writtenMs > ABANDONED_AFTER_MS) await rm(path, { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
