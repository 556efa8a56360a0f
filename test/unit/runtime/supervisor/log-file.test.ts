import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLog } from '../../../../services/runtime/process/supervised-worker.ts';
import { LogFile } from '../../../../services/runtime/supervisor/log-file.ts';

const boundBytes = 8 * 2 ** 20;
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = () => join(folder, 'worker.log');

/** Lets the file system have its turn, so that what was begun is done. */
async function settled(): Promise<void> {
  await stat(folder);
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the log of a worker', () => {
  test('is read back line by line', async () => {
    const log = new LogFile(path());
    log.write('stdout', 'first');
    log.write('stderr', 'second "quoted" ünï');
    log.write('supervisor', '');
    await log.close();
    const lines = await readLog(folder, 10);
    expect(lines.map(({ stream, line }) => [stream, line])).toEqual([
      ['stdout', 'first'],
      ['stderr', 'second "quoted" ünï'],
      ['supervisor', ''],
    ]);
    expect(lines.every(({ time }) => !Number.isNaN(Date.parse(time)))).toBe(true);
  });

  test('is the newest lines where there are more', async () => {
    const log = new LogFile(path());
    for (let count = 1; count <= 5; count++) log.write('stdout', `line ${count}`);
    await log.close();
    expect((await readLog(folder, 2)).map(({ line }) => line)).toEqual(['line 4', 'line 5']);
  });

  test('is empty where none was written, and does without a line that was cut off', async () => {
    expect(await readLog(folder, 10)).toEqual([]);
    await writeFile(path(), '{"time":"t","stream":"stdout","line":"whole"}\n');
    await appendFile(path(), '{"time":"t","stre');
    expect((await readLog(folder, 10)).map(({ line }) => line)).toEqual(['whole']);
  });

  test('keeps the present file and the one before it, each within its bound in bytes', async () => {
    const log = new LogFile(path());
    const line = 'ü'.repeat(100_000);
    for (let count = 0; count < 130; count++) {
      log.write('stdout', `${count} ${line}`);
      if (count % 10 === 0) await settled();
    }
    await log.close();
    const sizes = await Promise.all([stat(path()), stat(`${path()}.1`)]);
    for (const { size } of sizes) expect(size).toBeLessThan(boundBytes * 1.1);
    const numbers = (await readLog(folder, 1000)).map((entry) => Number(entry.line.split(' ')[0]));
    expect(numbers).toEqual(numbers.map((_, index) => 130 - numbers.length + index));
    expect(numbers.length).toBeGreaterThan(40);
  });

  test('takes a burst that comes before its file is open, and a folder that is gone', async () => {
    const log = new LogFile(path());
    const line = 'x'.repeat(2 ** 20);
    for (let count = 0; count < 20; count++) log.write('stdout', line);
    await rm(folder, { recursive: true, force: true });
    for (let count = 0; count < 20; count++) log.write('stdout', line);
    await log.close();
  });
});
