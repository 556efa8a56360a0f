import { readFile, rename, writeFile } from 'node:fs/promises';

/** The value in a JSON file; `undefined` when there is no such file or it holds no JSON. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError || isMissingFile(error)) return undefined;
    throw error;
  }
}

/** Writes a JSON file so that a reader sees the old value or the new one, never a part. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, `${JSON.stringify(value, undefined, 2)}\n`);
  await rename(draft, path);
}

/** Whether `value` is an object whose fields can be looked at. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Whether an error of `node:fs` says that the file is not there. */
export function isMissingFile(error: unknown): boolean {
  return isRecord(error) && error['code'] === 'ENOENT';
}
