import { describe, expect, test } from '@jest/globals';
import { definePlatform, type Platform } from '../../../infra/model/platform.ts';
import { SynthError } from '../../../infra/synth.ts';
import { PolicySettingsError } from '../../../policies/settings.ts';
import { assemble } from '../../../stacks/assemble.ts';

const exception = (rule: string) => ({
  rule,
  target: { kind: 'Deployment', name: 'gateway' },
  reason: 'It is tried out.',
  until: '2027-03-31',
});

function issuesOf(platform: Platform): PolicySettingsError['issues'] {
  try {
    assemble(definePlatform(platform), 'dev');
    return [];
  } catch (error) {
    if (error instanceof PolicySettingsError || error instanceof SynthError) return error.issues;
    throw error;
  }
}

describe('wrong policies are refused where they are written', () => {
  test('those of the platform and those of the environment, before they are put together', () => {
    const issues = issuesOf({
      name: 'lab',
      policies: {
        exceptions: [exception('image-digest'), exception('pod-oss')],
        levels: { 'claim-storage-clas': 'off' },
      },
      environments: {
        dev: {
          flavour: 'kubernetes',
          policies: { exceptions: [exception('no-such-rule')], parameters: { minReplica: 1 } },
        },
      },
    });
    expect(issues.map(({ path, remedy }) => [path, remedy])).toEqual([
      ['/policies/levels/claim-storage-clas', 'Write "claim-storage-class" instead of "claim-storage-clas".'],
      ['/policies/exceptions/1/rule', 'Write "pod-os" instead of "pod-oss".'],
      ['/environments/dev/policies/parameters/minReplica', 'Write "minReplicas" instead of "minReplica".'],
      ['/environments/dev/policies/exceptions/0/rule', 'Look the rule up in docs/guides/policies.md.'],
    ]);
  });

  test('and patches, too', () => {
    const patch = {
      target: { kind: 'Deployment', name: 'gatewai' },
      patch: [{ op: 'remove' as const, path: '/spec/replicas' }],
      reason: 'It is tried out.',
    };
    expect(issuesOf({ name: 'lab', environments: { dev: { flavour: 'kubernetes', patches: [patch] } } })).toEqual([
      expect.objectContaining({
        path: '/environments/dev/patches/0/target',
        remedy: 'Write "gateway" instead of "gatewai".',
      }),
    ]);
  });
});
