import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkPlatform } from '../../infra/model/platform.ts';
import { targetOf } from '../../infra/model/target.ts';
import { expectedSecrets } from '../../infra/charts/secrets/expected-secrets.ts';
import { expectOk, valueAt } from '../support/control-plane/api-client.ts';
import { ownControlPlane } from '../support/control-plane/control-plane.ts';
import { installCrds } from '../support/control-plane/crds.ts';
import { freePorts } from '../support/control-plane/free-ports.ts';
import { addNode } from '../support/control-plane/kwok.ts';
import { createModels, smallPlatform } from '../support/delivery-models.ts';
import { testContext } from '../support/test-context.ts';
import { createBench, type Outcome } from '../unit/cli/run-command.ts';

const cluster = await ownControlPlane();
const bench = await createBench();
const model = createModels(bench.folder);
afterAll(() => bench.stop());

/** With GPUs that are shared: then there are definitions to apply before. */
const platform = {
  ...smallPlatform,
  nodePools: {
    ...smallPlatform.nodePools,
    gpu: {
      cpu: 8,
      memory: '32Gi',
      max: 1,
      gpu: { model: 'NVIDIA L4', memory: '24Gi', sharing: { mode: 'time-slicing', shares: 4 } },
    },
  },
};
const { licences } = platform.services;

function withLicences(changes: object): object {
  return { ...platform, services: { licences: { ...licences, ...changes } } };
}

function withDev(dev: object): object {
  return { ...platform, environments: { dev: { flavour: 'kubernetes', ...dev } } };
}

/** Runs a command, such as `diff dev <model> --against cluster`, on the cluster. */
async function berth(command: string, given: object, ...options: readonly string[]): Promise<Outcome> {
  return bench.run([...command.split(' '), await model(given), '--kubeconfig', cluster.kubeconfig, ...options]);
}

const diff = (given: object, ...options: readonly string[]) =>
  berth('diff dev', given, '--against', 'cluster', ...options);

const doctor = (given: object) => berth('doctor -o json --cluster dev --model', given);

interface Shown {
  readonly name: string;
  readonly state: string;
  readonly found?: string;
}

/** What `berth doctor -o json` says is not well. */
function wrongIn({ stdout }: Outcome): readonly Shown[] {
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Shown[] };
  return findings.filter(({ state }) => state !== 'ok');
}

function namesOf(findings: readonly Shown[]): readonly string[] {
  return findings.map(({ name }) => name);
}

async function applyFolder(folder: string): Promise<void> {
  const { code, stderr } = await cluster.kubectl(['apply', '--server-side', '-f', join(bench.folder, folder)]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

async function secretValue(path: string): Promise<string> {
  const [namespace, name, key = ''] = path.split('/');
  const secret = await expectOk(cluster.read({ apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name } }));
  return Buffer.from(String(valueAt(secret, 'data', key)), 'base64').toString('utf8');
}

/** What became of each Secret, by its name. */
function changesIn({ stdout }: Outcome): Readonly<Record<string, string>> {
  const outcomes = JSON.parse(stdout) as { namespace: string; name: string; change: string }[];
  return Object.fromEntries(outcomes.map(({ namespace, name, change }) => [`${namespace}/${name}`, change]));
}

/** A kubeconfig like the administrator's, with something else in it. */
async function kubeconfigWith(
  name: string,
  change: { readonly token?: string; readonly url?: string },
): Promise<string> {
  const path = join(bench.folder, name);
  const text = await readFile(cluster.kubeconfig, 'utf8');
  const { token = cluster.token, url = cluster.url } = change;
  await writeFile(path, text.replaceAll(cluster.token, token).replaceAll(cluster.url, url), { mode: 0o600 });
  return path;
}

const expected = expectedSecrets(targetOf(checkPlatform(platform), 'dev')).map(
  ({ namespace, name }) => `${namespace}/${name}`,
);
const init = (...options: readonly string[]) => berth('secrets init dev', platform, '-o', 'json', ...options);

describe('an empty cluster', () => {
  test('is not fit yet: berth doctor --cluster says what it lacks', async () => {
    const outcome = await doctor(platform);
    expect(outcome.code).toBe(6);
    expect(namesOf(wrongIn(outcome))).toEqual([
      'Namespaces',
      ...expected.map((name) => `Secret ${name}`),
      'Pool general',
    ]);
  });

  test('gets each expected Secret and its namespaces from berth secrets init', async () => {
    const outcome = await init();
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(changesIn(outcome)).toEqual(Object.fromEntries(expected.map((name) => [name, 'created'])));
    expect(outcome.stdout).not.toContain(await secretValue('lab-data/mongodb-users/berth'));
  });

  test('keeps them when berth secrets init is run again', async () => {
    const before = await secretValue('lab-data/mongodb-users/berth');
    expect(changesIn(await init())).toEqual(Object.fromEntries(expected.map((name) => [name, 'unchanged'])));
    expect(await secretValue('lab-data/mongodb-users/berth')).toBe(before);
  });

  test('gets back a Secret that was deleted, and what is derived from it follows', async () => {
    await expectOk(
      cluster.remove({ apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'lab-data', name: 'mongodb-users' } }),
    );
    const before = await secretValue('lab-system/mongodb-uri/uri');
    const changes = changesIn(await init());
    expect(changes).toMatchObject({
      'lab-data/mongodb-users': 'created',
      'lab-system/mongodb-uri': 'completed',
      'lab-data/rabbitmq-user': 'unchanged',
    });
    const uri = await secretValue('lab-system/mongodb-uri/uri');
    expect(uri).not.toBe(before);
    expect(new URL(uri).password).toBe(await secretValue('lab-data/mongodb-users/berth'));
  });
});

