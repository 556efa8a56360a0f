import { placeIn } from '../../../policies/violation.ts';
import { assembleAll, refuseEndedExceptions } from '../../../stacks/assemble-all.ts';
import { violationsOf, type AuthoredViolation } from '../../../stacks/assemble.ts';
import { showPlaces } from '../../../stacks/model-places.ts';
import { QuietExit } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { Printer, type OutputFormat } from '../output/printer.ts';
import { chosenEnvironments, loadPlatform, today } from './environments.ts';
import { withRefusals } from './refusals.ts';

/** Options of `berth vet`. */
export interface VetOptions {
  readonly environment?: readonly string[];
  readonly output: OutputFormat;
}

/** What the rules say of one environment. */
interface Verdict {
  readonly environment: string;
  readonly objects: number;
  readonly violations: readonly AuthoredViolation[];
}

/** Judges environments by the policies. */
export async function vet(io: CommandIo, folder: string, { environment, output }: VetOptions): Promise<void> {
  const printer = new Printer(io, output);
  const platform = await loadPlatform(io, folder);
  const names = chosenEnvironments(platform, environment);
  const assemblies = await withRefusals(() => {
    refuseEndedExceptions(platform, today(io));
    return assembleAll(platform, names);
  });
  const verdicts = assemblies.map((assembly): Verdict => ({
    environment: assembly.target.name,
    objects: assembly.synthesis.objects.length,
    violations: violationsOf(assembly, today(io)),
  }));
  printer.data(verdicts, () => verdicts.map(showVerdict).join(''));
  const isBroken = verdicts.some(({ violations }) => violations.some(({ severity }) => severity === 'mandatory'));
  if (isBroken) throw new QuietExit(exitCodes.usage);
}

function showVerdict({ environment, objects, violations }: Verdict): string {
  const mandatory = violations.filter(({ severity }) => severity === 'mandatory').length;
  const advisory = violations.length - mandatory;
  const head = `${environment}: ${objects} objects, ${mandatory} refused, ${advisory} advised\n`;
  return head + violations.map((violation) => showViolation(environment, violation)).join('');
}

function showViolation(environment: string, violation: AuthoredViolation): string {
  const { severity, rule, message, remedy, inModel } = violation;
  const verb = severity === 'mandatory' ? 'refused' : 'advised';
  const head = `  ${verb} ${placeIn(environment, violation)}\n`;
  const lines = [`${rule}: ${message}`, `what to do: ${remedy}`, showPlaces(inModel)].filter(Boolean);
  return head + lines.map((line) => `    ${line}\n`).join('');
}
