import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseIdentity, type ProcessIdentity } from '../../services/kit/process-identity.ts';
import { allGone } from '../support/berth-process.ts';
import { blocksOf } from '../support/guide-blocks.ts';
import { GuideReader } from '../support/guide.ts';
import { brokenLinks } from '../support/links.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const guide = blocksOf(await readFile(join(root, 'docs/guides/your-first-application.md'), 'utf8'));
const packTimeoutMs = 120_000;
const guideTimeoutMs = 400_000;
const typesTimeoutMs = 60_000;

/** A machine for the reader of the guide: `checkout/dist` with the tarball, and the reader's own folder. */
let machine: string;
let dist: string;
let application: string;
let reader: GuideReader;

beforeAll(async () => {
  machine = await mkdtemp(join(tmpdir(), 'berth-package-'));
  dist = join(machine, 'checkout', 'dist');
  application = join(machine, 'first-application');
  await mkdir(application, { recursive: true });
  await run(process.execPath, [join(root, 'tools/pack.ts'), dist], { cwd: root });
  reader = new GuideReader({ folder: application, env: readerEnvironment() });
}, packTimeoutMs);
afterAll(async () => {
  await reader.leave();
  await rm(machine, { recursive: true, force: true });
}, packTimeoutMs);

/** The environment of a user; what `npm test` tells its own scripts is not part of it. */
function readerEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(package|lifecycle|command|execpath|node_execpath|config_local_prefix)|INIT_CWD|NODE_OPTIONS)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    BERTH: join(machine, 'checkout'),
    BERTH_HOME: join(machine, 'home'),
    XDG_STATE_HOME: join(machine, 'state'),
    GATEWAY_PORT: '0',
  };
}

/** The processes that the files of the state folder name. */
async function recordedProcesses(): Promise<ProcessIdentity[]> {
  const folder = join(machine, 'state');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const found = names.filter((name) => name.endsWith('.json')).map((name) => identitiesIn(join(folder, name)));
  return (await Promise.all(found)).flat();
}

/** A file is a record of one process, or has one in each of its fields. */
async function identitiesIn(path: string): Promise<ProcessIdentity[]> {
  try {
    const record = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    return [record, ...Object.values(record)].map(parseIdentity).filter((identity) => identity !== undefined);
  } catch {
    return []; // Released while it was read, or written only in part.
  }
}

/** The gateway, from the context that `berth up` has written. */
async function platformUrl(): Promise<string> {
  const file = JSON.parse(await readFile(join(machine, 'home', 'contexts.json'), 'utf8')) as {
    contexts: { local: { url: string } };
  };
  return file.contexts.local.url;
}

/** The gateway finds its files in the package too: the page, every module that it imports, and the API's page. */
async function expectServed(url: string): Promise<void> {
  const paths = ['/', '/assets/page.css', '/api/docs/', '/assets/page.js'];
  for (const path of paths) {
    const answer = await fetch(`${url}${path}`);
    expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    if (!path.endsWith('.js')) continue;
    const imports = (await answer.text()).matchAll(/from\s*['"]([^'"]+\.js)['"]/g);
    const found = [...imports].map(([, name = '']) => new URL(name, `${url}${path}`).pathname);
    paths.push(...found.filter((each) => !paths.includes(each)));
  }
  expect(paths.length).toBeGreaterThan(10);
}

/** What TypeScript says of files in the reader's folder, with the strictest settings, as `file(line)`. */
async function typeErrors(...files: readonly string[]): Promise<readonly string[]> {
  const strict = [
    '--ignoreConfig',
    '--strict',
    '--noEmit',
    '--exactOptionalPropertyTypes',
    '--noUncheckedIndexedAccess',
  ];
  const modules = [
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--lib',
    'es2024',
    '--allowImportingTsExtensions',
    '--pretty',
    'false',
  ];
  const args = [join(root, 'node_modules/typescript/bin/tsc'), ...strict, ...modules, ...files];
  const { stdout } = await run(process.execPath, args, { cwd: application }).catch(
    (error: unknown) => error as { stdout: string },
  );
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith(' '));
}

