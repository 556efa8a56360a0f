import { describe, expect, test } from '@jest/globals';
import { definePlatform } from '../../../../infra/model/index.ts';
import { checkPlatform } from '../../../../infra/model/platform.ts';
import { fullPlatform, withWorker } from './support/full-platform.ts';
import { issuesOf, linesOf } from './support/issues.ts';

const at = '/sessionTypes/design/workers/solver';
const command = ['node', 'worker.ts'];

describe('a model', () => {
  test('is accepted as the story writes it', () => {
    const model = definePlatform({
      name: 'antenna-lab',
      sessionTypes: {
        design: {
          workers: {
            mesher: { command: ['node', 'mesher.ts'], cpu: 1, memory: '2Gi' },
            solver: { image: 'lab/solver:1.4', count: { min: 1, max: 4 }, gpu: { share: '1/4', memory: '8Gi' } },
            cad: { image: 'lab/cad:2025', os: 'windows', memory: '8Gi', warm: 2, critical: true },
          },
        },
      },
    });
    expect(model.name).toBe('antenna-lab');
  });

  test('may use every field', () => {
    expect(definePlatform(fullPlatform)).toEqual(fullPlatform);
  });

  test('may be no more than a name', () => {
    expect(definePlatform({ name: 'lab' })).toEqual({ name: 'lab' });
  });

  test('that is wrong in several places hears of all of them at once', () => {
    const lines = linesOf({ name: 'Lab!', ...{ sessionTypes: { design: { workers: { solver: { memory: 4 } } } } } });
    expect(lines.map((line) => line.trim().split(':')[0])).toEqual(expect.arrayContaining(['/name', `${at}/memory`]));
  });

  test('says in the message of its error where it is wrong', () => {
    expect(() => checkPlatform({ name: 'Lab!' })).toThrow(/The model is not valid:\n {2}\/name: found "Lab!"/);
    expect(issuesOf({})).toEqual([expect.objectContaining({ path: '/name', remedy: 'Add "name".' })]);
  });
});

describe('a wrong field', () => {
  const cases: readonly (readonly [name: string, model: unknown, line: RegExp])[] = [
    ['nearly right', withWorker({ command, memroy: '1Gi' }), /memroy: .*Write "memory" instead of "memroy"/],
    ['unheard of', withWorker({ command, banana: 1 }), /banana: expected one of the fields command, .*Remove "banana"/],
    ['with a unit nobody knows', withWorker({ command, memory: '8 GB' }), /memory: found "8 GB".*"512Mi" or "2Gi"/],
    ['with a duration in words', withWorker({ command, stopGrace: '5 sec' }), /stopGrace: found "5 sec".*"30s"/],
    ['of another system', withWorker({ command, os: 'macos' }), /os: found "macos"; expected "linux" or "windows"$/],
    ['with too little', withWorker({ command, count: 0 }), /count: found 0; expected a number >= 1/],
    ['with too much', withWorker({ command, warm: 1001 }), /warm: found 1001; expected a number <= 1000/],
    ['of another type', withWorker({ command: 'node worker.ts' }), /command: found "node worker.ts".*type array/],
    ['with an empty list', withWorker({ command: [] }), /command: found \[\]; expected at least 1/],
    ['with a share of several', withWorker({ image: 'x', gpu: { share: '3/4' } }), /gpu\/share: found "3\/4".*"1\/4"/],
    ['with a name of capitals', { name: 'lab', jobs: { Mesh: { command } } }, /jobs\/Mesh: found "Mesh".*Write "mesh"/],
    [
      'with a reserved variable',
      withWorker({ command, env: { BERTH_X: '' } }),
      /BERTH_X: .*Rename or remove "BERTH_X"/,
    ],
    ['without workers', { name: 'lab', sessionTypes: { design: { workers: {} } } }, /workers: .*expected at least 1/],
  ];
  test.each(cases)('%s is named with its place and a remedy', (_, model, line) => {
    expect(linesOf(model)).toEqual([expect.stringMatching(line)]);
  });
});

