import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { composeText } from '../../infra/compose/compose-text.ts';
import type { ComposeProject } from '../../infra/compose/compose.ts';
import { everyCopy, everyDue } from '../../infra/compose/copy-loops.ts';
import { httpCheck, tcpCheck, unknownImageCheck } from '../../infra/compose/health.ts';
import { scheduleFields } from '../../infra/compose/schedule.ts';
import { toYaml } from '../../infra/constructs/strict/yaml.ts';
import { makeSecretFiles } from '../../services/cli/compose/secret-files.ts';
import { composeSchema, loadComposeFile } from '../support/compose/loader.ts';
import { testContext } from '../support/test-context.ts';
import { composed, lab } from '../unit/infra/compose/support/lab.ts';

const run = promisify(execFile);
/** The schema is fetched the first time, where no time limit of jest's counts it. */
const schema = await composeSchema(testContext);
const projects = {
  development: composed(lab, { applicationFolder: '.' }),
  production: composed(lab, { production: true, environment: 'live' }),
  small: composed({ name: 'small' }, { production: true }),
};

let folder: string;
let validate: ValidateFunction;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-compose-'));
  validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function textOf(project: ComposeProject): string {
  return composeText(project, (value) => toYaml([value]));
}

/** Writes a project with its secrets; answers with the path of the compose file. */
async function written(name: string, project: ComposeProject, text = textOf(project)): Promise<string> {
  const to = join(folder, name);
  for (const [path, content] of [[project.fileName, text] as const, ...Object.entries(project.files)]) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), content);
  }
  await makeSecretFiles(join(to, project.secretsFolder), project);
  return join(to, project.fileName);
}

/** What a wrong file would look like. */
const planted = [
  ['a misspelt field', /read_only: true/, 'readonly: true'],
  ['a number where text belongs', /restart: unless-stopped/, 'restart: 5'],
  ['a field of networks that there is not', /internal: true/, 'internal: true\n    isolated: true'],
] as const;

