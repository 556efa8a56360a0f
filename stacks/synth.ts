/** The program that `cdk8s synth` runs (cdk8s.yaml): the manifests of every environment of `berth.config.ts`. */
import { join } from 'node:path';
import { runForCdk8s } from './cdk8s-program.ts';

const isDone = await runForCdk8s({
  file: join(import.meta.dirname, 'berth.config.ts'),
  // Loaded by the program, so that it can say what is wrong with it.
  load: () => import('./berth.config.ts'),
  outdir: process.env['CDK8S_OUTDIR'] ?? 'dist',
  today: new Date().toISOString().slice(0, 10),
  say: (line) => void process.stderr.write(`${line}\n`),
});
if (!isDone) process.exitCode = 1;
