import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComposeProject } from '../../../infra/compose/compose.ts';
import type { ExpectedSecret } from '../../../infra/charts/secrets/expected-secret.ts';
import { makeSecrets } from '../../../infra/charts/secrets/make-secrets.ts';
import { isMissingFile } from '../../machine/json-file.ts';

/** A secret file that is not there, or holds nothing. */
export interface MissingSecret {
  /** Its name in the folder of the secrets. */
  readonly file: string;
  readonly what: string;
  /** Whether it can be made, or only its owner knows it. */
  readonly canBeMade: boolean;
}

type Secrets = Pick<ComposeProject, 'secrets' | 'variables'>;

/** The folder is closed to others; the files in it are read by users of containers that the machine does not know. */
const folderMode = 0o700;
const fileMode = 0o644;

/**
 * Makes the secret files that are missing, and answers with their names. What is there is kept; what is derived from
 * others follows them. What only its owner knows is left out, but for variables, whose names are written down.
 */
export async function makeSecretFiles(folder: string, { secrets, variables }: Secrets): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, folderMode);
  // Nobody shall commit them.
  await writeFile(join(folder, '.gitignore'), '*\n');
  const there = await contentsOf(folder, Object.keys(secrets.keys));
  const [made] = makeSecrets([whatCanBeMade(secrets)], randomBytes, ({ key }) => there.get(key));
  const contents = Object.entries(made?.data ?? {}).map(
    ([name, data]) => [name, Buffer.from(data, 'base64').toString()] as const,
  );
  const changed = contents.filter(([name, content]) => there.get(name) !== content);
  const templates = (await absent(folder, Object.keys(variables))).map(
    (name) => [name, (variables[name] ?? []).map((variable) => `${variable}=\n`).join('')] as const,
  );
  for (const [name, content] of [...changed, ...templates]) {
    const path = join(folder, name);
    await writeFile(path, content);
    await chmod(path, fileMode);
  }
  return [...changed, ...templates].map(([name]) => name).toSorted();
}

/** What is not there, or has no value yet. */
export async function missingSecretFiles(
  folder: string,
  { secrets, variables }: Secrets,
): Promise<readonly MissingSecret[]> {
  const there = await contentsOf(folder, [...Object.keys(secrets.keys), ...Object.keys(variables)]);
  const files = Object.entries(secrets.keys)
    .filter(([file]) => (there.get(file) ?? '') === '')
    .map(([file, { purpose, make }]) => ({
      file,
      what: make.kind === 'given' ? make.what : purpose,
      canBeMade: make.kind !== 'given',
    }));
  const lines = Object.entries(variables).flatMap(([file, names]) => {
    const unset = names.filter((name) => !hasValue(there.get(file) ?? '', name));
    return unset.length === 0 ? [] : [{ file, what: `give a value to ${unset.join(', ')}`, canBeMade: false }];
  });
  return [...files, ...lines];
}

function hasValue(text: string, variable: string): boolean {
  return text.split('\n').some((line) => line.startsWith(`${variable}=`) && line.length > variable.length + 1);
}

function whatCanBeMade(secrets: ExpectedSecret): ExpectedSecret {
  return {
    ...secrets,
    keys: Object.fromEntries(Object.entries(secrets.keys).filter(([, { make }]) => make.kind !== 'given')),
  };
}

async function absent(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const there = await contentsOf(folder, names);
  return names.filter((name) => !there.has(name));
}

async function contentsOf(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const read = await Promise.all(names.map(async (name) => [name, await contentOf(join(folder, name))] as const));
  return new Map(read.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}