describe('the package', () => {
  test('is small and holds no TypeScript but declarations', async () => {
    const [tarball = ''] = (await readdir(dist)).filter((name) => name.endsWith('.tgz'));
    expect((await stat(join(dist, tarball))).size).toBeLessThan(3_000_000);
    const files = await readdir(join(dist, 'package'), { recursive: true });
    expect(files.filter((name) => name.endsWith('.ts')).sort()).toEqual(['model.d.ts', 'worker.d.ts']);
  });

  test('has all that its pages lead to', async () => {
    const { links, broken } = await brokenLinks(join(dist, 'package'));
    expect(broken).toEqual([]);
    expect(links).toBeGreaterThan(10);
  });

  test('is made as the guide says', async () => {
    const [first] = guide;
    expect(first?.text).toBe('npm run pack\n');
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts['pack']).toBe('exec node tools/pack.ts');
  });

  test(
    'is all that the guide needs, from an empty folder to the end',
    async () => {
      const seen = new Map<number, ProcessIdentity>();
      for (const block of guide.slice(1)) {
        await reader.follow(block);
        if (block.attributes['terminal'] !== undefined) await expectServed(await platformUrl());
        for (const identity of await recordedProcesses()) seen.set(identity.pid, identity);
      }
      await reader.terminalsEnded();
      // The platform, its database, and the workers of two sessions, each with its supervisor.
      expect(seen.size).toBeGreaterThanOrEqual(10);
      await allGone([...seen.values()]);
    },
    guideTimeoutMs,
  );

  test(
    'declares what a model and a worker may say',
    async () => {
      await writeFile(
        join(application, 'wrong.ts'),
        [
          "import { definePlatform } from '@berth-platform/berth';",
          "import { runWorker } from '@berth-platform/berth/worker';",
          "const workers = (worker: object) => ({ name: 'a', sessionTypes: { a: { workers: { a: worker } } } });",
          "definePlatform({ name: 'a', sessionTypes: { a: { workers: { a: { command: ['a'], memroy: '1Gi' } } } } });",
          "definePlatform({ name: 'a', sessionTypes: { a: { workers: { a: { os: 'windwos' } } } } });",
          "definePlatform({ name: 'a', sessionTypes: { a: {} } });",
          "await runWorker({ run: (context) => context.publsh('sum', 1) });",
          "await runWorker({ run: (context) => context.publish('sum', new Date()) });",
          "definePlatform(workers({ command: ['a'] }));",
        ].join('\n'),
      );
      const errors = await typeErrors('wrong.ts', 'berth.config.ts', 'counter.ts');
      expect(errors.map((line) => line.split(',')[0])).toEqual([4, 5, 6, 7, 8].map((line) => `wrong.ts(${line}`));
      expect(errors[0]).toMatch(/'memory'/);
      expect(errors[3]).toMatch(/'publish'/);
    },
    typesTimeoutMs,
  );

  test(
    'declares the same as the sources',
    async () => {
      const parts = ['Platform', 'SessionType', 'Worker', 'Service', 'Job', 'NodePool', 'Environment', 'Issue'];
      await writeFile(
        join(application, 'same.ts'),
        [
          "import type * as packed from '@berth-platform/berth';",
          `import type * as source from '${root}/infra/model/index.ts';`,
          // Without the question marks: an optional field that only one of them has would be assignable both ways.
          'type Deep<T> = T extends object ? { [K in keyof T]-?: Deep<Exclude<T[K], undefined>> } : T;',
          ...parts.flatMap((name) => [
            `export const to${name} = (value: packed.${name}): source.${name} => value;`,
            `export const from${name} = (value: source.${name}): packed.${name} => value;`,
            `export const allTo${name} = (value: Deep<packed.${name}>): Deep<source.${name}> => value;`,
            `export const allFrom${name} = (value: Deep<source.${name}>): Deep<packed.${name}> => value;`,
          ]),
        ].join('\n'),
      );
      expect(await typeErrors('same.ts', '--skipLibCheck')).toEqual([]);
    },
    typesTimeoutMs,
  );
});
