import { describe, expect, test } from '@jest/globals';
import { newLogLines } from '../../../services/cli/commands/log-lines.ts';
import { payloadFileName } from '../../../services/cli/commands/saved-payloads.ts';
import { parseInput } from '../../../services/cli/commands/session-input.ts';
import { errorOfAnswer } from '../../../services/cli/errors/command-error.ts';
import { exitCodeOfStatus } from '../../../services/cli/errors/exit-codes.ts';
import { exitCodeOf, showError } from '../../../services/cli/errors/show-error.ts';
import { Interrupted } from '../../../services/cli/io.ts';
import { sessionChanges } from '../../../services/cli/output/session-text.ts';
import { formatTable, type Column } from '../../../services/cli/output/table.ts';
import { humanAge, humanBytes, humanCpu } from '../../../services/cli/output/units.ts';
import { targetPath } from '../../../services/cli/transfer/download.ts';
import { BerthError } from '../../../services/kit/errors/berth-error.ts';
import { errorRegistry } from '../../../services/kit/errors/registry.ts';
import { MachineError } from '../../../services/machine/machine-error.ts';
import type { SessionView } from '../../../services/session/contract.ts';
import { now, sessionView } from './run-command.ts';

describe('exit codes', () => {
  test.each([
    [400, 'REQUEST_INVALID', 2],
    [404, 'SESSION_TYPE_UNKNOWN', 2],
    [422, 'PLACEMENT_IMPOSSIBLE', 2],
    [401, 'TOKEN_EXPIRED', 3],
    [403, 'FORBIDDEN', 3],
    [404, 'PROJECT_UNKNOWN', 4],
    [409, 'PROJECT_OPEN', 5],
    [429, 'RATE_LIMITED', 6],
    [503, 'PLACEMENT_FULL', 6],
    [504, 'DEADLINE_EXCEEDED', 6],
    [500, 'CONFIG_INVALID', 2],
    [500, 'INTERNAL', 1],
  ])('of status %i with %s is %i', (status, code, exitCode) => {
    expect(exitCodeOfStatus(status, code)).toBe(exitCode);
  });

  test('of every error of the registry is one of the documented', () => {
    for (const [code, { status }] of Object.entries(errorRegistry)) {
      expect([1, 2, 3, 4, 5, 6]).toContain(exitCodeOfStatus(status, code));
    }
  });

  test('of errors that are none of the API', () => {
    expect(exitCodeOf(new Interrupted())).toBe(130);
    expect(exitCodeOf(new BerthError('PROJECT_OPEN', { detail: 'x' }))).toBe(5);
    expect(exitCodeOf(new TypeError('x is not a function'))).toBe(1);
    expect(exitCodeOf(new MachineError({ code: 'MONGODB_UNAVAILABLE', problem: 'x', remedy: 'y' }))).toBe(6);
  });
});

describe('an error', () => {
  const body = {
    code: 'REQUEST_INVALID',
    detail: 'The request does not fit.',
    remedy: 'Correct it.',
    traceId: 'abc',
    issues: [{ path: '/input/cells', value: '7', expected: 'at least 10', remedy: 'write 10' }],
  };

  test('says what was wrong, what was expected, what to do, its code and trace', () => {
    expect(showError(errorOfAnswer(400, body, 'http://x'), { isDebug: false })).toBe(
      [
        'error: The request does not fit.',
        '  /input/cells: expected at least 10, found 7 (write 10)',
        '  what to do: Correct it.',
        '  code REQUEST_INVALID, trace abc',
        '',
      ].join('\n'),
    );
  });

  test('shows its stack only where that is asked for, and no control characters', () => {
    const error = errorOfAnswer(400, { ...body, detail: 'red \u001b[31malert' }, 'http://x');
    expect(showError(error, { isDebug: false })).not.toMatch(/\bat .*\.ts|\u001b/);
    expect(showError(error, { isDebug: true })).toMatch(/\bat /);
  });

  test('with a code of a later version is shown as it is', () => {
    const later = errorOfAnswer(409, { ...body, code: 'SOMETHING_NEW' }, 'http://x');
    expect([later.code, later.exitCode]).toEqual(['SOMETHING_NEW', 5]);
  });

  test('that is no problem detail names the URL', () => {
    expect(errorOfAnswer(502, '<html>', 'http://x/api').message).toBe('http://x/api answered 502 without saying why.');
  });
});

