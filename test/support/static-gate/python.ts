import { createHash, randomUUID } from 'node:crypto';
import { access, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { canInstallDebianPackages, ensureDebianPackages } from '../../../services/machine/debian-packages.ts';
import { findProgram } from '../../../services/machine/find-program.ts';
import { userCacheFolder } from '../../../services/machine/folders.ts';
import { runCommand } from '../../../services/machine/run-command.ts';
import { makeCacheFolder } from '../cache-folder.ts';
import { withFileLock } from '../go-tools/file-lock.ts';
import type { GoContext } from '../go-tools/go-command.ts';

/** The Python of this machine with the packages of `requirements.txt`. */
export interface PythonTools {
  /** The path of `python3`. */
  readonly python: string;
  /** The folder of the packages. */
  readonly packages: string;
  /** The surroundings in which Python finds them. */
  readonly env: NodeJS.ProcessEnv;
}

/** That of the packages. */
const oldestMinor = 10;
const requirements = join(import.meta.dirname, 'requirements.txt');
const queryDeadlineMs = 30_000;
const installDeadlineMs = 600_000;
/** Between the name of the packages' folder and what is an own name of each installation. */
const draftMark = '.draft-';
const remedy = 'on Debian by `sudo apt-get install python3 python3-pip`';

/**
 * Python and the packages of `requirements.txt`, from the user's cache or installed now by pip; as root on Debian both
 * are installed where they are missing.
 * @throws {Error} with the remedy, where there is no Python that is new enough or no pip
 */
export async function pythonTools(context: GoContext): Promise<PythonTools> {
  const python = (await findProgram('python3', context.env)) ?? (await installPython(context));
  const version = await versionOf(python, context);
  const key = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const name = `static-gate@${key}`;
  const packages = join(userCacheFolder(context.env), 'python', name, `${process.platform}-${process.arch}-${version}`);
  if (!(await exists(packages))) {
    await makeCacheFolder(dirname(packages));
    const onWait = (pid: number) => context.onProgress(`process ${pid} is installing ${name}, waiting for it …`);
    const installWhereMissing = async () => {
      if (!(await exists(packages))) await install(python, packages, context);
    };
    await withFileLock(`${packages}.lock`, installWhereMissing, { onWait, signal: context.signal });
  }
  // Bytecode is not kept: two processes may run on the same folder, and it may be read-only.
  return { python, packages, env: { ...context.env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' } };
}

/** e.g. `python3.11`: what is compiled is of one version. */
async function versionOf(python: string, { env }: GoContext): Promise<string> {
  const print = 'import sys; print(*sys.version_info[:2])';
  const [answer = ''] = await runCommand(python, ['-c', print], { env, deadlineMs: queryDeadlineMs });
  const [major = 0, minor = 0] = answer.split(' ').map(Number);
  if (major !== 3 || !(minor >= oldestMinor)) {
    throw new Error(
      `${python} is Python ${major}.${minor}, but the checkers of the manifests need 3.${oldestMinor} or newer: ` +
        `put a newer python3 first on the PATH, ${remedy}.`,
    );
  }
  return `python${major}.${minor}`;
}

/** Whole or not at all: another process may look meanwhile. */
async function install(python: string, packages: string, context: GoContext): Promise<void> {
  await ensurePip(python, context);
  context.onProgress('installing the Python packages that check manifests (once, about 10 s) …');
  await removeDrafts(packages);
  const draft = `${packages}${draftMark}${randomUUID()}`;
  const options = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '--only-binary=:all:'];
  const args = ['-m', 'pip', 'install', ...options, '--target', draft, '--requirement', requirements];
  const { env, signal } = context;
  try {
    await runCommand(python, args, { env, signal, deadlineMs: installDeadlineMs });
    await rename(draft, packages);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** What was left by an installation that was killed: no other is under way, that holds the lock. */
async function removeDrafts(packages: string): Promise<void> {
  const folder = dirname(packages);
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(`${basename(packages)}${draftMark}`));
  for (const name of drafts) await rm(join(folder, name), { recursive: true, force: true });
}

async function ensurePip(python: string, context: GoContext): Promise<void> {
  const hasPip = () =>
    runCommand(python, ['-m', 'pip', '--version'], { env: context.env, deadlineMs: queryDeadlineMs }).then(
      () => true,
      () => false,
    );
  if (await hasPip()) return;
  await installPackages(context);
  if (!(await hasPip())) {
    throw new Error(`${python} has no pip, by which the checkers of the manifests are installed: add it, ${remedy}.`);
  }
}

async function installPython(context: GoContext): Promise<string> {
  await installPackages(context);
  const python = await findProgram('python3', context.env);
  if (python !== undefined) return python;
  throw new Error(`python3 is not on the PATH, and checkers of the manifests are made of it: install it, ${remedy}.`);
}

async function installPackages(context: GoContext): Promise<void> {
  if (!(await canInstallDebianPackages(context))) return;
  const packages = ['python3', 'python3-pip'];
  await ensureDebianPackages({ ...context, packages, why: 'checkers of the manifests are Python packages' });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
