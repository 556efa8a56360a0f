import { describe, expect, test } from '@jest/globals';
import { Writable } from 'node:stream';
import { createCork } from '../../../services/wire/cork.ts';

/** A stream that counts how often it is written through, and what. */
function recording() {
  const writes: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      writes.push(String(chunk));
      done();
    },
    writev(chunks, done) {
      writes.push(chunks.map(({ chunk }) => String(chunk)).join(' '));
      done();
    },
  });
  return { stream, writes };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a cork', () => {
  test('lets what comes in one turn out together', async () => {
    const { stream, writes } = recording();
    const cork = createCork(stream);
    for (const text of ['one', 'two']) {
      cork.hold();
      stream.write(text);
    }
    expect(writes).toEqual([]);
    await turn();
    expect(writes).toEqual(['one two']);
    cork.hold();
    stream.write('three');
    await turn();
    expect(writes).toEqual(['one two', 'three']);
  });

  test('lets everything out at once when it is released', async () => {
    const { stream, writes } = recording();
    const cork = createCork(stream);
    cork.hold();
    stream.write('last words');
    cork.release();
    expect(writes).toEqual(['last words']);
    await turn();
    expect(writes).toHaveLength(1);
  });
});
