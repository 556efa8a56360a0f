import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { partsOf } from '../../../infra/charts/parts.ts';
import { composeOf, type ComposeOptions, type ComposeProject } from '../../../infra/compose/compose.ts';
import { composeText, showNote } from '../../../infra/compose/compose-text.ts';
import { subnetPattern } from '../../../infra/compose/subnets.ts';
import { toYaml } from '../../../infra/constructs/strict/yaml.ts';
import { compileCheck } from '../../../infra/model/check.ts';
import { Memory, memoryBytes, thousandths } from '../../../infra/model/quantity.ts';
import { ModelError, type Platform } from '../../../infra/model/platform.ts';
import { BerthError } from '../../kit/errors/berth-error.ts';
import { usageError } from '../errors/command-error.ts';
import type { CommandIo } from '../io.ts';
import { Printer, type OutputFormat } from '../output/printer.ts';
import { loadModel } from '../platform/model-file.ts';
import { makeSecretFiles, missingSecretFiles, type MissingSecret } from './secret-files.ts';

/** Options of `berth compose`. */
export interface ComposeCommandOptions {
  readonly production: boolean;
  readonly environment?: string;
  readonly to: string;
  readonly secrets: boolean;
  readonly address: string;
  readonly port: number;
  readonly subnet?: string;
  readonly nodeCpu?: number;
  readonly nodeMemory?: string;
  readonly gpus: boolean;
  readonly output: OutputFormat;
  /** The arguments and options as they were given on the command line. */
  readonly given: readonly string[];
}

/** What was written; paths as seen from the working folder. */
interface Summary {
  readonly file: string;
  readonly files: readonly string[];
  readonly secrets: {
    readonly folder: string;
    readonly made: readonly string[];
    readonly missing: readonly MissingSecret[];
  };
  readonly notes: readonly { readonly path: string; readonly text: string }[];
}

/**
 * Writes the compose file of an application, and what it reads, into a folder. Secrets are made where they are missing,
 * in production only when that is asked for; those that are there are kept.
 */
export async function writeCompose(io: CommandIo, folder: string, options: ComposeCommandOptions): Promise<void> {
  const { platform } = await loadModel(resolve(io.cwd, folder), ['stacks']);
  const to = resolve(io.cwd, options.to);
  await refuseFile(to);
  const project = projectOf(platform, {
    ...composeOptions(options),
    applicationFolder: await pathBetween(to, resolve(io.cwd, folder)),
  });
  const files: Readonly<Record<string, string>> = {
    [project.fileName]: composeText(project, (value) => toYaml([value])),
    ...project.files,
  };
  for (const [path, content] of Object.entries(files)) await writeReadable(join(to, path), content);
  const secretsFolder = join(to, project.secretsFolder);
  const isAsked = options.secrets || !options.production;
  const made = isAsked ? await makeSecretFiles(secretsFolder, project) : [];
  const shown = (path: string) => relative(io.cwd, join(to, path)) || '.';
  const missing = await missingSecretFiles(secretsFolder, project);
  const summary: Summary = {
    file: shown(project.fileName),
    files: Object.keys(project.files).map(shown),
    secrets: { folder: shown(project.secretsFolder), made, missing },
    notes: project.notes,
  };
  print(new Printer(io, options.output), summary, options.given);
}

function composeOptions(options: ComposeCommandOptions): ComposeOptions {
  const { production, environment, address, port, subnet, nodeCpu, nodeMemory, gpus } = options;
  if (subnet !== undefined && !subnetPattern.test(subnet)) {
    throw usageError(
      `--subnet: found "${subnet}"; expected private addresses, 16 bits of them.`,
      'Write for example --subnet 10.77.0.0/16.',
    );
  }
  if (nodeMemory !== undefined) refuseNoMemory(nodeMemory);
  return {
    production,
    gpus,
    publishedAddress: address,
    gatewayPort: port,
    edgesOf: (target) => partsOf(target).flatMap(({ edges }) => edges),
    ...(environment !== undefined && { environment }),
    ...(subnet !== undefined && { subnet }),
    node: {
      ...(nodeCpu !== undefined && { cpuMillis: thousandths(nodeCpu) }),
      ...(nodeMemory !== undefined && { memoryBytes: memoryBytes(nodeMemory) }),
    },
  };
}

/** A number alone would be bytes, and nobody means that. */
function refuseNoMemory(text: string): void {
  const isMemory = compileCheck(Memory)(text).ok && /[A-Za-z]$/.test(text) && memoryBytes(text) > 0;
  if (isMemory) return;
  throw usageError(
    `--node-memory: found "${text}"; expected a quantity of memory with its unit such as "512Mi" or "8Gi".`,
    'Write for example --node-memory 8Gi.',
  );
}

/** What one machine cannot have is told as a wrong model is. */
function projectOf(platform: Platform, options: ComposeOptions): ComposeProject {
  const known = Object.keys(platform.environments ?? {});
  const { environment } = options;
  if (environment !== undefined && !known.includes(environment)) {
    throw usageError(
      `"${environment}" is no environment of ${platform.name}.`,
      known.length === 0 ? 'Leave --environment out: the model has none.' : `Name one of ${known.join(', ')}.`,
    );
  }
  try {
    return composeOf(platform, options);
  } catch (cause) {
    if (!(cause instanceof ModelError)) throw cause;
    throw new BerthError('MODEL_INVALID', {
      detail: `${platform.name} cannot be written as a compose file.`,
      issues: cause.issues,
      cause,
    });
  }
}

/** The folder of the application as compose files write paths: relative, so that the folder may lie anywhere. */
async function pathBetween(from: string, model: string): Promise<string> {
  const folder = (await stat(model)).isDirectory() ? model : dirname(model);
  const path = relative(from, folder).split(sep).join('/');
  return path.startsWith('../') || path === '..' ? path : `./${path}`;
}

async function refuseFile(path: string): Promise<void> {
  if ((await stat(path).catch(() => undefined))?.isFile() !== true) return;
  throw usageError(`--to: ${path} is a file.`, 'Name a folder.');
}

/** Containers read these as users that the machine does not know. */
const readable = 0o644;

async function writeReadable(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  await chmod(path, readable);
}

function print(printer: Printer, summary: Summary, given: readonly string[]): void {
  const { file, files, secrets, notes } = summary;
  printer.data(summary, () => [file, ...files].map((path) => `${path}\n`).join(''));
  for (const note of notes) printer.note(showNote(note));
  if (secrets.made.length > 0) printer.note(`made in ${secrets.folder}: ${secrets.made.join(', ')}`);
  for (const { file: name, what } of secrets.missing) printer.note(`missing: ${secrets.folder}/${name} (${what})`);
  if (canMakeSome(secrets)) printer.note('--secrets makes those that can be made');
  printer.note(`next: ${nextStep(summary, given)}`);
}

function canMakeSome({ missing }: Summary['secrets']): boolean {
  return missing.some(({ canBeMade }) => canBeMade);
}

/** Nothing can be started as long as secrets are missing: first those that can be made, then those that only you know. */
function nextStep({ file, secrets }: Summary, given: readonly string[]): string {
  if (canMakeSome(secrets)) return ['npx berth compose', ...given.map(quoted), '--secrets'].join(' ');
  const start = `docker compose -f ${file} up --detach --wait`;
  if (secrets.missing.length === 0) return start;
  const files = secrets.missing.map(({ file: name }) => join(secrets.folder, name));
  return `fill in ${files.join(', ')}, then ${start}`;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
