import type { GoContext } from './go-tools/go-command.ts';

/** The surroundings of a test; what is being done for it is said on stderr. */
export const testContext: GoContext = {
  env: process.env,
  onProgress: (line) => void process.stderr.write(`${line}\n`),
};
