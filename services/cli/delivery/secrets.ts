import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { namespaces } from '../../../infra/charts/foundation/namespaces.ts';
import {
  showSecretKey,
  type ExpectedSecret,
  type SecretKey,
  type SecretMake,
} from '../../../infra/charts/secrets/expected-secret.ts';
import { expectedSecrets } from '../../../infra/charts/secrets/expected-secrets.ts';
import { isDerived, makeSecrets, MissingValuesError } from '../../../infra/charts/secrets/make-secrets.ts';
import { identityOf } from '../../../infra/constructs/strict/identity.ts';
import type { KubernetesObject } from '../../../infra/kubernetes/object.ts';
import type { Secret } from '../../../infra/kubernetes/types.ts';
import { targetOf, type Target } from '../../../infra/model/target.ts';
import { orRefuse } from '../../../stacks/assemble-all.ts';
import { CommandError, usageError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { Printer, type OutputFormat } from '../output/printer.ts';
import { openCluster, type ClusterOptions } from './cluster-options.ts';
import { objectPath, unexpectedAnswer, type KubeClient } from './cluster/kube-client.ts';
import { chosenEnvironments, loadPlatform } from './environments.ts';
import { withRefusals } from './refusals.ts';

/** Options of `berth secrets init`. */
export interface InitOptions extends ClusterOptions {
  readonly set?: readonly string[];
  readonly output: OutputFormat;
}

/** What became of one Secret. */
interface Outcome {
  readonly namespace: string;
  readonly name: string;
  readonly change: 'created' | 'completed' | 'unchanged';
  readonly keys: readonly string[];
}

const fieldManager = 'berth-secrets';
/** As whom the manifests are applied: what of them is made here in advance is theirs, else the next apply conflicts. */
const manifestManager = 'kubectl';
const notFound = 404;

/** Makes the secrets of an environment in its cluster. */
export async function initSecrets(
  io: CommandIo,
  { environment, folder, options }: { environment: string; folder: string; options: InitOptions },
): Promise<void> {
  const platform = await loadPlatform(io, folder);
  chosenEnvironments(platform, [environment]);
  const target = targetOf(platform, environment);
  if (target.environment.secrets !== undefined) {
    throw usageError(
      `External Secrets bring the secrets of ${environment}, from the store "${target.environment.secrets.store}".`,
      'Put them there (docs/guides/your-first-environment.md lists their names), or remove `secrets` from the environment.',
    );
  }
  const expected = await withRefusals(() => orRefuse(environment, () => expectedSecrets(target)));
  // What was typed is judged before the cluster is looked for.
  const given = await givenValues(io, expected, options.set ?? []);
  const client = await openCluster(io, options);
  const there = await secretsThere(client, expected);
  const made = make(expected, (at) => given.get(showSecretKey(at)) ?? there.get(showSecretKey(at)));
  for (const namespace of namespaces(target)) await ensure(client, namespace);
  const outcomes: Outcome[] = [];
  for (const secret of made) outcomes.push(await keep(client, target, { secret, there }));
  new Printer(io, options.output).data(outcomes, () => outcomes.map(showOutcome).join(''));
}

function make(expected: readonly ExpectedSecret[], known: (at: SecretKey) => string | undefined): readonly Secret[] {
  try {
    return makeSecrets(expected, randomBytes, known);
  } catch (error) {
    if (!(error instanceof MissingValuesError)) throw error;
    throw new CommandError({
      exitCode: exitCodes.usage,
      detail: 'Some values are known to you only.',
      remedy: 'Give each with --set <namespace>/<name>/<key>=<value>, or =@file.',
      issues: error.missing.map(({ at, what }) => ({ path: showSecretKey(at), expected: what })),
      cause: error,
    });
  }
}

/** Values of `--set`, by the text of their keys. */
async function givenValues(
  io: CommandIo,
  expected: readonly ExpectedSecret[],
  texts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const makes = new Map(
    expected.flatMap(({ namespace, name, keys }) =>
      Object.entries(keys).map(([key, { make }]) => [showSecretKey({ namespace, name, key }), make] as const),
    ),
  );
  const values = new Map<string, string>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 0) {
      throw usageError(
        `--set: found "${text}"; expected a key and its value.`,
        'Write --set <namespace>/<name>/<key>=<value>, or =@file.',
      );
    }
    const key = text.slice(0, at);
    refuseUnsettable(key, makes);
    values.set(key, await valueOf(io, text.slice(at + 1)));
  }
  return values;
}

