import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createModels, smallPlatform, withDev, withLicences } from '../../support/delivery-models.ts';
import { createBench, type CommandBench, type Outcome } from './run-command.ts';

let bench: CommandBench;
let model: (platform: object) => Promise<string>;

beforeEach(async () => {
  bench = await createBench();
  model = createModels(bench.folder);
});
afterEach(() => bench.stop());

/** Runs a command in the name of a model. */
async function berth(platform: object, command: string, ...options: readonly string[]): Promise<Outcome> {
  return bench.run([...command.split(' '), await model(platform), ...options]);
}

/** Each file below a folder, with its text. */
async function filesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(join(bench.folder, folder), { recursive: true });
  const files = names.filter((name) => name.includes('.yaml')).toSorted();
  const texts = await Promise.all(files.map((name) => readFile(join(bench.folder, folder, name), 'utf8')));
  return Object.fromEntries(files.map((name, index) => [name, texts[index] ?? '']));
}

/** What is said to a user has no lines of a stack. */
const stack = /^\s+at .*[:(]\d+|node:internal|\.ts:\d+/m;

const mandatoryBreach = { ...smallPlatform, policies: { levels: smallPlatform.policies.levels } };
const exception = {
  rule: 'image-digest',
  target: { kind: 'StatefulSet', name: 'licences' },
  reason: 'its maker moves the tag',
};

describe('berth synth', () => {
  test('writes a folder for each environment, and the same bytes the next time', async () => {
    const first = await berth(smallPlatform, 'synth');
    expect(first).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('kubectl apply --server-side -f dist/dev'),
    });
    const files = await filesIn('dist');
    expect(new Set(Object.keys(files).map((name) => name.split('/')[0]))).toEqual(new Set(['dev', 'staging']));
    expect(await berth(smallPlatform, 'synth', '--to', 'again')).toMatchObject({ code: 0 });
    expect(await filesIn('again')).toEqual(files);
  });

  test('writes the chosen environments only, and says as JSON what it wrote', async () => {
    const { code, stdout } = await berth(smallPlatform, 'synth', '-e', 'staging', '-o', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ environment: 'staging', flavour: 'kubernetes', folder: 'dist/staging', crds: 0 }),
    ]);
    expect(await readdir(join(bench.folder, 'dist'))).toEqual(['staging']);
  });

  test('replaces what an earlier synthesis wrote, definitions included', async () => {
    await mkdir(join(bench.folder, 'dist/dev-crds'), { recursive: true });
    await mkdir(join(bench.folder, 'dist/dev'), { recursive: true });
    await writeFile(join(bench.folder, 'dist/dev-crds/crds.yaml'), '');
    await writeFile(join(bench.folder, 'dist/dev/99-gone.yaml'), '');
    expect(await berth(smallPlatform, 'synth', '-e', 'dev')).toMatchObject({ code: 0 });
    expect(await readdir(join(bench.folder, 'dist'))).toEqual(['dev']);
    expect(await readdir(join(bench.folder, 'dist/dev'))).not.toContain('99-gone.yaml');
  });

  test('does not replace a folder that holds something else', async () => {
    await mkdir(join(bench.folder, 'dev'));
    await writeFile(join(bench.folder, 'dev/notes.txt'), 'mine');
    const { code, stderr } = await berth(smallPlatform, 'synth', '--to', '.');
    expect([code, stderr]).toEqual([2, expect.stringContaining('has "notes.txt", which is no manifest')]);
    expect(await readdir(join(bench.folder, 'dev'))).toEqual(['notes.txt']);
    expect(await readdir(bench.folder)).not.toContain('staging');
  });

  test('refuses an unknown environment, and names the known ones', async () => {
    const { code, stderr } = await berth(smallPlatform, 'synth', '-e', 'prod');
    expect(code).toBe(2);
    expect(stderr).toContain('"prod" is no environment of lab');
    expect(stderr).toContain('Name one of dev, staging.');
  });

  test('refuses a model without environments, and says how to add one', async () => {
    const { code, stderr } = await berth({ name: 'lab' }, 'synth');
    expect(code).toBe(2);
    expect(stderr).toContain("environments: { dev: { flavour: 'kubernetes' } }");
  });

  test('refuses a wrong model with its path and without a stack', async () => {
    const { code, stderr } = await berth(withDev({ flavour: 'openstack' }), 'synth');
    expect(code).toBe(2);
    expect(stderr).toContain('/environments/dev/flavour');
    expect(stderr).not.toMatch(stack);
  });

  test('refuses a patch that fits no object, with the construct path and without a stack', async () => {
    const reason = 'there is nobody of this name';
    const patches = [
      { target: { kind: 'Deployment', name: 'nobody' }, patch: [{ op: 'remove', path: '/spec' }], reason },
    ];
    const { code, stderr } = await berth(withDev({ patches }), 'synth');
    expect(code).toBe(2);
    expect(stderr).toContain('nobody');
    expect(stderr).not.toMatch(stack);
  });

  test('writes nothing of any environment when one breaks a policy', async () => {
    const platform = {
      ...smallPlatform,
      environments: {
        ...smallPlatform.environments,
        staging: { flavour: 'kubernetes', policies: { parameters: { requireDigests: true } } },
      },
    };
    const { code, stderr } = await berth(platform, 'synth');
    expect(code).toBe(2);
    expect(stderr).toMatch(/staging breaks \d+ policies/);
    expect(stderr).toContain('image-digest');
    expect(stderr).not.toMatch(stack);
    expect(await readdir(bench.folder)).not.toContain('dist');
  });

  describe('over what was written before', () => {
    const larger = withLicences({ storage: { path: '/var/lib/licences', size: '2Gi' } });

    test('refuses a change that an existing object cannot take, and leaves the files as they are', async () => {
      await berth(smallPlatform, 'synth');
      const before = await filesIn('dist');
      const { code, stderr } = await berth(larger, 'synth');
      expect(code).toBe(5);
      expect(stderr).toMatch(/dev\/\S*licences\S*\/spec\/volumeClaimTemplates/);
      expect(stderr).toContain('--replace');
      expect(stderr).not.toMatch(stack);
      expect(await filesIn('dist')).toEqual(before);
    });

    test('takes it with --replace', async () => {
      await berth(smallPlatform, 'synth');
      expect(await berth(larger, 'synth', '--replace')).toMatchObject({ code: 0 });
      expect(Object.values(await filesIn('dist/dev')).join('')).toContain('2Gi');
    });

    test('says which file is no manifest', async () => {
      await berth(smallPlatform, 'synth', '-e', 'dev');
      await writeFile(join(bench.folder, 'dist/dev/00-namespaces.yaml'), 'a: [');
      const { code, stderr } = await berth(smallPlatform, 'synth', '-e', 'dev');
      expect([code, stderr]).toEqual([2, expect.stringContaining('00-namespaces.yaml is no YAML')]);
      expect(stderr).not.toMatch(stack);
    });
  });
});

