import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createModels, smallPlatform } from '../../support/delivery-models.ts';
import { createBench, type CommandBench, type Outcome } from './run-command.ts';

let bench: CommandBench;
let model: (platform: object) => Promise<string>;

beforeEach(async () => {
  bench = await createBench();
  model = createModels(bench.folder);
});
afterEach(() => bench.stop());

/** Runs a command in the name of a model. */
async function berth(platform: object, command: string): Promise<Outcome> {
  return bench.run([command, await model(platform)]);
}

describe('a model that is wrong is told as that, never as a fault of Berth:', () => {
  const heavy = { image: 'registry.example.org/lab/heavy:1', port: 80, cpu: 64, memory: '1Ti' };
  const bucket = {
    endpoint: 'https://s3.example.org/path',
    bucket: 'lab-backups',
    region: 'r',
    cidrs: ['192.0.2.0/24'],
  };
  const stores = (more: object) => ({ ...smallPlatform, stores: { ...smallPlatform.stores, ...more } });
  const volume = { size: '1Gi' };
  const wrong: readonly (readonly [string, object, RegExp])[] = [
    ['a service that fits no pool', { ...smallPlatform, services: { heavy } }, /\/services\/heavy: /],
    ['a schedule of no time', stores({ backup: { schedule: '0 25 * * *', to: { volume } } }), /\/backup\/schedule: /],
    ['too little memory', stores({ mongodb: { memory: '256Mi' } }), /\/mongodb\/memory: /],
    ['an endpoint with a path', stores({ backup: { to: { s3: bucket } } }), /\/backup\/to\/s3\/endpoint: /],
  ];

  test.each(wrong)('%s', async (_, platform, place) => {
    const { code, stderr } = await berth(platform, 'synth');
    expect([code, stderr]).toEqual([2, expect.stringMatching(place)]);
    expect(stderr).not.toContain('inside the command');
    expect(stderr).toMatch(/code (MODEL|SYNTH)_INVALID/);
    expect((await berth(platform, 'vet')).code).toBe(2);
  });

  test('two services that make the same object', async () => {
    const { licences } = smallPlatform.services;
    const services = { licences, 'licences-members': { image: 'registry.example.org/lab/x:1', port: 80 } };
    const { code, stderr } = await berth({ ...smallPlatform, services }, 'synth');
    expect([code, stderr]).toEqual([2, expect.stringContaining('/services/licences-members: expected a name')]);
    expect(stderr).toContain('/services/licences makes an object that is called the same');
  });

  test('each environment that is wrong', async () => {
    const patched = (name: string) => ({
      flavour: 'kubernetes',
      patches: [
        { target: { kind: 'Deployment', name }, patch: [{ op: 'remove', path: '/spec' }], reason: 'nobody has it' },
      ],
    });
    const environments = { dev: patched('one'), staging: { ...patched('other'), prefix: 'lab-staging' } };
    const { code, stderr } = await berth({ ...smallPlatform, environments }, 'synth');
    expect([code, stderr.match(/^error: .*/gm)]).toEqual([
      2,
      ['error: The environment dev cannot be synthesized.', 'error: The environment staging cannot be synthesized.'],
    ]);
    expect(stderr.match(/^ {2}code SYNTH_INVALID/gm)).toHaveLength(2);
  });

  test('what all environments have from the platform once', async () => {
    const { code, stderr } = await berth({ ...smallPlatform, policies: { levels: { nothing: 'off' } } }, 'synth');
    expect([code, stderr.match(/^error: .*/gm)]).toEqual([
      2,
      ['error: The environments dev, staging cannot be synthesized.'],
    ]);
    expect(stderr).toContain('code POLICY_SETTINGS_INVALID');
  });
});

describe('a model that is not there', () => {
  test('is asked for by its folder and its file', async () => {
    const { code, stderr } = await bench.run(['synth', 'nowhere']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`There is no folder ${join(bench.folder, 'nowhere')}.`),
    ]);
    expect(stderr).toContain('berth.config.ts or stacks/berth.config.ts');
    expect(stderr).not.toContain('berth up');
    await mkdir(join(bench.folder, 'empty'));
    expect((await bench.run(['synth', 'empty'])).stderr).toContain(
      `There is no berth.config.ts or stacks/berth.config.ts in ${join(bench.folder, 'empty')}.`,
    );
  });
});

describe('a model that Node.js cannot load', () => {
  const entry = resolve(import.meta.dirname, '../../../services/cli/berth.js');

  /** Runs a command on a file in a process of its own: here jest would read it. */
  async function vet(text: string): Promise<{ readonly code: unknown; readonly stderr: string }> {
    await writeFile(join(bench.folder, 'berth.config.ts'), text);
    const env = { PATH: process.env['PATH'], BERTH_HOME: bench.folder };
    return new Promise((done) => {
      execFile(process.execPath, [entry, 'vet', bench.folder], { env }, (error, _, stderr) => {
        done({ code: error?.code ?? 0, stderr });
      });
    });
  }

  test.each([
    ['a slip of syntax', "export default {\n  name: 'lab'\n  services: {},\n};\n", 3, 'services: {},'],
    ['a line that throws', 'const at: string[] = [];\nexport default { name: at[0].trim() };\n', 2, 'export default {'],
  ])('is told with its line: %s', async (_, text, line, source) => {
    const { code, stderr } = await vet(text);
    const file = join(bench.folder, 'berth.config.ts');
    expect([code, stderr]).toEqual([2, expect.stringContaining(`, at ${file}:${line}: ${source}`)]);
    expect(stderr).toContain(`error: ${file} cannot be loaded: `);
    expect(stderr).toContain('what to do: Correct that line.');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
