import { stripTypeScriptTypes } from 'node:module';
import { runInThisContext } from 'node:vm';
import { definePlatform, type Platform } from '../../../../infra/model/platform.ts';

/** The platform of a page: its block of TypeScript, run. */
export function platformIn(page: string): Platform {
  const [, block = ''] = /```ts run=platform\n([^]*?)\n```/.exec(page) ?? [];
  const expression = block
    .replace(/^import .*\n/, '')
    .replace(/\n?export default /, '')
    .replace(/;\s*$/, '');
  const run = runInThisContext(stripTypeScriptTypes(`(definePlatform) => (${expression})`)) as (
    define: typeof definePlatform,
  ) => Platform;
  return run(definePlatform);
}

/** The fields that a page shows in a block of TypeScript which is a part of a platform. */
export function partIn(page: string, heading: string): Partial<Platform> {
  const part = page.split(`\n## ${heading}\n`)[1] ?? '';
  const [, block = ''] = /```ts\n([^]*?)\n```/.exec(part) ?? [];
  return runInThisContext(`({${block}})`) as Partial<Platform>;
}
