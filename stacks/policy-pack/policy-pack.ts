/** The program of the policy pack in `policies/`: Pulumi starts it there for each update of a stack, and asks it by gRPC. */
import { PolicyPack } from '@pulumi/policy';
import { RunError } from '@pulumi/pulumi/errors.js';
import { pulumiPolicies } from '../../policies/adapters/pulumi.ts';
import { assemble } from '../assemble.ts';
import platform from '../berth.config.ts';

/** Stacks are called after the environments. */
const stack = process.env['PULUMI_NODEJS_STACK'] ?? '';
const environments = Object.keys(platform.environments ?? {});
if (!environments.includes(stack)) {
  // Pulumi shows this one without its stack trace.
  throw new RunError(
    `The stack "${stack}" is called after no environment; expected one of ${environments.join(', ')}.`,
  );
}
const today = new Date().toISOString().slice(0, 10);
const { settings } = assemble(platform, stack);
new PolicyPack('berth', { policies: pulumiPolicies(settings, today) });
