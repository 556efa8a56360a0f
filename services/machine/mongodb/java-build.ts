import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { reasonOf } from '../machine-error.ts';
import { runCommand } from '../run-command.ts';
import type { RunCommandOptions } from '../run-command.ts';
import type { StartContext } from './contract.ts';
import { javaTools } from './java-tools.ts';

/** A Java server that is ready to be started. */
export interface BuiltJavaServer {
  readonly classPath: string;
  /** Version of mongo-java-server. */
  readonly version: string;
}

type BuildContext = Omit<StartContext, 'folder'>;

/** What the class files need at least; a JDK of a later version builds for it too. */
const JAVA_RELEASE = '17';
const MAVEN_DEADLINE_MS = 300_000;
const COMPILER_DEADLINE_MS = 120_000;
/** No build takes that long: what lies about from then was killed. */
const ABANDONED_AFTER_MS = 3_600_000;
const HASH_LENGTH = 16;

/**
 * The Java server of these sources, from the cache or built now: jars through Maven, our classes through javac.
 * @throws MachineError `JAVA_UNAVAILABLE`, `DEBIAN_PACKAGE_UNAVAILABLE` or `COMMAND_FAILED`
 */
export async function builtJavaServer(context: BuildContext): Promise<BuiltJavaServer> {
  const sources = await readSources();
  const folder = join(context.cacheFolder, 'mongodb-java');
  const target = join(folder, hashOf(sources));
  if (!(await exists(target))) await build(folder, target, context);
  return {
    classPath: [join(target, 'classes'), join(target, 'lib', '*')].join(delimiter),
    version: serverVersion(sources.get('pom.xml') ?? ''),
  };
}

/** Whether {@link builtJavaServer} would find its work done. */
export async function isJavaServerBuilt(cacheFolder: string): Promise<boolean> {
  return exists(join(cacheFolder, 'mongodb-java', hashOf(await readSources())));
}

/** The version of mongo-java-server that a pom.xml names. */
export function serverVersion(pom: string): string {
  return /<artifactId>mongo-java-server-core<\/artifactId>\s*<version>([^<]+)</.exec(pom)?.[1] ?? 'unknown';
}

async function build(folder: string, target: string, context: BuildContext): Promise<void> {
  const { javac, mvn } = await javaTools(['java', 'javac', 'mvn'], context);
  context.onProgress('building the embedded MongoDB (once, 10 to 30 s) …');
  const started = performance.now();
  await mkdir(folder, { recursive: true });
  await removeAbandoned(folder);
  const draft = join(folder, `.build-${randomUUID()}`);
  await mkdir(draft);
  try {
    await resolveJars(mvn, draft, context);
    await compile(javac, draft, context);
    await moveInto(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  context.onProgress(`built the embedded MongoDB in ${((performance.now() - started) / 1_000).toFixed(1)} s`);
}

async function resolveJars(mvn: string, draft: string, context: BuildContext): Promise<void> {
  const args = ['--batch-mode', '--quiet', '--strict-checksums', '--file', join(sourceFolder(), 'pom.xml')];
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${join(draft, 'lib')}`, '-DincludeScope=runtime'];
  const options = commandOptions(draft, MAVEN_DEADLINE_MS, context);
  try {
    await runCommand(mvn, [...args, ...goal], options);
  } catch (error) {
    if (context.signal?.aborted) throw error;
    context.onProgress(`trying once more, because ${reasonOf(error)} …`);
    await runCommand(mvn, [...args, ...goal], options);
  }
}

async function compile(javac: string, draft: string, context: BuildContext): Promise<void> {
  const sources = (await sourceNames()).filter((name) => name.endsWith('.java'));
  const args = ['--release', JAVA_RELEASE, '-d', join(draft, 'classes'), '-cp', join(draft, 'lib', '*')];
  await runCommand(
    javac,
    [...args, ...sources.map((name) => join(sourceFolder(), name))],
    commandOptions(draft, COMPILER_DEADLINE_MS, context),
  );
}

function commandOptions(cwd: string, deadlineMs: number, { env, signal }: BuildContext): RunCommandOptions {
  return { cwd, deadlineMs, env, signal };
}

/** Whoever is first wins: the folder of a hash has one content. */
async function moveInto(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    if (!(await exists(target))) throw error;
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!name.startsWith('.build-') || (await stat(path)).mtimeMs > Date.now() - ABANDONED_AFTER_MS) continue;
    await rm(path, { recursive: true, force: true });
  }
}

function sourceFolder(): string {
  return join(import.meta.dirname, 'java');
}

async function sourceNames(): Promise<readonly string[]> {
  return (await readdir(sourceFolder())).filter((name) => /\.(java|xml)$/.test(name)).sort();
}

async function readSources(): Promise<ReadonlyMap<string, string>> {
  const sources = new Map<string, string>();
  for (const name of await sourceNames()) sources.set(name, await readFile(join(sourceFolder(), name), 'utf8'));
  return sources;
}

function hashOf(sources: ReadonlyMap<string, string>): string {
  const text = JSON.stringify([JAVA_RELEASE, ...sources]);
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
