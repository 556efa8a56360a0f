import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
    await writeFile(join(bench.folder, 'dist/dev/12-observability.yaml'), '');
    expect(await berth(smallPlatform, 'synth', '-e', 'dev')).toMatchObject({ code: 0 });
    expect(await readdir(join(bench.folder, 'dist'))).toEqual(['dev']);
    expect(await readdir(join(bench.folder, 'dist/dev'))).not.toContain('12-observability.yaml');
  });

  test.each(['notes.txt', 'kustomization.yaml'])(
    'does not replace a folder that holds something else: %s',
    async (file) => {
      await mkdir(join(bench.folder, 'dev'));
      await writeFile(join(bench.folder, 'dev', file), 'kind: Kustomization\n');
      const { code, stderr } = await berth(smallPlatform, 'synth', '--to', '.');
      expect([code, stderr]).toEqual([2, expect.stringContaining(`has "${file}", which no synthesis has written`)]);
      expect(await readdir(join(bench.folder, 'dev'))).toEqual([file]);
      expect(await readdir(bench.folder)).not.toContain('staging');
    },
  );

  test.each([
    ['out', 'out'],
    ['out', 'out/dev'],
    ['out/below', 'out'],
  ])('asks for a folder: --to %s, and %s is a file', async (to, file) => {
    await mkdir(dirname(join(bench.folder, file)), { recursive: true });
    await writeFile(join(bench.folder, file), '');
    const { code, stderr } = await berth(smallPlatform, 'synth', '--to', to);
    expect([code, stderr]).toEqual([2, expect.stringContaining(join(bench.folder, to))]);
    expect(stderr).toContain('what to do: Name a folder');
  });

  test('says what to run next: definitions, until they are established, then the objects', async () => {
    expect((await berth(withDev({}), 'synth')).stderr).toContain('next: kubectl apply --server-side -f dist/dev\n');
    const gpu = { cpu: 8, memory: '32Gi', max: 1, gpu: { model: 'NVIDIA L4', memory: '24Gi' } };
    const nodePools = { ...smallPlatform.nodePools, gpu };
    const crds = 'dist/dev-crds';
    expect((await berth({ ...smallPlatform, nodePools }, 'synth', '--replace')).stderr).toContain(
      [
        'next, each in the cluster that it is for:',
        `  kubectl apply --server-side -f ${crds} && kubectl wait --for condition=established --timeout=60s -f ${crds} && kubectl apply --server-side -f dist/dev`,
        '  kubectl apply --server-side -f dist/staging-crds && ',
      ].join('\n'),
    );
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
    expect(stderr).toContain(
      "environments: { dev: { flavour: 'kubernetes', policies: { parameters: { requireDigests: false } } } }",
    );
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
    expect(stderr).toMatch(
      /^error: staging breaks 1 policy\.\n {2}image-digest: (\d+) objects\. Every image .+\n {4}refused staging\/\S+: container/m,
    );
    expect(stderr.match(/^ {4}refused staging\//gm)).toHaveLength(
      Number(/image-digest: (\d+) objects/.exec(stderr)?.[1]),
    );
    expect(stderr.match(/what to do: Name the image/g)).toHaveLength(1);
    expect(stderr).toContain('code POLICY_VIOLATED');
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
      expect(stderr).toMatch(
        /dev\/\S*licences: spec\.volumeClaimTemplates\[storage\]\.spec\.resources\.requests\.storage: expected "1Gi", as it was, found "2Gi" \(StatefulSet lab-services\/licences cannot be changed there\)/,
      );
      expect(stderr).toMatch(/^error: staging has changes that/m);
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

  test('says the place in the model of a worker whose pods the API server would refuse', async () => {
    const workers = { mesher: { image: 'registry.example.org/lab/mesher' } };
    const { code, stdout } = await berth(
      { ...smallPlatform, sessionTypes: { design: { workers } } },
      'vet',
      '-e',
      'dev',
    );
    expect([code, stdout]).toEqual([2, expect.stringContaining('refused dev/sessionTypes/design/workers/mesher\n')]);
  });

  test('gives advice without failing', async () => {
    const platform = { ...smallPlatform, policies: { ...smallPlatform.policies, levels: {} } };
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
    expect(expired.stderr).toContain('code POLICY_EXCEPTION_ENDED');
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

  test('says as JSON what each object is, without repeating it', async () => {
    await berth(smallPlatform, 'synth');
    const changed = withLicences({ image: 'registry.example.org/lab/licences:3.3' });
    const { stdout } = await bench.run(['diff', 'dev', await model(changed), '-o', 'json']);
    expect(JSON.parse(stdout)).toContainEqual({
      change: 'changed',
      object: { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'lab-services', name: 'licences' },
      fields: [expect.objectContaining({ path: 'spec.template.spec.containers[licences].image' })],
      immutable: [],
    });
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
