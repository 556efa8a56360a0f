import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pod } from '../../../infra/kubernetes/types.ts';
import type { GoContext } from '../go-tools/go-command.ts';
import { goProgram } from '../go-tools/go-program.ts';
import type { GoProgram } from '../go-tools/programs.ts';
import { answerOf } from './answer.ts';

/** Judges pods with the library that the admission of the API server is made of; its main package is beside its go.mod. */
const podSecurity: GoProgram = {
  name: 'pod-security',
  project: 'pod-security',
  module: 'k8s.io/pod-security-admission',
  package: '.',
  usualSeconds: 40,
};

/** A pod to be judged. */
export interface SecurityQuestion {
  /** What it is called in the answer. */
  readonly path: string;
  /** Those of its namespace, which say the level that is enforced there. */
  readonly labels: Readonly<Record<string, string>>;
  readonly pod: Pod;
}

/** What the Pod Security Standards say of a pod. */
export interface SecurityVerdict {
  readonly path: string;
  /** `restricted`, `baseline` or `privileged`: what its namespace enforces. */
  readonly level: string;
  /** Why the namespace refuses it. */
  readonly atLevel: readonly string[];
  /** Why a namespace of the level `restricted` would. */
  readonly atRestricted: readonly string[];
}

/**
 * Judges pods, in one run.
 * @param folder for a file of its own
 */
export async function judgePods(
  questions: readonly SecurityQuestion[],
  folder: string,
  context: GoContext,
): Promise<readonly SecurityVerdict[]> {
  const program = await goProgram(podSecurity, context);
  const path = join(folder, 'pods.jsonl');
  await writeFile(path, questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  const lines = (await answerOf(program, [path], { env: context.env, cwd: folder })).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as SecurityVerdict);
}
