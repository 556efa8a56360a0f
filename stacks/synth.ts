/** The program that `cdk8s synth` runs: every environment of `berth.config.ts`, below `$CDK8S_OUTDIR` (dist). */
import { ModelError } from '../infra/model/platform.ts';
import { exceptionIssues } from '../infra/model/policy-exceptions.ts';
import { violationText } from '../policies/violation.ts';
import { assemble, violationsOf } from './assemble.ts';
import platform from './berth.config.ts';
import { manifestFiles } from './manifest-files.ts';
import { writeFiles } from './write-files.ts';

const folder = process.env['CDK8S_OUTDIR'] ?? 'dist';
const today = new Date().toISOString().slice(0, 10);
const ended = exceptionIssues(platform, today);
if (ended.length > 0) throw new ModelError(ended);
const assemblies = Object.keys(platform.environments ?? {}).map((name) => assemble(platform, name));
const found = assemblies.flatMap((assembly) =>
  violationsOf(assembly, today).map((violation) => ({ environment: assembly.target.name, violation })),
);
for (const { environment, violation } of found) {
  process.stderr.write(`${violation.severity} ${environment}/${violation.path}: ${violationText(violation)}\n`);
}
if (found.some(({ violation }) => violation.severity === 'mandatory')) process.exitCode = 1;
else
  await writeFiles(
    folder,
    assemblies.flatMap(({ synthesis }) => manifestFiles(synthesis)),
  );