describe('what berth synth writes', () => {
  test('is taken by kubectl, its folders one after the other, over what berth secrets init made', async () => {
    expect(await berthAlone('synth', platform, '-e', 'dev')).toMatchObject({ code: 0 });
    await applyFolder('dist/dev-crds');
    const wait = ['wait', '--for=condition=Established', '--timeout=30s', '-f', join(bench.folder, 'dist/dev-crds')];
    expect(await cluster.kubectl(wait)).toMatchObject({ code: 0 });
    await applyFolder('dist/dev');
  });

  test('is no difference once it is applied, and Secrets are none either', async () => {
    expect(await diff(platform)).toEqual({ code: 0, stdout: 'no difference\n', stderr: '' });
  });

  test('differs by exactly the field that was changed in the model', async () => {
    const { stdout } = await diff(withLicences({ image: 'registry.example.org/lab/licences:3.3' }), '-o', 'json');
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({
        change: 'changed',
        object: expect.objectContaining({ kind: 'StatefulSet' }),
        fields: [
          {
            path: 'spec.template.spec.containers[licences].image',
            before: 'registry.example.org/lab/licences:3.2',
            after: 'registry.example.org/lab/licences:3.3',
          },
        ],
        immutable: [],
      }),
    ]);
  });

  test('shows what is no longer in the model as removed, and what is new as added', async () => {
    const renamed = { ...platform, services: { keys: licences } };
    const { stdout } = await diff(renamed);
    expect(stdout).toContain('\n- StatefulSet lab-services/licences\n');
    expect(stdout).toContain('\n- Service lab-services/licences\n');
    expect(stdout).toContain('+ StatefulSet lab-services/keys\n');
    expect(stdout).not.toMatch(/^- (?!\S+ (lab-services\/)?\S*licences)/m);
  });

  test('shows a change that the existing object cannot take as such, and nothing else', async () => {
    const { code, stdout } = await diff(withLicences({ storage: { path: '/var/lib/licences', size: '2Gi' } }));
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: [
        '~ StatefulSet lab-services/licences',
        '    ~ spec.volumeClaimTemplates[storage].spec.resources.requests.storage: "1Gi" → "2Gi"   (cannot be changed: the object must be made anew)',
        '',
        '0 to add, 1 to change, 0 to remove',
        '',
      ].join('\n'),
    });
  });

  test('that a policy of the cluster refuses is said to be refused, not to be unchangeable', async () => {
    const patch = [{ op: 'add', path: '/spec/template/spec/hostNetwork', value: true }];
    const target = { kind: 'StatefulSet', name: 'licences', namespace: 'lab-services' };
    const patches = [{ target, patch, reason: 'to see who refuses it' }];
    const { code, stderr } = await diff(withDev({ patches }));
    expect(code).toBe(2);
    expect(stderr).toMatch(/StatefulSet.apps lab-services\/licences.*ValidatingAdmissionPolicy/);
  });

  test('can be applied over an earlier one, also where that changes a namespace', async () => {
    const patch = [{ op: 'replace', path: '/metadata/labels/pod-security.kubernetes.io~1warn', value: 'baseline' }];
    const patches = [{ target: { kind: 'Namespace', name: 'lab-services' }, patch, reason: 'fewer warnings' }];
    const changed = withDev({ patches });
    expect(await berthAlone('synth', changed, '-e', 'dev')).toMatchObject({ code: 0 });
    await applyFolder('dist/dev');
    expect(await diff(changed)).toMatchObject({ code: 0, stdout: 'no difference\n' });
  });
});

/** Runs a command that needs no cluster. */
async function berthAlone(command: string, given: object, ...options: readonly string[]): Promise<Outcome> {
  return bench.run([...command.split(' '), await model(given), ...options]);
}