describe('a value that is no JSON', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const cases: readonly (readonly [name: string, value: unknown])[] = [
    ['a function', () => 1],
    ['a symbol', Symbol('solver')],
    ['a bigint', 1n],
    ['a list with a bigint', [1n]],
    ['a circle', circle],
    ['a list with a circle', [circle]],
    ['nothing', undefined],
  ];
  test.each(cases)('such as %s is refused in words, wherever it stands', (_, value) => {
    expect(issuesOf(withWorker(value)).length).toBeGreaterThan(0);
    expect(issuesOf(withWorker({ command, env: { A: value } })).length).toBeGreaterThan(0);
    expect(issuesOf(withWorker({ command: value })).length).toBeGreaterThan(0);
    expect(issuesOf(value).length).toBeGreaterThan(0);
  });

  test('shows its type', () => {
    expect(linesOf(withWorker({ command, count: { min: 1n, max: 2 } })).join('\n')).toMatch(/count\/min: found 1n/);
    expect(linesOf(withWorker({ command, image: () => 1 })).join('\n')).toMatch(/image: found function/);
  });
});

describe('a rule between fields', () => {
  const pool = { cpu: 4, memory: '8Gi', max: 2 };
  const cases: readonly (readonly [name: string, model: unknown, line: RegExp])[] = [
    ['what is started', withWorker({ cpu: 1 }), /solver: expected `command` .*Add for example command/],
    ['GPUs whole and shared', withWorker({ command, gpu: { count: 1, share: '1/2' } }), /gpu: found .*Remove one/],
    ['memory without a unit', withWorker({ command, memory: '512' }), /memory: found "512".*4 MiB.*"512Mi"/],
    ['the range of a count', withWorker({ command, count: { min: 4, max: 1 } }), /count: .*Write { min: 1, max: 4 }/],
    ['two kinds of probe', withWorker({ command, probes: { readiness: {} } }), /probes\/readiness: .*exactly one of/],
    ['the range of a pool', { name: 'lab', nodePools: { a: { ...pool, min: 3 } } }, /nodePools\/a\/min: found 3.* 2$/],
    [
      'a pool that is not there',
      { name: 'lab', environments: { dev: { flavour: 'gke', pools: ['win'] } } },
      /environments\/dev\/pools\/0: found "win".*Declare "win" under nodePools/,
    ],
    [
      'a pool that is spelt otherwise',
      { name: 'lab', nodePools: { linux: pool }, environments: { dev: { flavour: 'gke', pools: ['win'] } } },
      /pools\/0: found "win"; expected one of linux/,
    ],
    [
      'a pool that is misspelt',
      { name: 'lab', nodePools: { general: pool }, environments: { dev: { flavour: 'gke', pools: ['generl'] } } },
      /pools\/0: found "generl"; .* Write "general" instead of "generl"\.$/,
    ],
    [
      'a caller that is not there',
      { name: 'lab', services: { api: { command, port: 80, callers: ['web'] } } },
      /services\/api\/callers\/0: found "web"; expected one of the services and session types api\. Remove "web"\.$/,
    ],
    [
      'a caller that is spelt otherwise',
      { name: 'lab', services: { portal: { command, port: 80, callers: ['portl'] } } },
      /callers\/0: found "portl"; .* Write "portal" instead of "portl"\.$/,
    ],
  ];
  test.each(cases)('on %s names the place, the value and the remedy', (_, model, line) => {
    expect(linesOf(model)).toEqual([expect.stringMatching(line)]);
  });

  test('holds for services and jobs as for workers', () => {
    expect(issuesOf({ name: 'lab', services: { api: {} }, jobs: { mesh: { command, memory: '1' } } })).toEqual([
      expect.objectContaining({ path: '/services/api' }),
      expect.objectContaining({ path: '/jobs/mesh/memory' }),
    ]);
  });
});
