import { expect, test } from '@jest/globals';
import { runInThisContext } from 'node:vm';
import simulation from '../../../examples/simulation/berth.config.ts';
import { definePlatform, type Platform } from '../../../infra/model/platform.ts';
import { refuseNoEnvironments } from '../../../stacks/assemble-all.ts';
import { assemble, violationsOf } from '../../../stacks/assemble.ts';
import { RefusedError } from '../../../stacks/refusal.ts';

/** What a platform without environments is told to write. */
function advised(): Pick<Platform, 'environments'> {
  try {
    refuseNoEnvironments({ name: 'lab' }, 'berth.config.ts');
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const [, written = ''] = /Add for example (environments: .*); /.exec(error.refusals[0]?.remedy ?? '') ?? [];
    return runInThisContext(`({${written}})`) as Pick<Platform, 'environments'>;
  }
  throw new Error('a platform without environments was taken');
}

test.each<[string, Platform]>([
  ['that is no more than a name', { name: 'lab' }],
  ['of the simulation', simulation],
])('the environment that is advised first breaks no mandatory rule, for a platform %s', (_, platform) => {
  const found = violationsOf(assemble(definePlatform({ ...platform, ...advised() }), 'dev'), '2026-12-01');
  expect(found.filter(({ severity }) => severity === 'mandatory')).toEqual([]);
});
