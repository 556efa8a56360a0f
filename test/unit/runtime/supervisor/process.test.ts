import { tmpdir } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { eventually } from '../../../support/eventually.ts';
import { startProcess } from '../../../../services/runtime/supervisor/process.ts';

function run(script: string) {
  const lines: [stream: string, line: string][] = [];
  const started = startProcess({
    command: ['/bin/sh', '-c', script],
    folder: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '' },
    log: { write: (stream, line) => void lines.push([stream, line]) },
  });
  return { lines, started };
}

describe('the output of a worker', () => {
  test('is logged line by line, the last one also without an end', async () => {
    const { lines, started } = run(String.raw`printf 'one\r\n\ntwo'; printf 'wrong\n' >&2`);
    expect(await started.ended).toEqual({ code: 0 });
    await eventually(async () => expect(lines).toHaveLength(4));
    expect(lines.filter(([stream]) => stream === 'stdout').map(([, line]) => line)).toEqual(['one', '', 'two']);
    expect(lines.filter(([stream]) => stream === 'stderr')).toEqual([['stderr', 'wrong']]);
  });

  test('is cut where a line never ends', async () => {
    const { lines, started } = run('head -c 1000000 /dev/zero | tr "\\0" .');
    await started.ended;
    await eventually(async () => expect(lines.reduce((sum, [, line]) => sum + line.length, 0)).toBe(1_000_000));
    expect(lines.length).toBeGreaterThan(5);
  });
});
