import { showHidden, type Issue } from '../check.ts';
import type { Program } from '../program.ts';
import { isSecretOption, whySecret, type NamedText } from '../secret-shapes.ts';

interface Text extends NamedText {
  readonly path: string;
  /** The argument before it. */
  readonly option?: string;
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
      const { option = '', value } = text;
      const why = isSecretOption(option, value) ? `the value of ${option}` : whySecret(text);
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
  return command.map((value, index) => ({
    path: `${path}/command/${index}`,
    value,
    ...(index > 0 && { option: command[index - 1] ?? '' }),
  }));
}

/** The value is not shown: the message may end up in a log. */
function issueOf({ path, name, option, value }: Text, why: string): Issue {
  const variable = name ?? (option !== undefined && isSecretOption(option, value) ? variableOf(option) : 'MY_SECRET');
  return {
    path,
    value: showHidden(value),
    expected: `no secret in the model; this is ${why}`,
    remedy: `Put it into a Secret and write secrets: { ${variable}: '<secret>/<key>' } instead.`,
  };
}

/** `--db-token` as a variable: DB_TOKEN. */
function variableOf(option: string): string {
  return option
    .replace(/^-+/, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}
