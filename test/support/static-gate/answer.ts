import { execFile } from 'node:child_process';
import { basename } from 'node:path';

/** How a checker is run. */
export interface CheckerOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** The exit codes with which it answers; with another it has failed. @default [0] */
  readonly codes?: readonly number[];
}

const deadlineMs = 120_000;
const maxAnswerBytes = 64 * 1024 * 1024;

/**
 * What a checker writes to stdout.
 * @throws {Error} with what it writes to stderr, where it fails or passes its deadline
 */
export function answerOf(
  program: string,
  args: readonly string[],
  { env, cwd, codes = [0] }: CheckerOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env, cwd, timeout: deadlineMs, maxBuffer: maxAnswerBytes };
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number' && codes.includes(code)) resolve(stdout);
      else reject(new Error(`${basename(program)} ${args.join(' ')} failed (${code ?? 'ended early'}): ${stderr}`));
    });
  });
}
