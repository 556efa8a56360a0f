import { noSecrets, privateKeyMark, secretName, uriWithPassword } from './secret-texts.ts';

/** A text, and the name of the variable or the key that has it as its value. */
export interface NamedText {
  readonly name?: string;
  readonly value: string;
}

const namesSecret = new RegExp(secretName);
/** Names that have secrets most of the time: RENDER_PASS=beauty has none. */
const mayNameSecret = /((^|[^A-Za-z])(PASS|pass|JWT|jwt)|[a-z](Pass|Jwt))[0-9_]*$/;
/** Names that are secrets in whatever text they are given a value; `key` alone can be anything. */
const namesSecretAnywhere = /(password|passwd|passphrase|secret|token|credentials?|api[_-]?key|access[_-]?key|pwd)$/i;

const hasPassword = new RegExp(uriWithPassword);

/** What secrets look like by themselves. */
const shapes: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/],
  ['a key of AWS', /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a token of GitHub', /\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/],
  ['a token of GitLab', /\bglpat-[A-Za-z0-9_-]{20,}/],
  ['a token of Slack', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['a key of Google', /\bAIza[A-Za-z0-9_-]{35}/],
  ['a JSON Web Token', /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/],
];

/** How a text gives names values: `name=value`, as fields of JSON, as lines of YAML. */
const assignments: readonly RegExp[] = [
  /(?<![A-Za-z0-9_.-])([A-Za-z0-9_.-]+)=([^\s;,&"']+)/g,
  /"([A-Za-z0-9_.-]+)"\s*:\s*"([^"]+)"/g,
  /^[ \t]*([A-Za-z0-9_.-]+):[ \t]+(\S+)[ \t]*$/gm,
];

/** Why a text is taken for a secret, as what it is; `undefined` where it is none. */
export function whySecret({ name = '', value }: NamedText): string | undefined {
  if (value.includes(privateKeyMark)) return 'a private key';
  if (hasPassword.test(value)) return 'an address with a password';
  if (noSecrets.includes(value)) return undefined;
  if (namesSecret.test(name)) return 'a secret, by the name of the variable';
  if (mayNameSecret.test(name) && !isPlain(value)) return 'a secret, by the name of the variable';
  return secretIn(value);
}

/** Whether the value of an option such as `--token` is a secret. */
export function isSecretOption(option: string, value: string): boolean {
  return /^--?[A-Za-z]/.test(option) && namesSecretAnywhere.test(option) && isLiteral(value);
}

function secretIn(text: string): string | undefined {
  const shape = shapes.find(([, pattern]) => pattern.test(text));
  if (shape !== undefined) return shape[0];
  const isAssigned = assignments.some((pattern) =>
    [...text.matchAll(pattern)].some(([, name = '', value = '']) => namesSecretAnywhere.test(name) && isLiteral(value)),
  );
  return isAssigned ? 'a text with a secret in it' : undefined;
}

/** A word or a small number. */
function isPlain(value: string): boolean {
  return /^([A-Za-z]+|[0-9]{1,4})$/.test(value);
}

/** Neither a reference, a file, a call or an expression, nor a word that stands for nothing, nor a number. */
function isLiteral(value: string): boolean {
  return !/^([$%<{/-]|(true|false|none|null|undefined|[0-9]{1,5})$)|[([]|\bprocess\.env\b/i.test(value);
}
