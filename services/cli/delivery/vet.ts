import type { Violation } from '../../../policies/violation.ts';
import { violationsOf } from '../../../stacks/assemble.ts';
import { QuietExit } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { Printer, type OutputFormat } from '../output/printer.ts';
import { assembleEnvironment, chosenEnvironments, loadPlatform, refuseEndedExceptions, today } from './environments.ts';

/** Options of `berth vet`. */
export interface VetOptions {
  readonly environment?: readonly string[];
  readonly output: OutputFormat;
}

/** What the rules say of one environment. */
interface Verdict {
  readonly environment: string;
  readonly objects: number;
  readonly violations: readonly Violation[];
}

/** Judges environments by the policies. */
export async function vet(io: CommandIo, folder: string, { environment, output }: VetOptions): Promise<void> {
  const printer = new Printer(io, output);
  const platform = await loadPlatform(io, folder);
  refuseEndedExceptions(io, platform);
  const verdicts = chosenEnvironments(platform, environment).map((name): Verdict => {
    const assembly = assembleEnvironment(platform, name);
    return {
      environment: name,
      objects: assembly.synthesis.objects.length,
      violations: violationsOf(assembly, today(io)),
    };
  });
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

function showViolation(environment: string, { severity, rule, path, message, remedy }: Violation): string {
  const verb = severity === 'mandatory' ? 'refused' : 'advised';
  return `  ${verb} ${environment}/${path}\n    ${rule}: ${message}\n    what to do: ${remedy}\n`;
}
