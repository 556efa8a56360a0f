import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { brokenLinks } from '../../support/links.ts';

test('every link between the pages leads to something', async () => {
  const { links, broken } = await brokenLinks(join(import.meta.dirname, '../../..'));
  expect(broken).toEqual([]);
  expect(links).toBeGreaterThan(20);
});
