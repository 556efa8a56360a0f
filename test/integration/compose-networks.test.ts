import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { partsOf } from '../../infra/charts/parts.ts';
import type { ComposeService } from '../../infra/compose/compose-file.ts';
import { composeOf, type ComposeProject } from '../../infra/compose/compose.ts';
import { reachability } from '../../infra/compose/reachability.ts';
import { makeSecretFiles } from '../../services/cli/compose/secret-files.ts';
import { loadModel } from '../../services/cli/platform/model-file.ts';
import { startComposeMachine, theMachine, whyNoNetworks, type ComposeMachine } from '../support/compose/machine.ts';
import { runCommand } from '../../services/machine/run-command.ts';
import { withDeadline } from '../../services/machine/wait-until.ts';
import { removeDeadNamespaces } from '../support/compose/namespaces.ts';
import { testMongodb } from '../support/mongodb.ts';
import { testAppFolder } from '../support/platform.ts';

const reason = await whyNoNetworks();
if (reason !== undefined) process.stderr.write(`the networks of a compose file are not tried out here: ${reason}\n`);

const berth = join(import.meta.dirname, '../../services/cli/berth.js');
const script = (name: string) => [process.execPath, join(import.meta.dirname, '../support/compose', `${name}.ts`)];
/** A program of the application: it listens on every address, as programs do. */
const anyProgram = `require('http').createServer((_, answer) => answer.end()).listen(Number(process.argv[1]), '0.0.0.0', () => console.log('listening'))`;

const { platform } = await loadModel(testAppFolder);
const project: ComposeProject = composeOf(
  {
    ...platform,
    services: {
      api: { command: ['node', 'api.js'], port: 8090, external: true, callers: ['page', 'echo'] },
      page: { command: ['node', 'page.js'], port: 8091, callers: [] },
      store: { command: ['node', 'store.js'], port: 8092, callers: ['api', 'page'] },
    },
  },
  {
    edgesOf: (target) => partsOf(target).flatMap(({ edges }) => edges),
    node: { cpuMillis: 8000, memoryBytes: 16 * 2 ** 30 },
  },
);
const { services } = project.file;

let folder: string;
let machine: ComposeMachine;
/** How what was made is removed, the last first: the making may fail in between. */
const removals: (() => unknown)[] = [];

const roles = Object.keys(services).filter((name) => services[name]?.command?.[0] === 'serve');

/** What a container reads is in its file system; here it is in a folder. */
function environmentOf(
  name: string,
  { environment = {}, secrets = [], configs = [] }: ComposeService,
): NodeJS.ProcessEnv {
  const files = new Map([
    ...secrets.map(({ source, target }) => [target, join(folder, project.secretsFolder, source)] as const),
    ...configs.map(({ source, target }) => [target, join(folder, project.file.configs[source]?.file ?? '')] as const),
  ]);
  return {
    ...Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, files.get(value) ?? value])),
    TMPDIR: tmpdir(),
    // The embedded database knows neither users nor replica sets.
    ...('MONGODB_URI_FILE' in environment && { MONGODB_URI: 'mongodb://mongodb:27017/?directConnection=true' }),
    ...(name === 'local-directory' && {
      LOCAL_DIRECTORY_FOLDER: join(folder, 'workers', 'node'),
      LOCAL_DIRECTORY_WORK_FOLDER: testAppFolder,
    }),
  };
}

/** A socket in the file system is the same in every network: so the database can be in that of the machine. */
async function intoFileSystem({ hostname, port }: URL, path: string): Promise<Server> {
  const server = createServer((socket) => {
    pipeline(socket, connect({ host: hostname, port: Number(port) }), socket, () => undefined);
  });
  await once(server.listen(path), 'listening');
  return server;
}

/** Waits for a line of a program. */
async function untilItSays(child: ChildProcess, what: string): Promise<void> {
  if (child.stdout === null) return;
  const said: string[] = [];
  child.stderr?.on('data', (data: Buffer) => said.push(data.toString()));
  const lines = createInterface({ input: child.stdout });
  const isSaid = new Promise<void>((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`it ended with ${String(code)} before it said "${what}": ${said.join('')}`)),
    );
    lines.on('line', (line) => {
      said.push(`${line}\n`);
      if (line.includes(what)) resolve();
    });
  });
  await withDeadline(isSaid, { what: `"${what}" from ${child.spawnargs.join(' ')}`, deadlineMs: 60_000 });
}

