import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { backupScripts } from '../../../../../infra/charts/stores/scripts/backup-scripts.ts';

/** How a script ended. */
interface Ended {
  readonly code: number;
  readonly output: string;
}

let folder = '';
let copies = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-copies-'));
  copies = join(folder, 'copies');
  await mkdir(copies);
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'calls'), '');
  await writeFile(join(folder, 'uri'), 'mongodb://restore:pw@host/');
  for (const [name, text] of Object.entries(backupScripts)) await writeFile(join(folder, name), text);
});

afterEach(async () => rm(folder, { recursive: true }));

/** A program in the place of a real one: writes down how it was called. */
async function program(name: string, body: string): Promise<void> {
  const path = join(folder, 'bin', name);
  await writeFile(path, `#!/bin/sh\necho "${name} $*" >> "${folder}/calls"\n${body}\n`);
  await chmod(path, 0o755);
}

function run(script: keyof typeof backupScripts, variables: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const env = {
    PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
    FOLDER: copies,
    SCRIPTS: '/scripts',
    CONFIG_FILE: join(folder, 'tools.yaml'),
    URI_FILE: join(folder, 'uri'),
    DATABASE: 'lab',
    ...variables,
  };
  return new Promise((resolve) => {
    execFile('sh', [join(folder, script)], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}

/** The name of a copy that began so many days ago. */
function nameOf(daysAgo: number): string {
  const time = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  return `${time.replaceAll(/[-:]|\.\d+/g, '')}.archive.gz`;
}

async function put(daysAgo: number, { whole = true } = {}): Promise<string> {
  const name = nameOf(daysAgo);
  const content = gzipSync(`the database ${daysAgo} days ago`);
  const sum = createHash('sha256').update(content).digest('hex');
  await writeFile(join(copies, name), whole ? content : content.subarray(0, 10));
  await writeFile(join(copies, `${name}.sha256`), `${sum}  ${name}\n`);
  return name;
}

const withSums = (...names: readonly string[]) => names.flatMap((name) => [name, `${name}.sha256`]).toSorted();
const calls = async () => (await readFile(join(folder, 'calls'), 'utf8')).trimEnd().split('\n');

describe('prune.sh', () => {
  test('removes what is older than it has to be kept, and nothing else', async () => {
    const kept = [await put(0), await put(13.9)];
    await put(14.1);
    await put(400);
    await writeFile(join(copies, 'notes.txt'), 'of somebody else');
    const { code, output } = await run('prune.sh', { KEEP_DAYS: '14' });
    expect(code).toBe(0);
    expect(await readdir(copies)).toEqual([...withSums(...kept), 'notes.txt'].toSorted());
    expect(output.match(/has been removed/g)).toHaveLength(2);
  });

  test('keeps the newest copy, however old it is', async () => {
    await put(300);
    const newest = await put(200);
    expect((await run('prune.sh', { KEEP_DAYS: '14' })).code).toBe(0);
    expect(await readdir(copies)).toEqual(withSums(newest));
  });

  test('removes nothing when the newest copy is damaged', async () => {
    const all = [await put(200), await put(100), await put(0, { whole: false })];
    const { code, output } = await run('prune.sh', { KEEP_DAYS: '14' });
    expect(code).not.toBe(0);
    expect(output).toContain('FAILED');
    expect(await readdir(copies)).toEqual(withSums(...all));
  });

  test('takes a file without a checksum for no copy', async () => {
    const whole = await put(200);
    const interrupted = nameOf(0);
    await writeFile(join(copies, interrupted), 'interrupted');
    expect((await run('prune.sh', { KEEP_DAYS: '14' })).code).toBe(0);
    expect(await readdir(copies)).toEqual([...withSums(whole), interrupted].toSorted());
  });

  test('fails where there is no copy at all', async () => {
    const { code, output } = await run('prune.sh', { KEEP_DAYS: '14' });
    expect(code).toBe(1);
    expect(output).toContain('there is no copy');
  });
});

describe('dump.sh', () => {
  const writeDump = 'for each; do case "$each" in --archive=*) echo dump | gzip > "${each#--archive=}";; esac; done';

  test('writes a copy and its checksum, which nobody else can read', async () => {
    await program('mongosh', 'true');
    await program('mongodump', writeDump);
    const { code, output } = await run('dump.sh');
    expect({ code, output }).toMatchObject({ code: 0 });
    const [name = '', sum = ''] = await readdir(copies);
    expect(name).toMatch(/^\d{8}T\d{6}Z\.archive\.gz$/);
    expect(sum).toBe(`${name}.sha256`);
    expect(gunzipSync(await readFile(join(copies, name))).toString()).toBe('dump\n');
    expect((await stat(join(copies, name))).mode & 0o077).toBe(0);
    expect(await calls()).toEqual([
      'mongosh --nodb --norc --quiet /scripts/choose-member.js',
      `mongodump --config=${join(folder, 'tools.yaml')} --oplog --gzip --archive=${name}.partial`,
    ]);
    expect((await run('prune.sh', { KEEP_DAYS: '14' })).code).toBe(0);
  });

  test.each([
    ['ends with an error', `${writeDump}; exit 1`],
    [
      'writes half a file',
      'for each; do case "$each" in --archive=*) echo dump | gzip | head -c 12 > "${each#--archive=}";; esac; done',
    ],
  ])('leaves no copy when mongodump %s, and the next run clears up', async (_, body) => {
    const before = await put(1);
    await program('mongosh', 'true');
    await program('mongodump', body);
    expect((await run('dump.sh')).code).not.toBe(0);
    expect((await readdir(copies)).filter((name) => !name.endsWith('.partial'))).toEqual(withSums(before));
    await program('mongodump', writeDump);
    expect((await run('dump.sh')).code).toBe(0);
    expect((await readdir(copies)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('does not begin when no member can be read', async () => {
    await program('mongosh', 'exit 1');
    await program('mongodump', writeDump);
    expect((await run('dump.sh')).code).toBe(1);
    expect(await calls()).toHaveLength(1);
  });
});

describe('restore.sh', () => {
  beforeEach(async () => {
    await program('mongosh', `echo 'uri: "mongodb://restore:pw@host/"' > "${folder}/tools.yaml"`);
    await program('mongorestore', `cat "${folder}/tools.yaml" >> "${folder}/calls"`);
  });

  test('writes the newest copy back in place, with its oplog', async () => {
    await put(1);
    const newest = await put(0);
    expect((await run('restore.sh', { BACKUP: 'latest', INTO: 'lab' })).code).toBe(0);
    const config = join(folder, 'tools.yaml');
    expect(await calls()).toEqual([
      'mongosh --nodb --norc --quiet /scripts/whole-server.js',
      `mongorestore --config=${config} --gzip --archive=${newest} --drop --stopOnError --oplogReplay`,
      'uri: "mongodb://restore:pw@host/"',
    ]);
    expect((await stat(config)).mode & 0o077).toBe(0);
  });

  test('writes the copy that is named into a database beside it', async () => {
    const older = await put(1);
    await put(0);
    expect((await run('restore.sh', { BACKUP: older, INTO: 'drill-1' })).code).toBe(0);
    const restoring = (await calls())[1];
    expect(restoring).toMatch(
      new RegExp(`--archive=${older} .*--nsInclude=lab\\.\\* --nsFrom=lab\\.\\* --nsTo=drill-1\\.\\*$`),
    );
    expect(restoring).not.toContain('--oplogReplay');
  });

  test.each([
    ['', '', 'INTO is ""'],
    ['latest', '', 'INTO is ""'],
    ['latest', 'admin', 'INTO is "admin"'],
    ['latest', 'a.b', 'INTO is "a.b"'],
    ['', 'lab', 'BACKUP is ""'],
    ['20200101T000000Z.archive.gz', 'lab', 'BACKUP is "20200101T000000Z.archive.gz"'],
  ])('refuses the copy "%s" into "%s"', async (BACKUP, INTO, message) => {
    await put(0);
    const { code, output } = await run('restore.sh', { BACKUP, INTO });
    expect(code).toBe(1);
    expect(output).toContain(message);
    expect(await calls()).toEqual(['']);
  });

  test('refuses a damaged copy', async () => {
    await put(0, { whole: false });
    expect((await run('restore.sh', { BACKUP: 'latest', INTO: 'lab' })).code).not.toBe(0);
    expect(await calls()).toEqual(['']);
  });
});

describe('upload.sh', () => {
  const remote = {
    lsf: (names: readonly string[]) => `if [ "$1" = lsf ]; then printf '%s\\n' ${names.join(' ')}; fi`,
    KEEP_DAYS: '14',
    REMOTE: 'copies:cold/lab',
  };

  test('sends the newest copy, compares it, and only then removes older ones', async () => {
    const newest = await put(0);
    const old = nameOf(20);
    await program('rclone', remote.lsf([old, nameOf(3), newest]));
    expect((await run('upload.sh', { KEEP_DAYS: remote.KEEP_DAYS, REMOTE: remote.REMOTE })).code).toBe(0);
    expect((await calls()).map((line) => line.replace('rclone ', ''))).toEqual([
      `copyto ${newest} copies:cold/lab/${newest}`,
      `check --one-way --include /${newest} . copies:cold/lab`,
      `copyto ${newest}.sha256 copies:cold/lab/${newest}.sha256`,
      'lsf --files-only --include /[0-9]*T[0-9]*Z.archive.gz copies:cold/lab',
      `delete --include /${old}.sha256 copies:cold/lab`,
      `deletefile copies:cold/lab/${old}`,
    ]);
  });

  test.each(['copyto', 'check', 'lsf'])('removes nothing when "rclone %s" fails', async (command) => {
    await put(0);
    await program('rclone', `if [ "$1" = ${command} ]; then exit 3; fi; ${remote.lsf([nameOf(20)])}`);
    expect((await run('upload.sh', { KEEP_DAYS: remote.KEEP_DAYS, REMOTE: remote.REMOTE })).code).not.toBe(0);
    expect((await calls()).filter((line) => line.includes('delete'))).toEqual([]);
  });
});

describe('fetch.sh', () => {
  test('brings the newest copy with its checksum', async () => {
    const newest = nameOf(0);
    await program('rclone', `if [ "$1" = lsf ]; then printf '%s.sha256\\n' ${newest} ${nameOf(1)}; fi`);
    expect((await run('fetch.sh', { BACKUP: 'latest', REMOTE: 'copies:cold/lab' })).code).toBe(0);
    expect((await calls()).slice(1)).toEqual([
      `rclone copyto copies:cold/lab/${newest}.sha256 ${copies}/${newest}.sha256`,
      `rclone copyto copies:cold/lab/${newest} ${copies}/${newest}`,
    ]);
  });

  test('says what there is when it is not told which', async () => {
    const older = nameOf(1);
    await program('rclone', `if [ "$1" = lsf ]; then printf '%s.sha256\\n' ${nameOf(0)} ${older}; fi`);
    const { code, output } = await run('fetch.sh', { BACKUP: '', REMOTE: 'copies:cold/lab' });
    expect(code).toBe(1);
    expect(output).toContain(older);
  });
});
