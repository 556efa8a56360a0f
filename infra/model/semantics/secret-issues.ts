import type { Issue } from '../check.ts';
import type { Program } from '../program.ts';

/** The last word of DB_PASSWORD, apiKey, TOKEN: what is called so is a secret. */
const secretWords: readonly string[] = ['password', 'passwd', 'passphrase', 'token', 'secret', 'key', 'credentials'];
/** The end of a word that is written as one, such as APIKEY. */
const secretEnding = /(password|passwd|secret|token|apikey)$/;
/** What is said of a secret, and is none: REQUIRE_PASSWORD=true. */
const flags: readonly string[] = ['', 'true', 'false'];
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** `scheme://user:password@host`, where the password is no reference to another variable. */
const uriWithPassword = /:\/\/[^/:@\s]*:[^/@\s]+@/;

interface Text {
  readonly path: string;
  /** Of a variable. */
  readonly name?: string;
  readonly value: string;
}

/** A container of the model. */
interface Container {
  readonly path: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
}

/** Secrets that stand in the model: it is in a repository, and its manifests are read by many. */
export function secretIssues(program: Program): Issue[] {
  return containersOf(program).flatMap((container) => [
    ...[...variablesOf(container), ...argumentsOf(container)].flatMap((text) => {
      const why = whySecret(text);
      return why === undefined ? [] : [issueOf(text, why)];
    }),
    ...twiceIssues(container),
  ]);
}

function containersOf({ path, value, kind }: Program): readonly Container[] {
  const sidecars = kind === 'job' ? {} : (value.sidecars ?? {});
  return [
    { ...value, path },
    ...Object.entries(sidecars).map(([name, sidecar]) => ({ ...sidecar, path: `${path}/sidecars/${name}` })),
  ];
}

function twiceIssues({ path, env = {}, secrets = {} }: Container): Issue[] {
  return Object.keys(secrets)
    .filter((name) => Object.hasOwn(env, name))
    .map((name) => ({
      path: `${path}/secrets/${name}`,
      expected: 'each variable once: this one is under `env` too',
      remedy: `Remove "${name}" from env.`,
    }));
}

function variablesOf({ path, env = {} }: Container): readonly Text[] {
  return Object.entries(env).map(([name, value]) => ({ path: `${path}/env/${name}`, name, value }));
}

function argumentsOf({ path, command = [] }: Container): readonly Text[] {
  return command.map((value, index) => ({ path: `${path}/command/${index}`, value }));
}

function whySecret({ name, value }: Text): string | undefined {
  if (privateKey.test(value)) return 'a private key';
  if (uriWithPassword.test(value)) return 'an address with a password';
  if (name === undefined || flags.includes(value)) return undefined;
  return isSecretName(name) ? 'a secret, by the name of the variable' : undefined;
}

function isSecretName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_');
  const last = words.findLast((word) => word !== '') ?? '';
  return secretWords.includes(last) || secretEnding.test(last);
}

/** The value is not shown: the message may end up in a log. */
function issueOf({ path, name = 'DATABASE_URI', value }: Text, why: string): Issue {
  return {
    path,
    value: `a text of ${value.length} characters`,
    expected: `no secret in the model; this is ${why}`,
    remedy: `Put it into a Secret and write secrets: { ${name}: '<secret>/<key>' } instead.`,
  };
}
