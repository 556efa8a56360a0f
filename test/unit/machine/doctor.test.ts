import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { amountFinding, examineMachine, examineNode, programFinding } from '../../../services/machine/doctor.ts';
import type { Finding } from '../../../services/machine/doctor.ts';
import { inTemporaryFolder, writeProgram } from './temporary-folder.ts';

const named = (findings: readonly Finding[], name: string): Finding | undefined =>
  findings.find((finding) => finding.name === name);

describe('a finding', () => {
  test('about Node.js asks for the right version', () => {
    expect(examineNode('24.1.0', '/n')).toEqual({
      name: 'Node.js',
      state: 'ok',
      found: '24.1.0 at /n',
      why: 'runs Berth, which needs version 24 or newer',
    });
    expect(examineNode('20.20.2', '/n')).toMatchObject({
      state: 'missing',
      remedy: expect.stringContaining('24') as unknown,
    });
  });

  test('about a program: there, silent, or not there', () => {
    const about = { name: 'Tool', why: 'w', remedy: 'r', isOptional: true };
    expect(programFinding({ ...about, path: '/t', version: '1' })).toEqual({
      name: 'Tool',
      state: 'ok',
      found: '1 at /t',
      why: 'w',
    });
    expect(programFinding({ ...about, path: '/t', version: undefined })).toMatchObject({
      state: 'optional-missing',
      found: '/t does not answer',
    });
    expect(programFinding({ ...about, isOptional: false, path: undefined, version: undefined })).toEqual({
      name: 'Tool',
      state: 'missing',
      why: 'w',
      remedy: 'r',
    });
  });

  test('about an amount compares it', () => {
    expect(amountFinding('Disk', 2, 2, { why: 'w', remedy: 'r' })).toMatchObject({ state: 'ok', found: '2.0 GiB' });
    expect(amountFinding('Disk', 1.9, 2, { why: 'w', remedy: 'r' })).toMatchObject({ state: 'missing', remedy: 'r' });
  });
});

describe('an examination', () => {
  test('finds what is on the PATH, and ports that are taken, and leaves nothing behind', () =>
    inTemporaryFolder(async (folder) => {
      const bin = join(folder, 'bin');
      await writeProgram(bin, 'mongod', 'exit 1');
      await writeProgram(bin, 'python3', 'echo Python 3.99');
      await writeProgram(bin, 'docker', 'exit 1');
      const taken = createServer().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const address = taken.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      try {
        const findings = await examineMachine({
          env: { PATH: `${bin}:/usr/bin:/bin` },
          stateFolder: join(folder, 'state', 'deep'),
          cacheFolder: join(folder, 'cache'),
          ports: { 'the gateway': port },
        });
        expect(named(findings, 'MongoDB')).toMatchObject({ state: 'ok', found: `mongod: ${bin}/mongod` });
        expect(named(findings, 'Python 3')).toMatchObject({ state: 'ok', found: `Python 3.99 at ${bin}/python3` });
        expect(named(findings, 'Docker engine')?.state).toBe('optional-missing');
        expect(named(findings, `Port ${port}`)).toMatchObject({ state: 'missing', why: 'the gateway listens there' });
        expect(named(findings, 'Free disk')?.found).toMatch(/GiB$/);
        expect(await readdir(folder)).toEqual(['bin']);
      } finally {
        taken.close();
      }
    }));

  test('says what to do where no MongoDB can be had', () =>
    inTemporaryFolder(async (folder) => {
      const empty = { env: { PATH: folder }, stateFolder: folder, cacheFolder: join(folder, 'cache') };
      await mkdir(join(folder, 'mongodb'));
      await writeFile(join(folder, 'mongodb', 'engine.json'), '{"engine":"h2"}');
      const findings = await examineMachine(empty);
      expect(named(findings, 'MongoDB')).toMatchObject({ state: 'missing' });
      expect(named(findings, 'JDK')).toMatchObject({ state: 'missing' });
    }));
});
