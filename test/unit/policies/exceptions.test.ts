import { describe, expect, test } from '@jest/globals';
import type { PolicyException } from '../../../infra/model/policy-settings.ts';
import { checkEnvironment, checkObjects } from '../../../policies/adapters/synth.ts';
import { applyExceptions } from '../../../policies/exceptions.ts';
import { linuxPod, tableNamespace } from '../../support/policies/subjects.ts';

const today = '2027-03-01';
const pod = { path: 'workloads/pod', object: linuxPod({ spec: { os: undefined } }) };
const violation = checkObjects([pod], {}).find(({ rule }) => rule === 'pod-os');
if (violation === undefined) throw new Error('the pod keeps the rule');

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

/** The same without a namespace. */
const anywhere: PolicyException = { ...exception(), target: { kind: 'Pod', name: 'subject' } };

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
    ['any namespace', anywhere],
    ['the beginning of a name', exception({}, { name: 'sub*' })],
    ['any name', exception({}, { name: '*' })],
    ['any kind', exception({}, { kind: '*', name: '*' })],
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
    checkEnvironment([pod], { exceptions }, today)
      .filter(({ rule }) => rule === 'pod-os' || rule === 'policy-exception')
      .map(({ rule, severity, message }) => [rule, severity, message]);

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

  test('is not told to remove one for pods that only the API server will see', () => {
    const remedyOf = (kind: string) =>
      checkEnvironment([], { exceptions: [exception({}, { kind, name: 'gone' })] }, today)[0]?.remedy;
    const forLater = 'Remove it, or correct its target; keep it for pods that are created at run time.';
    expect(remedyOf('Pod')).toBe(forLater);
    expect(remedyOf('*')).toBe(forLater);
    expect(remedyOf('Deployment')).toBe('Remove it, or correct its target.');
  });

  test('hears of everything in words', () => {
    expect(check(exception({ until: '2027-02-28' }, { kind: '*', name: '*' }))).toContainEqual([
      'policy-exception',
      'mandatory',
      `The exception to pod-os for any object ${tableNamespace}/* has ended on 2027-02-28`,
    ]);
  });
});
