import { canInstallDebianPackages, ensureDebianPackages } from '../debian-packages.ts';
import { findProgram } from '../find-program.ts';
import { MachineError } from '../machine-error.ts';
import type { StartContext } from './contract.ts';

/** What runs the Java server, and what builds it. */
export type JavaTool = 'java' | 'javac' | 'mvn';

/** The Debian packages that bring all three. */
export const JAVA_PACKAGES = ['default-jdk-headless', 'maven'] as const;

/**
 * The paths of the named tools. Where one is missing and this is root on Debian, the packages are installed.
 * @throws MachineError `JAVA_UNAVAILABLE`, or `DEBIAN_PACKAGE_UNAVAILABLE` when the installation fails
 */
export async function javaTools<T extends JavaTool>(
  needed: readonly T[],
  context: Pick<StartContext, 'env' | 'onProgress' | 'signal'>,
): Promise<Readonly<Record<T, string>>> {
  const found = await findAll(needed, context.env);
  if (found.missing.length === 0) return found.paths as Record<T, string>;
  if (!(await canInstallDebianPackages(context))) throw unavailable(found.missing);
  await ensureDebianPackages({ ...context, packages: JAVA_PACKAGES, why: 'the embedded MongoDB runs on Java' });
  const again = await findAll(needed, context.env);
  if (again.missing.length > 0) throw unavailable(again.missing);
  return again.paths as Record<T, string>;
}

interface FoundTools<T extends JavaTool> {
  readonly paths: Partial<Record<T, string>>;
  readonly missing: readonly T[];
}

async function findAll<T extends JavaTool>(needed: readonly T[], env: NodeJS.ProcessEnv): Promise<FoundTools<T>> {
  const paths: Partial<Record<T, string>> = {};
  for (const tool of needed) {
    const path = await findProgram(tool, env);
    if (path !== undefined) paths[tool] = path;
  }
  return { paths, missing: needed.filter((tool) => paths[tool] === undefined) };
}

function unavailable(missing: readonly JavaTool[]): MachineError {
  return new MachineError({
    code: 'JAVA_UNAVAILABLE',
    problem: `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not on the PATH`,
    remedy: `run \`sudo apt-get install ${JAVA_PACKAGES.join(' ')}\`, or set MONGODB_URI, or install mongod`,
  });
}
