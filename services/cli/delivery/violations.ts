import { violationText, type Violation } from '../../../policies/violation.ts';
import type { Assembly } from '../../../stacks/assemble.ts';
import { CommandError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { Printer } from '../output/printer.ts';

/** Tells of advisory violations. @throws {CommandError} where there are mandatory ones */
export function refuseViolations(printer: Printer, { target }: Assembly, violations: readonly Violation[]): void {
  const mandatory = violations.filter(({ severity }) => severity === 'mandatory');
  const advisory = violations.filter(({ severity }) => severity === 'advisory');
  for (const violation of advisory) {
    printer.note(`advice: ${target.name}/${violation.path}: ${violationText(violation)}`);
  }
  if (mandatory.length === 0) return;
  throw new CommandError({
    exitCode: exitCodes.usage,
    detail: `${target.name} breaks ${mandatory.length} ${mandatory.length === 1 ? 'policy' : 'policies'}.`,
    remedy: 'docs/guides/policies.md tells what each rule is for, and how an exception is declared.',
    issues: mandatory.map((violation) => ({
      path: `${target.name}/${violation.path}`,
      expected: `${violation.rule}: ${violation.message}`,
      remedy: violation.remedy,
    })),
    code: 'POLICY_VIOLATED',
  });
}