describe('the schema of the Compose Specification', () => {
  test.each(Object.entries(projects))('takes the file for %s', (_name, project) => {
    validate(parse(textOf(project)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each(planted)('refuses a file with %s', (_what, from, to) => {
    const text = textOf(projects.development).replace(from, to);
    expect(validate(parse(text))).toBe(false);
  });
});

describe('the library of docker compose', () => {
  test.each(Object.entries(projects))(
    'loads the file for %s',
    async (name, project) => {
      const names = await loadComposeFile(await written(name, project), testContext);
      expect(names).toEqual(Object.keys(project.file.services).toSorted());
    },
    300_000,
  );

  test.each([
    ['a network', 'to-mongodb: {}', 'to-oracle: {}', 'undefined network to-oracle'],
    [
      'a dependency',
      'mongodb-initiate:\n        condition',
      'oracle:\n        condition',
      'undefined service "oracle"',
    ],
    ['a secret', 'source: relay-secret', 'source: relay-secrets', 'undefined secret relay-secrets'],
    ['a volume', 'source: mongodb\n', 'source: oracle\n', 'undefined volume oracle'],
  ])(
    'refuses a file that names %s that is not there',
    async (what, from, to, expected) => {
      const text = textOf(projects.development);
      expect(text).toContain(from);
      const path = await written(`wrong-${what}`, projects.development, text.replace(from, to));
      await expect(loadComposeFile(path, testContext)).rejects.toThrow(expected);
    },
    300_000,
  );
});

/** Skipped where there is none; the library above is what it reads files with. */
const hasDockerCompose = await run('docker', ['compose', 'version']).then(
  () => true,
  () => false,
);
if (!hasDockerCompose) {
  process.stderr.write('`docker compose config` is not tried: this machine has no docker with the compose plugin\n');
}

describe('docker compose', () => {
  (hasDockerCompose ? test : test.skip)(
    'takes the files',
    async () => {
      for (const [name, project] of Object.entries(projects)) {
        const path = await written(`docker-${name}`, project);
        await expect(run('docker', ['compose', '-f', path, 'config', '--quiet'])).resolves.toBeDefined();
      }
    },
    60_000,
  );
});

describe('a health check', () => {
  let server: Server;
  let port: number;
  let status = 200;

  beforeAll(async () => {
    // Not 127.0.0.1: a role listens on one address of its container, whichever that is.
    server = createServer((_, answer) => void answer.writeHead(status).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => void server.close());

  /** Runs a check as Docker does: its exit code. */
  async function outcome({ test: [kind = '', ...command] }: { readonly test: readonly string[] }): Promise<number> {
    const [program = '', ...args] = kind === 'CMD' ? command : ['sh', '-c', ...command];
    const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
    return run(program, args, { env: { PATH: path } }).then(
      () => 0,
      (error: unknown) => (error as { code: number }).code,
    );
  }

  test('by HTTP is good for a good answer only', async () => {
    status = 200;
    expect(await outcome(httpCheck(port, '/health/ready'))).toBe(0);
    expect(await outcome(unknownImageCheck({ http: { port, path: "/it's" } }))).toBe(0);
    status = 503;
    expect(await outcome(httpCheck(port, '/health/ready'))).toBe(1);
    expect(await outcome(unknownImageCheck({ http: { port, path: '/' } }))).not.toBe(0);
  });

  test('by TCP is good where all ports take connections', async () => {
    expect(await outcome(tcpCheck([port]))).toBe(0);
    expect(await outcome(tcpCheck([port, 1]))).toBe(1);
    expect(await outcome(unknownImageCheck({ tcp: { port } }))).toBe(0);
    expect(await outcome(unknownImageCheck({ tcp: { port: 1 } }))).not.toBe(0);
  });

  test('of an image without any tool finds nothing out', async () => {
    const { test: check } = unknownImageCheck({ tcp: { port: 1 } });
    await expect(run('/bin/sh', ['-c', check[1] ?? ''], { env: { PATH: '/nowhere' } })).resolves.toBeDefined();
  });
});

describe('the loop of the copies', () => {
  /** A machine on which `date` says one time after another, and `sleep` ends the loop after the last. */
  async function machineAt(times: readonly string[]): Promise<{ readonly bin: string; readonly copies: string }> {
    const place = await mkdtemp(join(folder, 'loop-'));
    const [bin, copies] = [join(place, 'bin'), join(place, 'copies')];
    await mkdir(bin);
    await mkdir(copies);
    await writeFile(join(place, 'times'), `${times.join('\n')}\n`);
    const programs = {
      date: `#!/bin/sh\nhead -n 1 ${place}/times\n`,
      sleep: `#!/bin/sh\nsed -i 1d ${place}/times\nif [ ! -s ${place}/times ]; then kill $PPID; fi\n`,
    };
    for (const [name, text] of Object.entries(programs)) {
      await writeFile(join(bin, name), text);
      await chmod(join(bin, name), 0o755);
    }
    return { bin, copies };
  }

  async function runs(
    script: string,
    times: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<string> {
    const { bin, copies } = await machineAt(times);
    const { stdout } = await run('sh', ['-c', script], {
      env: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, FOLDER: copies, ...env },
    }).catch((error: unknown) => error as { stdout: string });
    return `${stdout}${(await readdir(copies)).filter((name) => name.endsWith('failed')).join(' ')}`.trim();
  }

  /** Minute, hour, day, month, day of the week, as `date '+%M %H %d %m %w'` writes them. */
  const due = (schedule: string, ...times: readonly string[]) => {
    const { minutes, hours, days, months, weekdays } = scheduleFields(schedule);
    const variables = { MINUTES: minutes, HOURS: hours, DAYS: days, MONTHS: months, WEEKDAYS: weekdays };
    return runs(everyDue, times, { ...variables, COMMAND: 'echo copy' });
  };

  test('runs at the minutes of the schedule, once in each', async () => {
    expect(await due('0 */4 * * *', '59 03 01 01 1', '00 04 01 01 1', '00 04 01 01 1', '01 04 01 01 1')).toBe('copy');
    expect(await due('0 */4 * * *', '00 05 01 01 1')).toBe('');
    expect(await due('8 0 * * 0', '08 00 09 08 0')).toBe('copy');
    expect(await due('8 0 * * 1', '08 00 09 08 0')).toBe('');
  });

  test('takes one of two restricted days for enough, as cron does', async () => {
    expect(await due('0 0 13 * 5', '00 00 13 01 2')).toBe('copy');
    expect(await due('0 0 13 * 5', '00 00 14 01 5')).toBe('copy');
    expect(await due('0 0 13 * 5', '00 00 14 01 4')).toBe('');
    expect(await due('0 0 13 * *', '00 00 14 01 5')).toBe('');
  });

  test('leaves a file for the health check when the command fails', async () => {
    const fields = { MINUTES: '*', HOURS: '*', DAYS: '*', MONTHS: '*', WEEKDAYS: '*' };
    expect(await runs(everyDue, ['00 00 01 01 1'], { ...fields, COMMAND: 'false' })).toBe('.failed');
    const again = 'if [ -e "$FOLDER/.failed" ]; then echo again; else false; fi';
    expect(await runs(everyDue, ['00 00 01 01 1', '01 00 01 01 1'], { ...fields, COMMAND: again })).toBe('again');
  });

  test('brings each copy away once', async () => {
    const copy = 'echo "$(ls "$FOLDER" | tail -n 1)"';
    const make = 'touch "$FOLDER/20260101T000000Z.archive.gz.sha256"';
    const script = `${make}\n${everyCopy}`;
    expect(await runs(script, ['1', '2', '3'], { COMMAND: copy })).toBe('20260101T000000Z.archive.gz.sha256');
    expect(await runs(everyCopy, ['1', '2'], { COMMAND: copy })).toBe('');
    expect(await runs(script, ['1'], { COMMAND: 'false' })).toBe('.upload-failed');
  });

  test('is text that a POSIX shell reads', async () => {
    for (const script of [everyDue, everyCopy]) await expect(run('sh', ['-n', '-c', script])).resolves.toBeDefined();
  });
});

test('the secret files that were made are not committed', async () => {
  const path = await written('secrets', projects.small);
  expect(await readFile(join(dirname(path), projects.small.secretsFolder, '.gitignore'), 'utf8')).toBe('*\n');
});
