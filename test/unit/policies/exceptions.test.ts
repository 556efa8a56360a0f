import { describe, expect, test } from '@jest/globals';
import { checkEnvironment, checkObjects } from '../../../policies/adapters/synth.ts';
import { applyExceptions, type PolicyException } from '../../../policies/exceptions.ts';
import { linuxPod, tableNamespace } from '../../support/policies/subjects.ts';
import { rules, stackRules } from '../../../policies/rules.ts';
import type { Level } from '../../../policies/settings.ts';

const today = '2027-03-01';
const onlyPodOs: Readonly<Record<string, Level>> = Object.fromEntries(
  [...rules, ...stackRules].filter(({ id }) => id !== 'pod-os').map(({ id }) => [id, 'off']),
);
const pod = { path: 'workloads/pod', object: linuxPod({ spec: { os: undefined } }) };
const [violation] = checkObjects([pod], { levels: onlyPodOs });
if (violation === undefined) throw new Error('the pod breaks no rule');

const exception = (
  changes: Partial<PolicyException> = {},
  target: Partial<PolicyException['target']> = {},
): PolicyException => ({
  rule: 'pod-os',
  reason: 'An old image that knows no better.',
  until: '2027-03-31',
  ...changes,
  target: { kind: 'Pod', name: 'subject', namespace: tableNamespace, ...target },
});

describe('an exception', () => {
  test('takes its violation out, and says so', () => {
    const judged = applyExceptions([violation], [exception()], today);
    expect(judged).toEqual({
      violations: [],
      excepted: [{ violation, exception: exception() }],
      unused: [],
      expired: [],
    });
  });

  test.each([
    ['another rule', exception({ rule: 'pod-os-label' })],
    ['another kind', exception({}, { kind: 'Deployment' })],
    ['another name', exception({}, { name: 'subject-2' })],
    ['the beginning of the name, without a star', exception({}, { name: 'sub' })],
    ['another namespace', exception({}, { namespace: 'other' })],
  ])('for %s covers nothing, and is told', (_what, other) => {
    const judged = applyExceptions([violation], [other], today);
    expect(judged.violations).toEqual([violation]);
    expect(judged.unused).toEqual([other]);
  });

  test.each([
    ['any namespace', exception({}, { namespace: undefined })],
    ['the beginning of a name', exception({}, { name: 'sub*' })],
    ['today, its last day', exception({ until: today })],
  ])('for %s covers it', (_what, wide) => {
    expect(applyExceptions([violation], [wide], today).violations).toEqual([]);
  });

  test('that has ended covers nothing, and is an error', () => {
    const ended = exception({ until: '2027-02-28' });
    expect(applyExceptions([violation], [ended], today)).toMatchObject({
      violations: [violation],
      expired: [ended],
      unused: [],
    });
  });
});

describe('an environment', () => {
  const check = (...exceptions: readonly PolicyException[]) =>
    checkEnvironment([pod], { levels: onlyPodOs, exceptions }, today).map(({ rule, severity, message }) => [
      rule,
      severity,
      message,
    ]);

  test('is judged without what is excepted', () => {
    expect(check(exception())).toEqual([]);
  });

  test('hears of an exception that has ended as of a violation', () => {
    expect(check(exception({ until: '2027-02-28' }))).toEqual([
      ['pod-os', 'mandatory', violation.message],
      [
        'policy-exception',
        'mandatory',
        `The exception to pod-os for Pod ${tableNamespace}/subject has ended on 2027-02-28`,
      ],
    ]);
  });

  test('hears of an exception that nothing needs as of a hint', () => {
    expect(check(exception(), exception({}, { name: 'gone' }))).toEqual([
      ['policy-exception', 'advisory', `The exception to pod-os for Pod ${tableNamespace}/gone covers nothing`],
    ]);
  });
});
