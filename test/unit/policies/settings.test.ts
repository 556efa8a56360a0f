import { describe, expect, test } from '@jest/globals';
import { objectViolations } from '../../../policies/adapters/synth.ts';
import { defaultParameters } from '../../../policies/parameters.ts';
import {
  PolicySettingsError,
  resolveSettings,
  settingsIssues,
  type PolicySettings,
} from '../../../policies/settings.ts';
import { namespaced } from '../../support/policies/subjects.ts';

const linesOf = (settings: unknown) =>
  settingsIssues(settings as PolicySettings).map(({ path, value = '', expected }) => [path, value, expected]);

const exception = {
  rule: 'pod-os',
  target: { kind: 'Pod', name: 'a' },
  reason: 'The image is old.',
  until: '2027-01-01',
};
const mandatory = '"mandatory", as the rule is';

describe('policy settings', () => {
  test('may be empty', () => {
    expect(resolveSettings({}).parameters).toEqual(defaultParameters);
  });

  test('give a rule another level', () => {
    const claim = namespaced('v1', 'PersistentVolumeClaim', { spec: {} });
    const levelOf = (level: 'mandatory' | 'advisory' | 'off') =>
      objectViolations(
        [{ path: '', object: claim }],
        resolveSettings({ levels: { 'claim-storage-class': level } }),
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
      'an agent without a namespace',
      { parameters: { privilegedAgents: ['lab-nodes/device-plugin', 'device-plugin'] } },
      [
        '/parameters/privilegedAgents/1',
        '"device-plugin"',
        expect.stringContaining('a namespace and a service account'),
      ],
    ],
    [
      'an account that every pod of a namespace has',
      { parameters: { nodeAgents: ['lab-nodes/default'] } },
      ['/parameters/nodeAgents/0', '"lab-nodes/default"', expect.stringContaining('a service account of its own')],
    ],
    ['an unknown rule', { levels: { 'pod-oss': 'off' } }, ['/levels/pod-oss', '"pod-oss"', 'the id of a rule']],
    ['a mandatory rule switched off', { levels: { 'host-path': 'off' } }, ['/levels/host-path', '"off"', mandatory]],
    [
      'a mandatory rule lowered',
      { levels: { 'network-default-deny': 'advisory' } },
      ['/levels/network-default-deny', '"advisory"', mandatory],
    ],
    [
      'an exception to an unknown rule',
      { exceptions: [{ ...exception, rule: 'none' }] },
      ['/exceptions/0/rule', '"none"', expect.stringContaining('the id of a rule')],
    ],
    [
      'an exception until a day that there is not',
      { exceptions: [{ ...exception, until: '2027-02-30' }] },
      ['/exceptions/0/until', '"2027-02-30"', expect.stringContaining('YYYY-MM-DD')],
    ],
    [
      'an exception without a reason',
      { exceptions: [{ ...exception, reason: ' ' }] },
      ['/exceptions/0/reason', '" "', 'at least 10 characters'],
    ],
  ])('with %s are refused by their path', (_what, settings, line) => {
    expect(linesOf(settings)).toEqual([line]);
  });

  test.each(['a|b', 'lab-*-x', '**', '.*', '', 'a b', 'a/b'])('refuse %j as the name of an exception', (name) => {
    const exceptions = [{ ...exception, target: { kind: 'Pod', name } }];
    expect(linesOf({ exceptions })).toEqual([
      ['/exceptions/0/target/name', JSON.stringify(name), expect.stringContaining('the beginning of one with "*"')],
    ]);
  });

  test.each(['a', 'old.app', 'lab-*', '*', 'system:auth', 'Upper_1'])('take %j as one', (name) => {
    expect(linesOf({ exceptions: [{ ...exception, target: { kind: '*', name } }] })).toEqual([]);
  });

  test('tell how a mandatory rule is suspended', () => {
    expect(settingsIssues({ levels: { 'host-path': 'off' } })).toMatchObject([
      {
        remedy: expect.stringContaining("{ rule: 'host-path', target: { kind: '*', name: '*' }, reason: …, until: … }"),
      },
    ]);
    expect(linesOf({ levels: { 'host-path': 'mandatory', 'claim-storage-class': 'mandatory' } })).toEqual([]);
  });

  test('hear of all wrong places at once', () => {
    const wrong = { parameters: { minReplicas: -1, gpuTaints: 1 }, levels: { none: 'off' } } as const;
    expect(() => resolveSettings(wrong)).toThrow(PolicySettingsError);
    expect(() => resolveSettings(wrong)).toThrow(
      /\/parameters\/minReplicas: found -1; expected a whole number.*\n.*gpuTaints.*\n.*\/levels\/none/,
    );
  });
});
