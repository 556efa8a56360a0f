import { availableParallelism, totalmem } from 'node:os';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { canInstallDebianPackages } from './debian-packages.ts';
import { findProgram } from './find-program.ts';
import { isMissingFile } from './json-file.ts';
import type { MongodbKind } from './mongodb/contract.ts';
import { foreseeMongodb } from './mongodb/foresee-mongodb.ts';
import { JAVA_PACKAGES } from './mongodb/java-tools.ts';
import { runCommand } from './run-command.ts';

export interface ExamineMachineOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly stateFolder: string;
  readonly cacheFolder: string;
  /** TCP ports on 127.0.0.1 that the platform will listen on, by what listens there. @default none */
  readonly ports?: Readonly<Record<string, number>>;
}

/** One thing that was looked at. */
export interface Finding {
  readonly name: string;
  /** `missing`: Berth cannot start without it. `optional-missing`: something Berth can do needs it. */
  readonly state: 'ok' | 'missing' | 'optional-missing';
  /** What is there: a version, a path, an amount. */
  readonly found?: string;
  /** What Berth needs it for. */
  readonly why: string;
  /** What to do where it is missing. */
  readonly remedy?: string;
}

const NODE_MAJOR = 24;
const GIB = 2 ** 30;
const MIN_FREE_DISK_GIB = 2;
const MIN_MEMORY_GIB = 2;
const PROGRAM_DEADLINE_MS = 5_000;
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome'] as const;

/** Looks at what this machine offers to Berth. Changes nothing and installs nothing. */
export async function examineMachine(options: ExamineMachineOptions): Promise<readonly Finding[]> {
  const [mongodb, ...others] = await Promise.all([
    examineMongodb(options),
    examinePython(options),
    examineGpu(options),
    examineDocker(options),
    examineChromium(options),
    examineDisk(options),
    ...Object.entries(options.ports ?? {}).map(([what, port]) => examinePort(what, port)),
  ]);
  const java = await examineJava(options, mongodb.needsJava);
  return [examineNode(process.versions.node, process.execPath), mongodb.finding, ...java, ...others, examineMemory()];
}

/** Whether this Node.js can run Berth. */
export function examineNode(version: string, path: string): Finding {
  const isRight = Number(version.split('.')[0]) >= NODE_MAJOR;
  return {
    name: 'Node.js',
    state: isRight ? 'ok' : 'missing',
    found: `${version} at ${path}`,
    why: `runs Berth, which needs version ${NODE_MAJOR} or newer`,
    ...(!isRight && { remedy: `run \`npm install\` on Linux or Windows, or install Node.js ${NODE_MAJOR}` }),
  };
}

interface MongodbExamination {
  readonly finding: Finding;
  /** The kind that will be used runs on Java and is not built yet. */
  readonly needsJava: boolean;
}

async function examineMongodb(options: ExamineMachineOptions): Promise<MongodbExamination> {
  const { kind, detail, isReady } = await foreseeMongodb(options);
  const tools = await javaToolsFound(options.env);
  const canInstall = await canInstallDebianPackages(options);
  const canBuild = tools.java !== undefined && tools.javac !== undefined && tools.mvn !== undefined;
  const isOk = isReady || (kind === 'java' ? canBuild || canInstall : kind !== undefined);
  return {
    finding: {
      name: 'MongoDB',
      state: isOk ? 'ok' : 'missing',
      ...(kind !== undefined && { found: found(kind, detail) }),
      why: 'holds all state',
      ...(!isOk && {
        remedy: `set MONGODB_URI, install mongod, or run \`sudo apt-get install ${JAVA_PACKAGES.join(' ')}\``,
      }),
    },
    needsJava: kind === 'java' && !isReady && !canInstall,
  };
}

function found(kind: MongodbKind, detail: string): string {
  return `${kind}: ${detail}`;
}

async function javaToolsFound(
  env: NodeJS.ProcessEnv,
): Promise<Readonly<Record<'java' | 'javac' | 'mvn', string | undefined>>> {
  const [java, javac, mvn] = await Promise.all(['java', 'javac', 'mvn'].map((tool) => findProgram(tool, env)));
  return { java, javac, mvn };
}

async function examineJava({ env }: ExamineMachineOptions, isNeeded: boolean): Promise<readonly Finding[]> {
  const { javac, mvn } = await javaToolsFound(env);
  const finding = async (name: string, path: string | undefined, debianPackage: string): Promise<Finding> =>
    programFinding({
      name,
      path,
      version: path === undefined ? undefined : await firstLine(path, ['--version'], env),
      why: 'builds the embedded MongoDB where there is no other',
      remedy: `run \`sudo apt-get install ${debianPackage}\``,
      isOptional: !isNeeded,
    });
  return Promise.all([finding('JDK', javac, JAVA_PACKAGES[0]), finding('Maven', mvn, JAVA_PACKAGES[1])]);
}

