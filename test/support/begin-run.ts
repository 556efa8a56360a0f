import { nameTestRun, removeDeadRuns } from './control-plane/test-run.ts';
import { testContext } from './test-context.ts';

/**
 * Jest's `globalSetup`: removes what killed runs left. Starts nothing: what a run shares is started by the first test
 * file that asks for it.
 */
export default async function beginRun(): Promise<void> {
  await removeDeadRuns(process.env, testContext.onProgress);
  await nameTestRun(process.env);
}