describe('berth vet', () => {
  test('says path, rule and remedy of what is broken, and ends with 2', async () => {
    const { code, stdout } = await berth(mandatoryBreach, 'vet', '-e', 'dev');
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /refused dev\/\S*StatefulSet-lab-services-licences\S*\n {4}image-digest: .+\n {4}what to do: .+/,
    );
  });

  test('gives advice without failing', async () => {
    const levels = { ...smallPlatform.policies.levels, 'image-digest': 'advisory' };
    const platform = { ...smallPlatform, policies: { levels } };
    const { code, stdout } = await berth(platform, 'vet', '-e', 'dev');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^dev: \d+ objects, 0 refused, [1-9]\d* advised/);
    expect(stdout).toContain('advised dev/');
  });

  test('says as JSON what each rule found', async () => {
    const { stdout } = await berth(mandatoryBreach, 'vet', '-o', 'json');
    const verdicts = JSON.parse(stdout) as { environment: string; violations: object[] }[];
    expect(verdicts.map(({ environment }) => environment)).toEqual(['dev', 'staging']);
    expect(verdicts[0]?.violations).toContainEqual(
      expect.objectContaining({ rule: 'image-digest', severity: 'mandatory', remedy: expect.any(String) }),
    );
  });

  test('takes an exception until its last day, and refuses it from then on', async () => {
    const withException = (until: string) => ({
      ...mandatoryBreach,
      policies: { ...mandatoryBreach.policies, exceptions: [{ ...exception, until }] },
    });
    const [current, expired] = [
      await berth(withException('2026-03-01'), 'vet', '-e', 'dev'),
      await berth(withException('2026-02-28'), 'vet', '-e', 'dev'),
    ];
    expect(current.stdout).not.toMatch(/refused \S*licences\S*\n {4}image-digest/);
    expect(expired.code).toBe(2);
    expect(expired.stderr).toContain(
      '/policies/exceptions/0/until: expected a day not before today, 2026-03-01, found "2026-02-28"',
    );
    expect(expired.stdout).toBe('');
  });
});

