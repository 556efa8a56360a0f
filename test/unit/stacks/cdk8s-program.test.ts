import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runForCdk8s } from '../../../stacks/cdk8s-program.ts';
import { smallPlatform, withDev, withLicences } from '../../support/delivery-models.ts';

let dist: string;
let said: string;

beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'berth-cdk8s-'));
  said = '';
});
afterEach(() => rm(dist, { recursive: true, force: true }));

/** What `cdk8s synth` does: it empties its folder, and starts the program. */
async function cdk8sSynth(model: unknown, outdir = join(dist, '.cdk8s')): Promise<boolean> {
  await rm(outdir, { recursive: true, force: true });
  return runForCdk8s({
    file: '/lab/berth.config.ts',
    load: async () => (model instanceof Error ? Promise.reject(model) : { default: model }),
    outdir,
    today: '2026-03-01',
    say: (line) => (said += `${line}\n`),
  });
}

const dev = (file: string) => readFile(join(dist, 'dev', file), 'utf8');
const larger = withLicences({ storage: { path: '/var/lib/licences', size: '2Gi' } });

describe('the program that cdk8s synth runs', () => {
  test('writes beside the folder that cdk8s empties, where it leaves a copy that nobody commits', async () => {
    expect(await cdk8sSynth(smallPlatform)).toBe(true);
    expect((await readdir(dist)).toSorted()).toEqual(['.cdk8s', 'dev', 'staging']);
    expect((await readdir(join(dist, '.cdk8s'))).toSorted()).toEqual(['.gitignore', 'dev', 'staging']);
    expect(await readFile(join(dist, '.cdk8s/dev/10-workloads.yaml'), 'utf8')).toBe(await dev('10-workloads.yaml'));
    expect(said).toMatch(/^dev \(kubernetes\): \d+ objects in \d+ files in .*dev$/m);
    expect(said).toContain('next, each in the cluster that it is for:');
  });

  test('leaves alone what is not of an environment', async () => {
    await mkdir(join(dist, 'compose/secrets'), { recursive: true });
    await writeFile(join(dist, 'compose/secrets/relay-secret'), 's');
    await writeFile(join(dist, 'berth-0.1.0.tgz'), '');
    await cdk8sSynth(smallPlatform);
    await cdk8sSynth(smallPlatform);
    expect(await readdir(dist)).toEqual(expect.arrayContaining(['berth-0.1.0.tgz', 'compose']));
    expect(await readFile(join(dist, 'compose/secrets/relay-secret'), 'utf8')).toBe('s');
  });

  test('keeps what was written when the model is wrong, and says where it is', async () => {
    await cdk8sSynth(smallPlatform);
    const before = await dev('10-workloads.yaml');
    said = '';
    expect(await cdk8sSynth(withDev({ flavour: 'nomad' }))).toBe(false);
    expect(said).toMatch(/^error: 1 place in \/lab\/berth\.config\.ts is wrong\.\n {2}\/environments\/dev\/flavour: /);
    expect(said).toContain('  code MODEL_INVALID\n');
    expect(await dev('10-workloads.yaml')).toBe(before);
    // cdk8s takes a folder that is there for success.
    expect((await readdir(dist)).toSorted()).toEqual(['dev', 'staging']);
  });

  test('says what keeps the model from being loaded', async () => {
    expect(await cdk8sSynth(new SyntaxError("Expected ','"))).toBe(false);
    expect(said).toContain("error: /lab/berth.config.ts cannot be loaded: Expected ','");
  });

  test('asks for environments where there are none', async () => {
    expect(await cdk8sSynth({ name: 'lab' })).toBe(false);
    expect(said).toContain("environments: { dev: { flavour: 'kubernetes'");
  });

  test('refuses a change that an existing object cannot take', async () => {
    await cdk8sSynth(smallPlatform);
    const before = await dev('10-workloads.yaml');
    expect(await cdk8sSynth(larger)).toBe(false);
    expect(said).toContain('spec.volumeClaimTemplates[storage].spec.resources.requests.storage: expected "1Gi"');
    expect(said).toContain('code CHANGE_IMMUTABLE');
    expect(await dev('10-workloads.yaml')).toBe(before);
  });

  test('does not replace a folder that holds something else', async () => {
    await mkdir(join(dist, 'dev'));
    await writeFile(join(dist, 'dev/kustomization.yaml'), '');
    expect(await cdk8sSynth(smallPlatform)).toBe(false);
    expect(said).toContain('has "kustomization.yaml", which no synthesis has written');
    expect(await readdir(join(dist, 'dev'))).toEqual(['kustomization.yaml']);
  });

  test('refuses what breaks a policy, and says which rule', async () => {
    expect(await cdk8sSynth({ ...smallPlatform, policies: {} })).toBe(false);
    expect(said).toContain('error: dev breaks 1 policy.\n  image-digest: ');
    expect(await readdir(dist)).toEqual([]);
  });

  test('writes straight into any other folder, as cdk8s synth --output asks', async () => {
    const other = join(dist, 'other');
    expect(await cdk8sSynth(smallPlatform, other)).toBe(true);
    expect((await readdir(other)).toSorted()).toEqual(['dev', 'staging']);
    expect(await readdir(dist)).toEqual(['other']);
  });
});
