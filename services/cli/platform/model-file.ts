import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadFailure } from '../../../infra/model/load-failure.ts';
import { checkPlatform, type Platform } from '../../../infra/model/platform.ts';
import { BerthError } from '../../kit/errors/berth-error.ts';

/** A model with the file it was read from. */
export interface LoadedModel {
  readonly platform: Platform;
  /** The folder of the file: workers run in it. */
  readonly folder: string;
  readonly file: string;
}

const fileNames = ['berth.config.ts', 'berth.config.js', 'berth.config.mjs'] as const;

/**
 * Loads `berth.config.ts` from a folder, or the file that is named.
 * @param below folders in it where the file may be instead
 * @throws {BerthError} `MODEL_INVALID`
 */
export async function loadModel(path: string, below: readonly string[] = []): Promise<LoadedModel> {
  const file = await findFile(resolve(path), below);
  const module = await importFile(file);
  if (module.default === undefined) {
    throw new BerthError('MODEL_INVALID', {
      detail: `${file} has no default export.`,
      remedy: 'Write "export default definePlatform({ … })".',
    });
  }
  try {
    return { platform: checkPlatform(module.default), folder: dirname(file), file };
  } catch (error) {
    throw asModelError(error, file);
  }
}

async function findFile(path: string, below: readonly string[]): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() === true) return path;
  for (const candidate of ['.', ...below].flatMap((folder) => fileNames.map((name) => join(path, folder, name)))) {
    if ((await stat(candidate).catch(() => undefined))?.isFile() === true) return candidate;
  }
  const places = ['.', ...below].map((folder) => join(folder, fileNames[0])).join(' or ');
  throw new BerthError('MODEL_INVALID', {
    detail: found === undefined ? `There is no folder ${path}.` : `There is no ${places} in ${path}.`,
    remedy: `Name the folder of your application: it has ${places}.`,
  });
}

async function importFile(file: string): Promise<{ readonly default?: unknown }> {
  try {
    return (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  } catch (error) {
    throw asModelError(error, file);
  }
}

function asModelError(error: unknown, file: string): BerthError {
  if (error instanceof BerthError) return error;
  return new BerthError('MODEL_INVALID', {
    ...loadFailure(error, file, (path) => readFileSync(path, 'utf8')),
    cause: error,
  });
}
