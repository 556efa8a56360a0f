import { statSync } from 'node:fs';

/** What jest says of a test file. */
interface TestFile {
  readonly path: string;
}

/** The quick ones first: what is broken there need not be looked for in the slow ones. */
const rooms = ['/test/unit/', '/test/integration/', '/test/cluster/', '/test/e2e/'];

function rank({ path }: TestFile): number {
  const index = rooms.findIndex((room) => path.replaceAll('\\', '/').includes(room));
  return index < 0 ? rooms.length : index;
}

/** The order of the test files (jest's `testSequencer`): by room, and in a room the largest first. */
export default class TestOrder {
  sort<T extends TestFile>(tests: readonly T[]): T[] {
    const sized = tests.map((test) => ({ test, rank: rank(test), bytes: statSync(test.path).size }));
    return sized.sort((a, b) => a.rank - b.rank || b.bytes - a.bytes).map(({ test }) => test);
  }

  /** Every `shardCount`-th file (jest's `--shard`). */
  shard<T extends TestFile>(
    tests: readonly T[],
    { shardIndex, shardCount }: { readonly shardIndex: number; readonly shardCount: number },
  ): T[] {
    return this.sort(tests).filter((_, index) => index % shardCount === shardIndex - 1);
  }

  /** Jest asks for this where only failed tests shall run again; none are remembered. */
  allFailedTests<T extends TestFile>(tests: readonly T[]): T[] {
    return this.sort(tests);
  }

  cacheResults(): void {
    // The order follows from the files alone.
  }
}
