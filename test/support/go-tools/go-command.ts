import { join } from 'node:path';
import { canInstallDebianPackages, ensureDebianPackages } from '../../../services/machine/debian-packages.ts';
import { findProgram } from '../../../services/machine/find-program.ts';
import { userCacheFolder } from '../../../services/machine/folders.ts';
import { makeCacheFolder } from '../cache-folder.ts';
import { withFileLock } from './file-lock.ts';
import { fetchToolchain } from './go-toolchain.ts';
import { runGo } from './run-go.ts';

/** What everything here needs of its surroundings. */
export interface GoContext {
  /** PATH, HOME, KUBEBUILDER_ASSETS, and what `go` looks at. */
  readonly env: NodeJS.ProcessEnv;
  /** Told what is being done, a line at a time. */
  readonly onProgress: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The `go` command of this machine, and the surroundings in which it is run. */
export interface GoCommand {
  readonly path: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What `go` is needed for. */
export interface GoNeed {
  /** Begins the sentence of the error: `kwok v0.8.0 has to be built from Go modules`. */
  readonly why: string;
  /** What helps too, beside installing Go; ends the sentence: `name a folder with the programs in …`. */
  readonly orElse?: string;
}

const FIRST_WITH_TOOLCHAINS = { major: 1, minor: 21 };
const QUERY_DEADLINE_MS = 30_000;
const DEBIAN_PACKAGE = 'golang-go';

/**
 * Finds `go`; as root on Debian it is installed where it is missing. It brings whichever Go a go.mod asks for by itself.
 * @throws Error with the remedy, where there is none
 */
export async function findGo(need: GoNeed, context: GoContext): Promise<GoCommand> {
  const path = (await findProgram('go', context.env)) ?? (await installGo(need, context));
  // Distributions set GOTOOLCHAIN=local, by which a go that is too old would refuse instead of fetching a newer one; a
  // GOROOT would be the wrong one for that.
  const env = { ...context.env, GOTOOLCHAIN: 'auto', GOWORK: 'off', GOROOT: undefined };
  const { signal } = context;
  const [version = ''] = await runGo(path, ['env', 'GOVERSION'], { env, signal, deadlineMs: QUERY_DEADLINE_MS });
  return { path: fetchesToolchains(version) ? path : await fetchToolchain(path, { ...context, env }), env };
}

/** Whether the `go` of a version such as `go1.24.3` fetches the Go that a go.mod asks for. */
export function fetchesToolchains(version: string): boolean {
  const [, major = 0, minor = 0] = (/^go(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  const first = FIRST_WITH_TOOLCHAINS;
  return major > first.major || (major === first.major && minor >= first.minor);
}

async function installGo({ why, orElse }: GoNeed, context: GoContext): Promise<string> {
  if (await canInstallDebianPackages(context)) {
    const folder = userCacheFolder(context.env);
    await makeCacheFolder(folder);
    // Test files that run at the same time may all find none.
    const install = () => ensureDebianPackages({ ...context, packages: [DEBIAN_PACKAGE], why });
    await withFileLock(join(folder, 'go.lock'), install, { signal: context.signal });
    const path = await findProgram('go', context.env);
    if (path !== undefined) return path;
  }
  throw new Error(
    `${why}, but go is not on the PATH: install Go (any version, on Debian by ` +
      `\`sudo apt-get install ${DEBIAN_PACKAGE}\`)${orElse === undefined ? '' : `, or ${orElse}`}.`,
  );
}