describe('berth diff against what was written', () => {
  test('says that there is no difference', async () => {
    await berth(smallPlatform, 'synth');
    expect(await bench.run(['diff', 'dev', await model(smallPlatform)])).toEqual({
      code: 0,
      stdout: 'no difference\n',
      stderr: '',
    });
  });

  test('shows the field that changes, and what cannot be changed on an existing object', async () => {
    await berth(smallPlatform, 'synth');
    const image = 'registry.example.org/lab/licences:3.3';
    const changed = withLicences({ image, storage: { path: '/var/lib/licences', size: '2Gi' } });
    const { code, stdout } = await bench.run(['diff', 'dev', await model(changed)]);
    expect(code).toBe(0);
    expect(stdout).toContain('~ StatefulSet lab-services/licences');
    expect(stdout).toMatch(/containers\[licences\]\.image: .*3\.2" → .*3\.3"$/m);
    expect(stdout).toMatch(/volumeClaimTemplates\[storage\]\S*storage: "1Gi" → "2Gi" .*cannot be changed/);
  });

  test('asks for what was never written', async () => {
    const { code, stderr } = await bench.run(['diff', 'dev', await model(smallPlatform)]);
    expect(code).toBe(2);
    expect(stderr).toContain('berth synth -e dev');
  });

  test('refuses an unknown environment', async () => {
    expect(await bench.run(['diff', 'prod', await model(smallPlatform)])).toMatchObject({ code: 2 });
  });
});

describe('a cluster that cannot be found', () => {
  const commands = [
    ['diff', '--against', 'cluster', 'dev'],
    ['secrets', 'init', 'dev'],
  ];

  test.each(commands)('is looked for in the home folder, and asked for (%s %s)', async (...command) => {
    const { code, stderr } = await bench.run([...command, await model(smallPlatform)]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(join(bench.folder, '.kube/config'))]);
    expect(stderr).toContain('--kubeconfig');
  });

  test('is asked for where the kubeconfig is none', async () => {
    await writeFile(join(bench.folder, 'broken'), 'clusters: [');
    const { code, stderr } = await bench.run(['doctor', '--cluster', 'dev', '--model', await model(smallPlatform)], {
      env: { KUBECONFIG: `${join(bench.folder, 'not-there')}:${join(bench.folder, 'broken')}` },
    });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/broken cannot be read/)]);
    expect(stderr).not.toMatch(stack);
  });
});

describe('berth secrets init', () => {
  test('is refused where External Secrets bring them', async () => {
    const platform = withDev({ secrets: { store: 'vault' } });
    const { code, stderr } = await bench.run(['secrets', 'init', 'dev', await model(platform)]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('from the store "vault"')]);
  });
});