describe('formats', () => {
  test('sizes, ages and processors as people read them', () => {
    expect([0, 1023, 1536, 200 * 2 ** 20, 3 * 2 ** 40].map(humanBytes)).toEqual([
      '0 B',
      '1023 B',
      '1.5 KiB',
      '200 MiB',
      '3.0 TiB',
    ]);
    const at = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
    expect([-5, 5, 119, 300, 7_300, 200_000].map((s) => humanAge(at(s), now))).toEqual([
      '0s',
      '5s',
      '119s',
      '5m',
      '2h',
      '2d',
    ]);
    expect(humanAge('nonsense', now)).toBe('?');
    expect([500, 1250, 4000].map(humanCpu)).toEqual(['0.5', '1.25', '4']);
  });

  test('tables with aligned columns, without control characters', () => {
    const rows = [
      { name: 'a\u001b[2J', size: '5' },
      { name: 'größer', size: '1234' },
    ];
    const columns: readonly Column<(typeof rows)[number]>[] = [
      { title: 'name', cell: ({ name }) => name },
      { title: 'size', cell: ({ size }) => size, align: 'right' },
    ];
    expect(formatTable(rows, columns, 'none')).toBe('NAME    SIZE\na [2J      5\ngrößer  1234\n');
    expect(formatTable([], columns, 'none')).toBe('none\n');
  });

  test('what has changed of a session', () => {
    const placing = sessionView({ state: 'placing', workers: [] }) as SessionView;
    const ready = sessionView() as SessionView;
    expect(sessionChanges(undefined, placing)).toEqual(['placing']);
    expect(sessionChanges(placing, ready)).toEqual(['ready', '  solver-0 goes to node-a', '  viewer goes to node-b']);
    expect(sessionChanges(ready, ready)).toEqual([]);
    const [solver, viewer] = ready.workers;
    const restarted = { ...ready, workers: [{ ...solver, restarts: 1 }, viewer] } as SessionView;
    expect(sessionChanges(ready, restarted)).toEqual(['  solver-0 goes to node-a (restart 1)']);
  });
});

describe('the input of a session', () => {
  test('is JSON where it reads as such, else text', () => {
    expect(parseInput(['cells=60', 'name=a.stl', 'deep={"a":[1]}', 'on=true', 'zip=007', 'eq=a=b', 'none='])).toEqual({
      cells: 60,
      name: 'a.stl',
      deep: { a: [1] },
      on: true,
      zip: '007',
      eq: 'a=b',
      none: '',
    });
  });

  test.each(['cells', '=5'])('is not "%s"', (pair) => {
    expect(() => parseInput([pair])).toThrow(/is not key=value/);
  });
});

describe('log lines', () => {
  const line = (worker: string, text: string) => ({ worker, time: `t-${text}`, stream: 'stdout', line: text });
  const lines = (...texts: string[]) => texts.map((text) => line(text.slice(0, 1), text.slice(1)));

  test.each([
    ['the first time', [], ['a1', 'b1'], ['a1', 'b1']],
    ['nothing new', ['a1', 'b1'], ['a1', 'b1'], []],
    ['a growing log', ['a1', 'b1'], ['a1', 'b1', 'a2'], ['a2']],
    ['a window that moved on', ['a1', 'a2', 'a3'], ['a3', 'a4', 'a5'], ['a4', 'a5']],
    ['a window that moved past', ['a1', 'a2'], ['a5', 'a6'], ['a5', 'a6']],
    ['lines that are the same', ['a1', 'a1'], ['a1', 'a1', 'a1'], ['a1']],
  ])('%s', (_what, previous, current, expected) => {
    expect(newLogLines(lines(...previous), lines(...current))).toEqual(lines(...expected));
  });
});

describe('names from the server', () => {
  test.each(['../x', '/etc/passwd', 'a/../../x', 'C:/x', 'a\\..\\x', '', 'a//b', 'con', 'x\u0000y'])(
    'that lead out of the folder are refused: %j',
    (name) => {
      expect(() => targetPath('/work/out', name)).toThrow(/does not lie inside/);
    },
  );

  test('become paths inside the folder', () => {
    expect(targetPath('/work/out', 'results/cavity/field.png')).toBe('/work/out/results/cavity/field.png');
  });

  test('become file names of payloads without tricks', () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
    const message = { worker: '../../viewer', incarnation: 2, seq: 17, type: 'frame', data: undefined, bytes: png };
    expect(payloadFileName(message)).toBe('______viewer-2-000017-frame.png');
    expect(payloadFileName({ ...message, bytes: new Uint8Array([1]) })).toMatch(/\.bin$/);
  });
});
