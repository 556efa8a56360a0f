import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findProgram } from '../../../services/machine/find-program.ts';
import { inTemporaryFolder, writeProgram } from './temporary-folder.ts';

test('a program is the first executable file of its name on the PATH', () =>
  inTemporaryFolder(async (folder) => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => join(folder, name)) as [string, string, string];
    await mkdir(join(a, 'tool'), { recursive: true });
    await mkdir(b);
    await writeFile(join(b, 'tool'), 'not executable');
    const tool = await writeProgram(c, 'tool', 'exit 0');
    expect(await findProgram('tool', { PATH: ['', a, b, c].join(':') })).toBe(tool);
    expect(await findProgram('tool', { PATH: a })).toBeUndefined();
    expect(await findProgram('tool', {})).toBeUndefined();
  }));
