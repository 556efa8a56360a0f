import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCommand } from '../../../services/machine/run-command.ts';
import { inTemporaryFolder, writeProgram } from './temporary-folder.ts';

const options = { env: { PATH: '/usr/bin:/bin' }, deadlineMs: 5_000 };

describe('a command', () => {
  test('gives the lines of both of its outputs', async () => {
    const seen: string[] = [];
    const lines = await runCommand('sh', ['-c', 'echo out; echo err >&2'], {
      ...options,
      onLine: (line) => seen.push(line),
    });
    expect([...lines].sort()).toEqual(['err', 'out']);
    expect(seen).toEqual(lines);
  });

  test('that fails is named with its last lines', async () => {
    await expect(runCommand('sh', ['-c', 'echo first; echo broken >&2; exit 3'], options)).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      message: expect.stringMatching(/^sh failed with exit code 3 .*broken/) as unknown,
    });
  });

  test('that is not there fails', async () => {
    await expect(runCommand('/none/such', [], options)).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
  });

  test('ends at its deadline', async () => {
    await expect(runCommand('sleep', ['60'], { ...options, deadlineMs: 50 })).rejects.toThrow(/deadline is 0.05 s/);
  });

  test('ends when it is aborted, also before it began', () =>
    inTemporaryFolder(async (folder) => {
      const program = await writeProgram(folder, 'waits', 'echo up; exec sleep 60');
      const abort = new AbortController();
      const running = runCommand(program, [], { ...options, signal: abort.signal, onLine: () => abort.abort() });
      await expect(running).rejects.toThrow(/was interrupted/);
      await expect(runCommand(join(folder, 'waits'), [], { ...options, signal: abort.signal })).rejects.toThrow(
        /was interrupted/,
      );
    }));
});