async function examinePython({ env }: ExamineMachineOptions): Promise<Finding> {
  const path = await findProgram('python3', env);
  return programFinding({
    name: 'Python 3',
    path,
    version: path === undefined ? undefined : await firstLine(path, ['--version'], env),
    why: 'runs the mesher of the simulation example',
    remedy: 'run `sudo apt-get install python3`',
    isOptional: true,
  });
}

async function examineGpu({ env }: ExamineMachineOptions): Promise<Finding> {
  const path = await findProgram('nvidia-smi', env);
  return programFinding({
    name: 'NVIDIA GPU',
    path,
    version: path === undefined ? undefined : await firstLine(path, ['--query-gpu=name', '--format=csv,noheader'], env),
    why: 'runs workers that ask for a GPU',
    remedy: 'install the NVIDIA driver on a machine that has a GPU',
    isOptional: true,
  });
}

async function examineDocker({ env }: ExamineMachineOptions): Promise<Finding> {
  const path = await findProgram('docker', env);
  return programFinding({
    name: 'Docker engine',
    path,
    version:
      path === undefined ? undefined : await firstLine(path, ['version', '--format', '{{.Server.Version}}'], env),
    why: 'runs workers in containers and the docker compose output',
    remedy: 'install Docker and start its engine',
    isOptional: true,
  });
}

async function examineChromium({ env }: ExamineMachineOptions): Promise<Finding> {
  const paths = await Promise.all(CHROMIUM_NAMES.map((name) => findProgram(name, env)));
  const path = paths.find((candidate) => candidate !== undefined);
  return programFinding({
    name: 'Chromium',
    path,
    version: path === undefined ? undefined : await firstLine(path, ['--version'], env),
    why: 'runs the browser tests',
    remedy: 'run `sudo apt-get install chromium`',
    isOptional: true,
  });
}

async function examineDisk({ stateFolder }: ExamineMachineOptions): Promise<Finding> {
  const { bavail, bsize } = await fileSystemOf(resolve(stateFolder));
  const free = (bavail * bsize) / GIB;
  return amountFinding('Free disk', free, MIN_FREE_DISK_GIB, {
    why: `holds the state in ${stateFolder}`,
    remedy: 'make room there, or name a state folder on another disk',
  });
}

function examineMemory(): Finding {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity) / GIB;
  return amountFinding(`Memory (${availableParallelism()} cores)`, memory, MIN_MEMORY_GIB, {
    why: 'runs the services and the workers',
    remedy: 'use a machine with more memory, or raise the limit of this container',
  });
}

async function examinePort(what: string, port: number): Promise<Finding> {
  const isFree = await new Promise<boolean>((settle) => {
    const server = createServer()
      .once('error', () => settle(false))
      .listen(port, '127.0.0.1', () => server.close(() => settle(true)));
  });
  return {
    name: `Port ${port}`,
    state: isFree ? 'ok' : 'missing',
    found: isFree ? 'free' : 'in use, or not allowed',
    why: `${what} listens there`,
    ...(!isFree && { remedy: `end what uses it (\`ss -ltnp sport = :${port}\`), or choose another port` }),
  };
}

interface ProgramFinding {
  readonly name: string;
  readonly path: string | undefined;
  /** `undefined` when the program is not there or does not answer: then it is of no use. */
  readonly version: string | undefined;
  readonly why: string;
  readonly remedy: string;
  readonly isOptional: boolean;
}

/** What to say of a program that was looked for. */
export function programFinding({ name, path, version, why, remedy, isOptional }: ProgramFinding): Finding {
  if (path !== undefined && version !== undefined) return { name, state: 'ok', found: `${version} at ${path}`, why };
  const state = isOptional ? 'optional-missing' : 'missing';
  return { name, state, ...(path !== undefined && { found: `${path} does not answer` }), why, remedy };
}

/** What to say of an amount in GiB, of which there should be at least `wanted`. */
export function amountFinding(
  name: string,
  amount: number,
  wanted: number,
  { why, remedy }: { readonly why: string; readonly remedy: string },
): Finding {
  const found = `${amount.toFixed(1)} GiB`;
  if (amount >= wanted) return { name, state: 'ok', found, why };
  return { name, state: 'missing', found, why: `${why}; at least ${wanted} GiB are needed`, remedy };
}

async function firstLine(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const lines = await runCommand(program, args, { env, deadlineMs: PROGRAM_DEADLINE_MS }).catch(() => []);
  // Maven colours its answer even for a pipe.
  const texts = lines.map((line) => line.replaceAll(/\u001b\[[0-9;]*m/g, '').trim()).filter((line) => line !== '');
  // Debian's chromium is a script that may complain before it answers.
  return texts.find((line) => /\d+\.\d+/.test(line)) ?? texts[0];
}

/** The file system that would hold `path`, which need not exist yet. */
async function fileSystemOf(path: string): Promise<{ bavail: number; bsize: number }> {
  try {
    return await statfs(path);
  } catch (error) {
    if (!isMissingFile(error) || dirname(path) === path) throw error;
    return fileSystemOf(dirname(path));
  }
}
