import { nameTestRun } from './control-plane/test-run.ts';

/** Jest's `globalSetup`. Starts nothing: what a run shares is started by the first test file that asks for it. */
export default async function beginRun(): Promise<void> {
  await nameTestRun(process.env);
}
