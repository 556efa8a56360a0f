import { fileURLToPath } from 'node:url';
import type { Issue } from './check.ts';
import { ModelError } from './platform.ts';

/** What is told of a file of a model that cannot be loaded. */
export interface LoadFailure {
  readonly detail: string;
  readonly issues: readonly Issue[];
  readonly remedy: string;
}

/** A line of a file of the author's. */
interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * Why a file of a model could not be loaded, with the line and what is written there.
 * @param error what `import()` threw: a model that is not valid, a slip of syntax, whatever the file itself threw
 * @param read gives the text of a file
 */
export function loadFailure(error: unknown, file: string, read: (path: string) => string): LoadFailure {
  if (isModelError(error)) {
    const { length } = error.issues;
    return {
      detail: `${length} ${length === 1 ? 'place' : 'places'} in ${file} ${length === 1 ? 'is' : 'are'} wrong.`,
      issues: error.issues,
      remedy: 'Correct the named places in berth.config.ts.',
    };
  }
  const { message, code, stack = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : thrown(error);
  const place = placeIn(stack);
  const where = place === undefined ? '' : `, at ${showPlace(place, read)}`;
  return { detail: `${file} cannot be loaded: ${message}${where}`, issues: [], remedy: remedyFor(code, place, file) };
}

/** A package of its own may have brought another class of the same name along. */
function isModelError(error: unknown): error is Pick<ModelError, 'issues'> {
  return error instanceof ModelError || (error as { code?: unknown } | undefined)?.code === 'MODEL_INVALID';
}

/** Something may be thrown that is no error. */
function thrown(value: unknown): Pick<NodeJS.ErrnoException, 'message' | 'code' | 'stack'> {
  return { message: `it threw ${String(value)}` };
}

/**
 * The line that is to blame: Node.js puts it before the name of the error where the syntax is wrong, and names it in the
 * first call that is none of its own where the file has thrown.
 */
function placeIn(stack: string): Place | undefined {
  const [head = '', ...lines] = stack.split('\n');
  const [, before, from] = /^(.+):(\d+)$/.exec(head) ?? [];
  if (before !== undefined) return { file: pathOf(before), line: Number(from) };
  for (const line of lines) {
    const [, url, at] = /(file:\/\/\S+?):(\d+):\d+\)?$/.exec(line) ?? [];
    if (url !== undefined) return { file: pathOf(url), line: Number(at) };
  }
  return undefined;
}

function pathOf(text: string): string {
  return text.startsWith('file:') ? fileURLToPath(text) : text;
}

/** `/lab/berth.config.ts:6: image: 'lab/api' port: 80,` */
function showPlace({ file, line }: Place, read: (path: string) => string): string {
  const text = read(file).split('\n')[line - 1]?.trim() ?? '';
  return `${file}:${line}${text === '' ? '' : `: ${text}`}`;
}

function remedyFor(code: string | undefined, place: Place | undefined, file: string): string {
  if (code === 'ERR_MODULE_NOT_FOUND') return 'Correct the import, or install what it names.';
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    return 'Write that line without it: Node.js takes types away and translates nothing.';
  }
  return place === undefined ? `\`node ${file}\` shows the line.` : 'Correct that line.';
}
