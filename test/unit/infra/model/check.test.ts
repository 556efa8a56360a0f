import { describe, expect, test } from '@jest/globals';
import { showValue } from '../../../../infra/model/check.ts';
import { withWorker } from './support/full-platform.ts';
import { issuesOf, linesOf } from './support/issues.ts';

const pool = { cpu: 4, memory: '8Gi', max: 2 };

function withPool(more: object): unknown {
  return { name: 'lab', nodePools: { general: { ...pool, ...more } } };
}

function withGpu(gpu: object): unknown {
  return withPool({ gpu: { model: 'NVIDIA L4', memory: '24Gi', ...gpu } });
}

function withBackup(to: object): unknown {
  return { name: 'lab', stores: { backup: { to } } };
}

describe('the name that is suggested for a wrong one', () => {
  const cases: readonly (readonly [wrong: object, remedy: string])[] = [
    [{ mx: 2 }, 'Write "max" instead of "mx".'],
    [{ ram: '8Gi' }, 'Remove "ram".'],
    [{ Memory: '8Gi' }, 'Write "memory" instead of "Memory".'],
    [{ taint: [] }, 'Write "taints" instead of "taint".'],
    [{ id: 1 }, 'Remove "id".'],
  ];
  test.each(cases)('of %j is the nearest, if any is near', (wrong, remedy) => {
    expect(issuesOf(withPool(wrong))).toEqual([expect.objectContaining({ remedy })]);
  });
});

describe('of a union', () => {
  const s3 = { endpoint: 'https://s3.example.org', bucket: 'lab-cold', cidrs: ['198.51.100.0/24'] };
  const cases: readonly (readonly [name: string, model: unknown, lines: readonly RegExp[]])[] = [
    [
      'the branch whose field is there is meant',
      withBackup({ s3: { ...s3, bucket: 'ab' } }),
      [/^\/stores\/backup\/to\/s3\/bucket: found "ab"; expected /],
    ],
    [
      'the other branch as well',
      withBackup({ volume: { sice: '1Gi' } }),
      [/volume\/size: .*Add "size"/, /volume\/sice: .*Write "size" instead of "sice"/],
    ],
    [
      'no branch is meant by an unknown field',
      withBackup({ s4: s3 }),
      [/to\/s3: .*Add "s3"/, /to\/s4: expected one of the fields s3 or .* volume/, /to\/volume: .*Add "volume"/],
    ],
    [
      'the branch with the same constant is meant',
      withGpu({ sharing: { mode: 'mig', profile: 'x' } }),
      [/^\/nodePools\/general\/gpu\/sharing\/profile: found "x"; expected a MIG profile such as "1g\.10gb"$/],
    ],
    ['that branch is asked for its fields', withGpu({ sharing: { mode: 'mps' } }), [/sharing\/shares: .*Add "shares"/]],
    [
      'an unknown constant is all that is wrong',
      withGpu({ sharing: { mode: 'mix', shares: 4 } }),
      [/sharing\/mode: found "mix"; expected "time-slicing" or "mps" or "mig" or "dra"$/],
    ],
    [
      'the branch of the same type is meant',
      withWorker({ image: 'x', count: 0 }),
      [/count: found 0; expected a number >= 1$/],
    ],
    [
      'the table is meant by a table',
      { name: 'lab', environments: { dev: { flavour: 'gke', pools: { general: { mx: 2 } } } } },
      [/pools\/general\/mx: .*Write "max" instead of "mx"/],
    ],
    [
      'each is named where no branch has the type',
      withWorker({ image: 'x', count: 'two' }),
      [/count: found "two"; expected a value of type integer or a value of type object$/],
    ],
  ];
  test.each(cases)('%s', (_, model, lines) => {
    expect(linesOf(model)).toEqual(lines.map((line) => expect.stringMatching(line)));
  });

  test('two values are judged apart', () => {
    const gpu = { model: 'NVIDIA L4', memory: '24Gi' };
    const pools = {
      a: { ...pool, gpu: { ...gpu, sharing: { mode: 'dra', shares: 4 } } },
      b: { ...pool, gpu: { ...gpu, sharing: { mode: 'mig' } } },
    };
    expect(linesOf({ name: 'lab', nodePools: pools })).toEqual([
      expect.stringMatching(/a\/gpu\/sharing\/shares: .*Remove "shares"/),
      expect.stringMatching(/b\/gpu\/sharing\/profile: .*Add "profile"/),
    ]);
  });
});

test('all wrong places are named, however many there are', () => {
  const wrong = Array.from({ length: 20 }, (_, index) => [`pool-${index}`, { ...pool, cpu: 'many' }] as const);
  expect(issuesOf({ name: 'lab', nodePools: Object.fromEntries(wrong) })).toHaveLength(20);
});

describe('a value in a message', () => {
  test.each([
    ['mongodb://admin:topsecret@db.example.org:27017', '"mongodb://…@db.example.org:27017"'],
    ['admin:topsecret@db:27017', '"admin:…@db:27017"'],
    ['https://ghp_123@github.com', '"https://…@github.com"'],
    ['mongodb://admin:top/se@cr et@db', '"mongodb://…@db"'],
    ['mongodb://admin:top"secret\\@db', '"mongodb://…@db"'],
  ])('has no password: %s', (value, shown) => {
    expect(showValue(value)).toBe(shown);
  });

  test('has no password within lists and objects, and none that is cut off', () => {
    expect(showValue({ hosts: ['mongodb://a:secret@db', 'b@c'] })).toBe('{"hosts":["mongodb://…@db","b@c"]}');
    expect(showValue(`mongodb://admin:${'secret'.repeat(20)}@db`)).toBe('"mongodb://…@db"');
  });

  test.each(['lab/solver:1.4', 'ops@example.org', 'https://s3.example.org/a:b', `lab/a:1@sha256:${'0'.repeat(8)}`])(
    'is shown where it has none: %s',
    (value) => {
      expect(showValue(value)).toBe(JSON.stringify(value));
    },
  );

  test('is not shown where a secret stood instead of its reference', () => {
    const lines = linesOf(withWorker({ image: 'x', secrets: { DB_PASSWORD: 'hunter2xx' } }));
    expect(lines).toEqual([
      expect.stringMatching(/secrets\/DB_PASSWORD: found a text of 9 characters; expected a Secret and its key/),
    ]);
  });
});