describe('a cluster that cannot be used', () => {
  let nobody: string;
  let nowhere: string;

  beforeAll(async () => {
    const token = await cluster.tokenFor({ namespace: await cluster.newNamespace('guest'), name: 'default' });
    nobody = await kubeconfigWith('nobody', { token });
    const [port] = await freePorts();
    nowhere = await kubeconfigWith('nowhere', { url: `https://127.0.0.1:${port}` });
  });

  const commands: readonly (readonly string[])[] = [
    ['diff', '--against', 'cluster', 'dev'],
    ['secrets', 'init', 'dev'],
    ['doctor', '--cluster', 'dev', '--model'],
  ];

  test.each(commands)('refuses a user without rights, who is told what was refused (%s)', async (...command) => {
    const { code, stderr } = await bench.run([...command, await model(platform), '--kubeconfig', nobody]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/was answered 403: .*system:serviceaccount:guest-\w+:default" cannot (get|list)/);
    expect(stderr).toContain('what to do: Use a kubeconfig');
  });

  test.each(commands)('does not answer, and is named (%s)', async (...command) => {
    const { code, stderr } = await bench.run([...command, await model(platform), '--kubeconfig', nowhere]);
    expect([code, stderr]).toEqual([
      6,
      expect.stringMatching(/The cluster at https:\S+ does not answer: .*ECONNREFUSED/),
    ]);
  });

  test.each(commands)('has no such context, and the known ones are named (%s)', async (...command) => {
    const { code, stderr } = await bench.run([...command, await model(platform), '--kube-context', 'production'], {
      env: { KUBECONFIG: cluster.kubeconfig },
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('no context "production"')]);
    expect(stderr).toContain('Name one of berth.');
  });
});

describe('berth doctor --cluster', () => {
  const exposed = withDev({ domain: 'lab.example.org', exposure: { class: 'envoy', issuer: 'letsencrypt' } });

  test('says for a reader what is missing and what to do', async () => {
    const { stdout } = await berth('doctor --cluster dev --model', exposed);
    expect(stdout).toMatch(/^cert-manager +MISSING +no cert-manager\.io\/v1\/Certificate/m);
    expect(stdout).toContain('  cert-manager: Install cert-manager, or leave `domain` out of the environment.\n');
  });

  test('is content once the pools have their nodes', async () => {
    await addNode(cluster, {
      name: 'node-1',
      labels: { 'berth.dev/pool': 'general' },
      capacity: { cpu: '8', memory: '32Gi', pods: '110' },
    });
    const outcome = await doctor(platform);
    expect(wrongIn(outcome)).toEqual([]);
    expect(outcome).toMatchObject({ code: 0, stderr: expect.stringContaining('dev can run in this cluster.') });
  });

  test('finds a node that is not like its pool, and one of an unknown pool', async () => {
    await addNode(cluster, { name: 'node-2', labels: { 'berth.dev/pool': 'gpu' } });
    await addNode(cluster, { name: 'node-3', labels: { 'berth.dev/pool': 'bare' } });
    const wrong = wrongIn(await doctor(platform));
    expect(new Set(namesOf(wrong))).toEqual(new Set(['Node node-2', 'Node node-3']));
    expect(wrong.map(({ found }) => found)).toContain('label berth.dev/pool: bare');
    for (const name of ['node-2', 'node-3']) {
      await expectOk(cluster.remove({ apiVersion: 'v1', kind: 'Node', metadata: { name } }));
    }
  });

  test('finds a Secret that is gone', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'lab-system', name: 'relay-secret' } };
    await expectOk(cluster.remove(secret));
    const outcome = await doctor(platform);
    expect([outcome.code, namesOf(wrongIn(outcome))]).toEqual([6, ['Secret lab-system/relay-secret']]);
    await init();
  });

  test('finds the kinds that nobody has brought, and then the classes that nobody has made', async () => {
    const [certManager, gatewayApi, ...classes] = wrongIn(await doctor(exposed)).toSorted(byName);
    expect(certManager).toMatchObject({ name: 'cert-manager', found: 'no cert-manager.io/v1/Certificate' });
    expect(gatewayApi).toMatchObject({ name: 'the Gateway API', found: expect.stringContaining('/v1/HTTPRoute') });
    expect(classes).toHaveLength(2);
    await installCrds(cluster, testContext);
    const wanted = ['ClusterIssuer letsencrypt', 'GatewayClass envoy'];
    expect(namesOf(wrongIn(await doctor(exposed))).toSorted()).toEqual(wanted);
  });
});

/** Parts, whose names begin small, before objects. */
function byName(a: Shown, b: Shown): number {
  return Number(/^[A-Z]/.test(a.name)) - Number(/^[A-Z]/.test(b.name)) || (a.name < b.name ? -1 : 1);
}
