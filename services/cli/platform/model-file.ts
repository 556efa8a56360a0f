import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkPlatform, ModelError, type Platform } from '../../../infra/model/platform.ts';
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
  throw new BerthError('MODEL_INVALID', {
    detail: `There is no berth.config.ts in ${path}.`,
    remedy: 'Go to the folder of your application, or name it: `berth up <folder>`.',
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
  if (error instanceof ModelError || (error as { code?: unknown }).code === 'MODEL_INVALID') {
    const { issues } = error as ModelError;
    const detail = `${issues.length} ${issues.length === 1 ? 'place' : 'places'} in ${file} ${issues.length === 1 ? 'is' : 'are'} wrong.`;
    return new BerthError('MODEL_INVALID', { detail, issues, cause: error });
  }
  return new BerthError('MODEL_INVALID', {
    detail: `${file} cannot be loaded: ${(error as Error).message}`,
    cause: error,
  });
}
