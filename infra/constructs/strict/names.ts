/** The rules that the API server has for names, and for the keys and values of labels (apimachinery `validation`). */

/** `undefined` for a name that is as it must be, else what it must be. */
export type NameRule = (name: string) => string | undefined;

const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const oldLabel = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const labelValue = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const qualifiedName = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

const labelLetters = 63;
const subdomainLetters = 253;
/** A CronJob's Jobs get 11 letters more. */
const cronJobLetters = 52;
/** The pods of a StatefulSet carry its name, `-` and ten letters in a label. */
const statefulSetLetters = 52;

/** What the name of a kind must be. */
export function nameRuleOf(group: string, kind: string): NameRule {
  return rules.get(`${group}/${kind}`) ?? (group === 'rbac.authorization.k8s.io' ? pathSegment : dnsSubdomain);
}

const rules: ReadonlyMap<string, NameRule> = new Map([
  ['/Namespace', dnsLabel(labelLetters)],
  ['/Service', serviceName],
  ['apps/StatefulSet', dnsLabel(statefulSetLetters)],
  ['batch/CronJob', limited(cronJobLetters)],
  ['batch/Job', limited(labelLetters)],
]);

function dnsSubdomain(name: string): string | undefined {
  const fits = name.length <= subdomainLetters && subdomain.test(name);
  return fits ? undefined : `at most ${subdomainLetters} lower-case letters, digits, "-" and "."`;
}

function dnsLabel(letters: number): NameRule {
  return (name) =>
    name.length <= letters && label.test(name) ? undefined : `at most ${letters} lower-case letters, digits and "-"`;
}

function limited(letters: number): NameRule {
  return (name) =>
    name.length <= letters && subdomain.test(name)
      ? undefined
      : `at most ${letters} lower-case letters, digits, "-" and "."`;
}

function serviceName(name: string): string | undefined {
  const fits = name.length <= labelLetters && oldLabel.test(name);
  return fits ? undefined : `at most ${labelLetters} lower-case letters, digits and "-", beginning with a letter`;
}

/** Roles and bindings may be called nearly anything, `system:auth` for one. */
function pathSegment(name: string): string | undefined {
  const fits = name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name);
  return fits ? undefined : 'a name without "/" and "%"';
}

/** What the key of a label or an annotation must be; `undefined` for one that is. */
export function labelKeyRule(key: string): string | undefined {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  const fits =
    name.length <= labelLetters &&
    qualifiedName.test(name) &&
    (prefix === undefined || (prefix.length <= subdomainLetters && subdomain.test(prefix)));
  return fits
    ? undefined
    : `a key of at most ${labelLetters} letters, digits, "-", "_" and ".", after a domain and "/" if any`;
}

/** What the value of a label must be; `undefined` for one that is. */
export function labelValueRule(value: string): string | undefined {
  const fits = value.length <= labelLetters && labelValue.test(value);
  return fits
    ? undefined
    : `at most ${labelLetters} letters, digits, "-", "_" and ".", beginning and ending with a letter or digit`;
}