function refuseUnsettable(key: string, makes: ReadonlyMap<string, SecretMake>): void {
  const make = makes.get(key);
  if (make !== undefined && !isDerived(make)) return;
  const problem =
    make === undefined ? `"${key}" is no key of an expected secret.` : `"${key}" is derived from other values.`;
  const settable = [...makes].filter(([, each]) => !isDerived(each)).map(([name]) => name);
  throw usageError(`--set: ${problem}`, `Name one of ${settable.join(', ')}.`);
}

async function valueOf(io: CommandIo, text: string): Promise<string> {
  if (!text.startsWith('@')) return text;
  const file = resolve(io.cwd, text.slice(1));
  const content = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw usageError(`${file} cannot be read: ${(cause as Error).message}`);
  });
  // An editor ends the last line; a password does not end so.
  return content.replace(/\r?\n$/, '');
}

/** The values that the cluster has, by the text of their keys. */
async function secretsThere(
  client: KubeClient,
  expected: readonly ExpectedSecret[],
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const { namespace, name } of expected) {
    const answer = await client.request('GET', objectPath(secretObject(namespace, name)));
    if (answer.status === notFound) continue;
    if (answer.status !== 200) throw unexpectedAnswer(`Reading the Secret ${namespace}/${name}`, answer);
    const data = (answer.body['data'] ?? {}) as Readonly<Record<string, string>>;
    for (const [key, value] of Object.entries(data)) {
      values.set(showSecretKey({ namespace, name, key }), Buffer.from(value, 'base64').toString('utf8'));
    }
  }
  return values;
}

function secretObject(namespace: string, name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name } };
}

/** Writes a Secret unless the cluster has it so already. */
async function keep(
  client: KubeClient,
  target: Target,
  { secret, there }: { readonly secret: Secret; readonly there: ReadonlyMap<string, string> },
): Promise<Outcome> {
  const { namespace = '', name = '', labels } = secret.metadata;
  const keys = Object.keys(secret.data ?? {});
  const isThere = (key: string) => there.has(showSecretKey({ namespace, name, key }));
  const changed = Object.entries(secret.data ?? {}).filter(
    ([key, value]) =>
      there.get(showSecretKey({ namespace, name, key })) !== Buffer.from(value, 'base64').toString('utf8'),
  );
  if (changed.length === 0) return { namespace, name, change: 'unchanged', keys };
  const instance = { 'app.kubernetes.io/instance': target.prefix, 'app.kubernetes.io/part-of': target.platform.name };
  await apply(client, { ...secret, metadata: { ...secret.metadata, labels: { ...labels, ...instance } } });
  return { namespace, name, change: keys.some(isThere) ? 'completed' : 'created', keys };
}

/** Makes a namespace where it is not there; one that is there is as it was applied. */
async function ensure(client: KubeClient, namespace: KubernetesObject): Promise<void> {
  const answer = await client.request('GET', objectPath(namespace));
  if (answer.status === 200) return;
  if (answer.status !== notFound) throw unexpectedAnswer(`Reading ${identityOf(namespace)}`, answer);
  await apply(client, namespace, manifestManager);
}

async function apply(client: KubeClient, object: KubernetesObject, manager = fieldManager): Promise<void> {
  const answer = await client.request('PATCH', `${objectPath(object)}?force=true&fieldManager=${manager}`, {
    body: object,
    contentType: 'application/apply-patch+yaml',
  });
  if (answer.status >= 300) {
    throw unexpectedAnswer(`Writing ${identityOf(object)}`, answer);
  }
}

function showOutcome({ namespace, name, change, keys }: Outcome): string {
  return `${change.padEnd(9)}  ${namespace}/${name} (${keys.join(', ')})\n`;
}
