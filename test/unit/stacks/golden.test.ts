import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import platform from '../../../stacks/berth.config.ts';
import { assemble } from '../../../stacks/assemble.ts';
import { readManifests } from '../../../stacks/diff/read-manifests.ts';
import { semanticDiff } from '../../../stacks/diff/semantic-diff.ts';
import { showDiff } from '../../../stacks/diff/show-diff.ts';

const golden = join(import.meta.dirname, '../../golden');

/**
 * One environment is kept as files, so that a change of the manifests is seen in a review. Where this fails and the change
 * is meant: `npx berth synth -e dev --to test/golden --replace`, and look at the difference.
 */
test('the manifests of dev are those that were reviewed (test/golden)', async () => {
  const { synthesis } = assemble(platform, 'dev');
  const reviewed = [...(await readManifests(join(golden, 'dev'))), ...(await readManifests(join(golden, 'dev-crds')))];
  const now = [...synthesis.objects.map(({ object }) => object), ...synthesis.crds];
  expect(showDiff(semanticDiff(reviewed, now))).toBe('no difference\n');
});
