import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { retryAfterMs } from '../../../services/cli/retry-after.ts';
import { problem } from './fake-gateway.ts';
import { createBench, sessionView, type CommandBench } from './run-command.ts';

describe('the time that Retry-After asks for', () => {
  test.each([
    [503, '2', 2000],
    [429, '0', 0],
    [500, '2', undefined],
    [503, null, undefined],
    [503, 'Fri, 27 Nov 2026 08:00:00 GMT', undefined],
  ])('%i with %j is %j ms', (status, header, expected) => {
    expect(retryAfterMs(status, header)).toBe(expected);
  });
});

describe('a command', () => {
  const { id } = sessionView();
  const close = ['session', 'close', id];
  const busy = (seconds: string) => ({
    ...problem(503, 'UNAVAILABLE', 'The gateway is overloaded.'),
    headers: { 'retry-after': seconds },
  });
  let bench: CommandBench;

  beforeEach(async () => {
    bench = await createBench();
    await bench.login();
    bench.gateway.on('GET /sessions/:id', { json: sessionView({ state: 'closed' }) });
  });
  afterEach(() => bench.stop());

  test('asks a busy gateway again when it says so', async () => {
    const answers = [busy('0'), busy('0')];
    bench.gateway.on('DELETE /sessions/:id', () => answers.shift() ?? { json: sessionView({ state: 'closing' }) });
    const { code } = await bench.run(close);
    expect(code).toBe(0);
    expect(bench.gateway.seen('DELETE', `/sessions/${id}`)).toHaveLength(3);
  });

  test('says what it was answered when the gateway stays busy', async () => {
    bench.gateway.on('DELETE /sessions/:id', busy('0'));
    const { code, stderr } = await bench.run(close);
    expect(code).toBe(6);
    expect(stderr).toContain('The gateway is overloaded.');
    expect(bench.gateway.seen('DELETE', `/sessions/${id}`)).toHaveLength(8);
  });

  test('does not wait where it is asked to stay away for long', async () => {
    bench.gateway.on('DELETE /sessions/:id', busy('60'));
    expect((await bench.run(close)).code).toBe(6);
    expect(bench.gateway.seen('DELETE', `/sessions/${id}`)).toHaveLength(1);
  });
});
