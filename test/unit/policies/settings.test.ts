import { describe, expect, test } from '@jest/globals';
import { objectViolations } from '../../../policies/adapters/synth.ts';
import { defaultParameters } from '../../../policies/parameters.ts';
import {
  PolicySettingsError,
  resolveSettings,
  settingsIssues,
  type PolicySettings,
} from '../../../policies/settings.ts';
import { linuxPod } from '../../support/policies/subjects.ts';

const linesOf = (settings: unknown) =>
  settingsIssues(settings as PolicySettings).map(({ path, value = '', expected }) => [path, value, expected]);

describe('policy settings', () => {
  test('may be empty', () => {
    expect(resolveSettings({}).parameters).toEqual(defaultParameters);
  });

  test('give a rule another level', () => {
    const levelOf = (level: 'mandatory' | 'advisory' | 'off') =>
      objectViolations(
        [{ path: '', object: linuxPod({ spec: { os: undefined } }) }],
        resolveSettings({ levels: { 'pod-os': level } }),
      ).map(({ severity }) => severity);
    expect(levelOf('mandatory')).toEqual(['mandatory']);
    expect(levelOf('advisory')).toEqual(['advisory']);
    expect(levelOf('off')).toEqual([]);
  });

  test.each([
    [
      'an unknown parameter',
      { parameters: { registries: [] } },
      ['/parameters/registries', '', expect.stringContaining('one of the parameters allowedRegistries')],
    ],
    ['a text for a list', { parameters: { gpuTaints: 'a' } }, ['/parameters/gpuTaints', '"a"', 'a list of texts']],
    ['a number in a list', { parameters: { gpuTaints: [1] } }, ['/parameters/gpuTaints', '[1]', 'a list of texts']],
    [
      'a text for a flag',
      { parameters: { requireDigests: 'no' } },
      ['/parameters/requireDigests', '"no"', 'true or false'],
    ],
    [
      'half a replica',
      { parameters: { minReplicas: 0.5 } },
      ['/parameters/minReplicas', '0.5', 'a whole number from 0'],
    ],
    [
      'a list for a table',
      { parameters: { windowsImageBuilds: [] } },
      ['/parameters/windowsImageBuilds', '[]', 'a table of texts'],
    ],
    [
      'a registry that would let others in by their beginning',
      { parameters: { allowedRegistries: ['registry.example.org/', 'ghcr.io'] } },
      ['/parameters/allowedRegistries/1', '"ghcr.io"', expect.stringContaining('ends with a slash')],
    ],
    [
      'an agent without a name, which every pod would be',
      { parameters: { privilegedAgents: [''] } },
      ['/parameters/privilegedAgents/0', '""', expect.stringContaining('app.kubernetes.io/name')],
    ],
    [
      'an unknown rule',
      { levels: { 'pod-oss': 'off' } },
      ['/levels/pod-oss', '"pod-oss"', expect.stringContaining('pod-os, pod-os-label')],
    ],
    [
      'an exception to an unknown rule',
      { exceptions: [{ rule: 'none', target: { kind: 'Pod', name: 'a' }, reason: 'Because.', until: '2027-01-01' }] },
      ['/exceptions/0/rule', '"none"', expect.stringContaining('the id of a rule')],
    ],
    [
      'an exception until a day that there is not',
      { exceptions: [{ rule: 'pod-os', target: { kind: 'Pod', name: 'a' }, reason: 'Because.', until: '2027-02-30' }] },
      ['/exceptions/0/until', '"2027-02-30"', expect.stringContaining('YYYY-MM-DD')],
    ],
    [
      'an exception without a reason',
      { exceptions: [{ rule: 'pod-os', target: { kind: 'Pod', name: 'a' }, reason: ' ', until: '2027-01-01' }] },
      ['/exceptions/0/reason', '', 'a reason, for auditors'],
    ],
  ])('with %s are refused by their path', (_what, settings, line) => {
    expect(linesOf(settings)).toEqual([line]);
  });

  test('hear of all wrong places at once', () => {
    const wrong = { parameters: { minReplicas: -1, gpuTaints: 1 }, levels: { none: 'off' } } as const;
    expect(() => resolveSettings(wrong)).toThrow(PolicySettingsError);
    expect(() => resolveSettings(wrong)).toThrow(
      /\/parameters\/minReplicas: found -1; expected a whole number.*\n.*gpuTaints.*\n.*\/levels\/none/,
    );
  });
});
