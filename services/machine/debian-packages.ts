import { findProgram } from './find-program.ts';
import { MachineError, reasonOf } from './machine-error.ts';
import { runCommand } from './run-command.ts';

export interface DebianPackagesOptions {
  /** Names of Debian packages, such as `maven`. */
  readonly packages: readonly string[];
  /** What they are for: finishes "because …" in the progress line. */
  readonly why: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** Who asks, as a numeric user id; only 0 may install. @default the user of this process */
  readonly userId?: number | undefined;
}

/** Another apt-get may be at work: how long to wait for its lock, in seconds. */
const LOCK_WAIT_S = 120;
const UPDATE_DEADLINE_MS = 180_000;
const INSTALL_DEADLINE_MS = 900_000;
const QUERY_DEADLINE_MS = 10_000;
const PACKAGE_NAME = /^[a-z0-9][a-z0-9+.-]+$/;

/**
 * Installs the named Debian packages that are missing. Only root on Debian or a relative of it can.
 * @throws MachineError `DEBIAN_PACKAGE_UNAVAILABLE`
 */
export async function ensureDebianPackages(options: DebianPackagesOptions): Promise<void> {
  const missing = await missingPackages(options);
  if (missing.length === 0) return;
  const aptGet = await findProgram('apt-get', options.env);
  if (aptGet === undefined || !isRoot(options)) {
    throw unavailable(missing, aptGet === undefined ? 'apt-get is not on the PATH' : 'only root may install them');
  }
  options.onProgress(
    `installing the Debian packages ${missing.join(' ')} as root, because ${options.why} (may take minutes) …`,
  );
  await install(aptGet, missing, options);
  options.onProgress(`installed ${missing.join(' ')}`);
}

/** Whether {@link ensureDebianPackages} may install something here. */
export async function canInstallDebianPackages(
  options: Pick<DebianPackagesOptions, 'env' | 'userId'>,
): Promise<boolean> {
  return isRoot(options) && (await findProgram('apt-get', options.env)) !== undefined;
}

function isRoot({ userId = process.getuid?.() }: Pick<DebianPackagesOptions, 'userId'>): boolean {
  return userId === 0;
}

async function missingPackages({ packages, env, signal }: DebianPackagesOptions): Promise<readonly string[]> {
  const wrong = packages.find((name) => !PACKAGE_NAME.test(name));
  if (wrong !== undefined) throw unavailable([wrong], 'this is not the name of a package');
  const missing: string[] = [];
  for (const name of packages) {
    const installed = await runCommand('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], {
      env,
      signal,
      deadlineMs: QUERY_DEADLINE_MS,
    }).then(
      (lines) => lines.includes('installed'),
      // dpkg-query fails for a package it has never heard of, and where there is no dpkg nothing is installed.
      () => false,
    );
    if (!installed) missing.push(name);
  }
  return missing;
}

async function install(aptGet: string, packages: readonly string[], options: DebianPackagesOptions): Promise<void> {
  const common = { env: { ...options.env, DEBIAN_FRONTEND: 'noninteractive' }, signal: options.signal };
  const lock = ['-o', `DPkg::Lock::Timeout=${LOCK_WAIT_S}`];
  await runCommand(aptGet, [...lock, 'update'], { ...common, deadlineMs: UPDATE_DEADLINE_MS }).catch(
    // One unreachable list fails the whole update, and the packages may well be in the others.
    (error: unknown) => options.onProgress(`apt-get update did not go well: ${reasonOf(error)}`),
  );
  const args = [...lock, 'install', '-y', '--no-install-recommends', ...packages];
  try {
    await runCommand(aptGet, args, { ...common, deadlineMs: INSTALL_DEADLINE_MS });
  } catch (cause) {
    throw unavailable(packages, reasonOf(cause), cause);
  }
}

function unavailable(packages: readonly string[], reason: string, cause?: unknown): MachineError {
  return new MachineError({
    code: 'DEBIAN_PACKAGE_UNAVAILABLE',
    problem: `cannot install ${packages.join(' ')} (${reason})`,
    remedy: `run \`sudo apt-get install ${packages.join(' ')}\``,
    cause,
  });
}
