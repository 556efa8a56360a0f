import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { problem } from './fake-gateway.ts';
import { createBench, type CommandBench } from './run-command.ts';

let bench: CommandBench;
/** What the project holds. */
let stored: Map<string, Buffer>;

const view = (right: string) => ({
  name: 'demo',
  owner: 'eve',
  right,
  sharedWith: [],
  createdAt: '2026-03-01T10:00:00Z',
});

function metadata(path: string, content: Buffer) {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, sizeBytes: content.length, sha256, modifiedAt: '2026-03-01T11:00:00Z', revision: 1 };
}

beforeEach(async () => {
  bench = await createBench();
  stored = new Map();
  await bench.login();
  bench.gateway
    .on('GET /projects/:project', { json: view('write') })
    .on('PUT /projects/:project/files/*', ({ params: { rest = '' }, body }) => {
      stored.set(rest, body);
      return { json: metadata(rest, body) };
    })
    .on('GET /projects/:project/files/*', ({ params: { rest = '' } }) => {
      const content = stored.get(rest);
      return content === undefined ? problem(404, 'PROJECT_FILE_NOT_FOUND', 'No such file.') : { raw: content };
    })
    .on('GET /projects/:project/files', () => ({
      json: { files: [...stored].map(([path, content]) => metadata(path, content)) },
    }));
});
afterEach(() => bench.stop());

async function write(path: string, content: string | Buffer): Promise<void> {
  const target = join(bench.folder, path);
  await mkdir(join(target, '..'), { recursive: true });
  await writeFile(target, content);
}

describe('berth project upload', () => {
  const upload = ['project', 'upload', 'demo'];

  test('puts files and whole folders into the project, byte by byte', async () => {
    const large = Buffer.alloc(300_000, 'abcdefg');
    await write('in/a b.bin', large);
    await write('in/deep/ü.txt', 'x');
    await write('in/empty', '');
    await write('single.stl', 'solid');
    const { code, stdout, stderr } = await bench.run([...upload, 'in', 'single.stl', '--to', '/data/']);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'data/in/a b.bin',
      'data/in/deep/ü.txt',
      'data/in/empty',
      'data/single.stl',
      '',
    ]);
    expect(stored.get('data/in/a b.bin')?.equals(large)).toBe(true);
    expect(stored.get('data/in/empty')).toHaveLength(0);
    expect(stderr).toBe('uploaded 4 files, 293 KiB\n');
  });

  test('takes what is in a folder with a dot at the end, and no links', async () => {
    await write('in/a', '1');
    await symlink('/etc', join(bench.folder, 'in', 'link'));
    const { stdout, stderr } = await bench.run([...upload, 'in/.']);
    expect([stdout, stderr]).toEqual(['a\n', expect.stringContaining('skipped')]);
  });

  test.each([
    ['a file that is not there', ['nothing'], 2],
    ['an empty folder', ['empty'], 2],
    ['two files that become one', ['x/a', 'y/a'], 2],
    ['a name that a project cannot hold', ['bad/con'], 2],
  ])('refuses %s before anything is sent', async (_what, paths, exitCode) => {
    await mkdir(join(bench.folder, 'empty'));
    for (const path of ['x/a', 'y/a', 'bad/con']) await write(path, '1');
    expect((await bench.run([...upload, ...paths])).code).toBe(exitCode);
    expect(bench.gateway.requests).toEqual([]);
  });

  test('refuses a project that may only be read, and notices what arrives damaged', async () => {
    await write('a', '1');
    bench.gateway.on('GET /projects/:project', { json: view('read') });
    expect((await bench.run([...upload, 'a'])).code).toBe(3);
    bench.gateway.on('GET /projects/:project', { json: view('write') });
    bench.gateway.on('PUT /projects/:project/files/*', { json: metadata('a', Buffer.from('2')) });
    const { code, stderr } = await bench.run([...upload, 'a']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('did not arrive as it was sent')]);
  });
});

describe('berth project download', () => {
  const download = ['project', 'download', 'demo', '--to', 'out'];
  const listed = async () => (await readdir(join(bench.folder, 'out'), { recursive: true })).sort();

  test('takes everything, or what is at or under a path', async () => {
    stored.set('results/field.png', Buffer.alloc(200_000, 7)).set('cavity.stl', Buffer.from('solid'));
    expect((await bench.run([...download, 'results/'])).code).toBe(0);
    expect(await listed()).toEqual(['results', 'results/field.png']);
    const { stdout, stderr } = await bench.run([...download, '-o', 'json']);
    expect(await listed()).toEqual(['cavity.stl', 'results', 'results/field.png']);
    expect((JSON.parse(stdout) as { files: unknown[] }).files).toHaveLength(2);
    expect(stderr).toBe('downloaded 2 files, 195 KiB\n');
    expect(await readFile(join(bench.folder, 'out', 'cavity.stl'), 'utf8')).toBe('solid');
    expect((await bench.run([...download, 'nothing'])).code).toBe(4);
  });

  test('refuses names that lead out of the folder', async () => {
    stored.set('fine', Buffer.from('1')).set('../evil', Buffer.from('2'));
    const { code, stderr } = await bench.run(download);
    expect([code, stderr]).toEqual([1, expect.stringContaining('"../evil"')]);
    expect(await readdir(bench.folder)).toEqual(['home']);
  });

  test('leaves the old file, and no part of the new one, when the content is not what was said', async () => {
    await write('out/a', 'old');
    stored.set('a', Buffer.from('new'));
    bench.gateway.on('GET /projects/:project/files/*', { raw: Buffer.from('other') });
    expect((await bench.run(download)).code).toBe(5);
    expect(await listed()).toEqual(['a']);
    expect(await readFile(join(bench.folder, 'out', 'a'), 'utf8')).toBe('old');
  });
});

describe('projects', () => {
  test('are created, listed and shared', async () => {
    const shared = { ...view('write'), sharedWith: [{ group: 'lab', right: 'read' }] };
    bench.gateway
      .on('POST /projects', { status: 201, json: view('write') })
      .on('GET /projects', { json: { projects: [shared] } })
      .on('PUT /projects/:project/shares', { json: shared });
    expect((await bench.run(['project', 'create', 'demo'])).stdout).toBe('project demo\n');
    expect((await bench.run(['project', 'list'])).stdout).toMatch(/^demo\s+eve\s+write\s+group lab \(read\)\s+2h$/m);
    const share = ['project', 'share', 'demo', '--right', 'read'];
    expect((await bench.run([...share, '--group', 'lab'])).code).toBe(0);
    expect(bench.gateway.seen('PUT', '/projects/demo/shares')[0]?.json).toEqual({
      with: { group: 'lab' },
      right: 'read',
    });
    expect((await bench.run(share)).code).toBe(2);
    expect((await bench.run([...share, '--group', 'lab', '--user', 'ada'])).code).toBe(2);
  });

  test('show their files', async () => {
    stored.set('results/field.png', Buffer.alloc(2048));
    const { stdout } = await bench.run(['project', 'files', 'demo', '--prefix', 'results/']);
    expect(stdout).toMatch(/^results\/field\.png\s+2\.0 KiB\s+60m$/m);
    expect(bench.gateway.seen('GET', '/projects/demo/files')[0]?.query.get('prefix')).toBe('results/');
  });
});