beforeAll(async () => {
  if (reason !== undefined) return;
  folder = await mkdtemp(join(tmpdir(), 'berth-compose-'));
  removals.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const [path, content] of Object.entries(project.files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await makeSecretFiles(join(folder, project.secretsFolder), project);
  machine = await startComposeMachine(project.file);
  removals.push(() => machine.stop());
  const database = await testMongodb();
  removals.push(() => database.stop());
  const socket = join(folder, 'mongodb.sock');
  const bridge = await intoFileSystem(new URL(database.uri), socket);
  removals.push(() => bridge.close());
  await untilItSays(machine.start('mongodb', [...script('forward'), '0.0.0.0:27017', socket]), 'listening');
  const serve = async (name: string) => {
    const service = services[name];
    if (service === undefined) throw new Error(`there is no container ${name}`);
    await untilItSays(
      machine.start(name, [process.execPath, berth, 'serve', name], environmentOf(name, service)),
      '"serving"',
    );
  };
  await serve('discovery');
  await Promise.all(roles.filter((name) => name !== 'discovery').map(serve));
  for (const name of ['api', 'page', 'store']) {
    const port = services[name]?.expose?.[0] ?? '';
    await untilItSays(machine.start(name, [process.execPath, '-e', anyProgram, port]), 'listening');
  }
  const { target, published } = services['gateway']?.ports?.[0] ?? { target: 0, published: '' };
  const gateway = machine.address('gateway', 'outside-gateway');
  await untilItSays(
    machine.start(theMachine, [...script('forward'), `127.0.0.1:${published}`, `${gateway}:${target}`]),
    'listening',
  );
}, 180_000);

afterAll(async () => {
  for (const remove of removals.toReversed()) await remove();
});

const where = reason === undefined ? describe : describe.skip;

const running = [...roles, 'mongodb', 'api', 'page', 'store'];

where('the real roles on the networks of a compose file', () => {
  test('are reached by exactly those that the file lets reach them', async () => {
    const places = running.flatMap((name) =>
      machine
        .addresses(name)
        .flatMap((address) => (services[name]?.expose ?? []).map((port) => ({ name, at: `${address}:${port}` }))),
    );
    const found: string[] = [];
    for (const from of running) {
      const others = places.filter(({ name }) => name !== from);
      const open = JSON.parse(await machine.run(from, [...script('reach'), ...others.map(({ at }) => at)])) as string[];
      found.push(...others.filter(({ at }) => open.includes(at)).map(({ name }) => `${from}→${name}`));
    }
    const expected = [...reachability(project.file)].filter((link) =>
      link.split('→').every((end) => running.includes(end)),
    );
    expect([...new Set(found)].toSorted()).toEqual(expected.toSorted());
  });

  test('serve a session to a user of the machine, over the one port that the gateway publishes', async () => {
    const password = join(folder, project.secretsFolder, 'admin-password');
    const answered = await machine.run(theMachine, [...script('client'), 'http://127.0.0.1:7300', password]);
    expect(answered).toBe('"through six networks"');
  });
});

where('the networks of a compose file', () => {
  const ip = (...args: readonly string[]) => runCommand('ip', args, { env: process.env, deadlineMs: 60_000 });

  test('leave nothing where they cannot be made whole', async () => {
    const before = await ip('netns', 'list');
    const ipam = { config: [{ subnet: '10.0.0.0/33' }] };
    const networks = Object.entries(project.file.networks).map(
      ([name, network]) => [name, { ...network, ipam }] as const,
    );
    const file = { ...project.file, networks: Object.fromEntries(networks) };
    await expect(startComposeMachine(file)).rejects.toThrow(/^ip failed/);
    expect(await ip('netns', 'list')).toEqual(before);
  });

  test('of a process that was killed are removed before others are made', async () => {
    const left = 'berth-1-1-left';
    await ip('netns', 'add', left);
    await removeDeadNamespaces();
    const names = await ip('netns', 'list');
    expect(names.filter((line) => line.startsWith(left))).toEqual([]);
    expect(names.length).toBeGreaterThan(running.length);
  });
});
