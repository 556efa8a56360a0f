import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { exitCodes } from '../../../services/cli/errors/exit-codes.ts';
import type { CommandIo } from '../../../services/cli/io.ts';
import { createProgram } from '../../../services/cli/program.ts';

/** Registered by services/cli/platform/commands.ts. */
const platformCommands = ['berth up', 'berth down', 'berth serve'];

const output = { isTTY: false, columns: undefined, write: () => undefined };
const io: CommandIo = {
  stdout: output,
  stderr: output,
  stdin: Readable.from([]),
  env: {},
  cwd: '/',
  fetch: globalThis.fetch,
  now: () => new Date(),
  signal: new AbortController().signal,
};
const doc = await readFile(join(import.meta.dirname, '../../../docs/reference/cli.md'), 'utf8');
const sections = new Map(
  doc.split(/^(?=##)/m).flatMap((section): [string, string][] => {
    const title = /^### (.+)$/m.exec(section)?.[1];
    return title === undefined ? [] : [[title, section]];
  }),
);

function leaves(command: Command, path: string): { path: string; command: Command }[] {
  if (command.commands.length === 0) return [{ path, command }];
  return command.commands.flatMap((sub) => leaves(sub, `${path} ${sub.name()}`));
}

const commands = leaves(createProgram(io), 'berth');

test('the document has a section for each command, and no other', () => {
  const inProgram = new Set([...commands.map(({ path }) => path), ...platformCommands]);
  expect([...sections.keys()].sort()).toEqual([...inProgram].sort());
});

test('each section has an example of its command', () => {
  for (const [title, section] of sections) expect(section).toContain(`\n    npx ${title}`);
});

test('each command has a help with an example, and -o where it prints data', () => {
  for (const { path, command } of commands.filter((leaf) => !platformCommands.includes(leaf.path))) {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toContain(`Examples:\n  ${path}`);
    if (path !== 'berth context use') expect(help).toContain('--output <format>');
  }
});

test('the document has every exit code', () => {
  const documented = [...doc.matchAll(/^\| (\d+) +\|/gm)].map((match) => Number(match[1]));
  expect(documented).toEqual(Object.values(exitCodes));
});
