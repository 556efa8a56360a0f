import { describe, expect, test } from '@jest/globals';
import { exceptionIssues } from '../../../../infra/model/policy-exceptions.ts';

const exception = (until: string) => ({
  rule: 'image-digest',
  target: { kind: 'Deployment', name: 'api' },
  reason: 'Built on the day of its release.',
  until,
});

describe('an exception from a policy', () => {
  const platform = {
    policies: { exceptions: [exception('2027-03-31'), exception('2027-04-01')] },
    environments: { dev: { flavour: 'gke' as const, policies: { exceptions: [exception('2026-01-01')] } } },
  };

  test('holds until the end of its last day', () => {
    expect(exceptionIssues({ policies: platform.policies }, '2027-03-31')).toEqual([]);
  });

  test('is refused afterwards, with its place and a remedy', () => {
    expect(exceptionIssues(platform, '2027-04-01')).toEqual([
      {
        path: '/policies/exceptions/0/until',
        value: '"2027-03-31"',
        expected: 'a day not before today, 2027-04-01',
        remedy: 'Keep the rule image-digest and remove the exception, or give it a later day and say why.',
      },
      expect.objectContaining({ path: '/environments/dev/policies/exceptions/0/until' }),
    ]);
  });

  test('need not be there', () => {
    expect(exceptionIssues({}, '2027-04-01')).toEqual([]);
  });
});
