/** `#/components/schemas/io.k8s.api.core.v1.PodSpec` → `io.k8s.api.core.v1.PodSpec`. */
export function fullNameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/**
 * Short names of definitions: the last component (`PodSpec`), with the group before it where two are equal
 * (`CoreResourceClaim`); a kind that is emitted keeps its plain name.
 * @throws {Error} when two are equal even so.
 */
export function definitionNames(fullNames: readonly string[], kinds: ReadonlySet<string>): Map<string, string> {
  const uses = new Map<string, string[]>();
  for (const fullName of fullNames) {
    const short = lastPart(fullName);
    uses.set(short, [...(uses.get(short) ?? []), fullName]);
  }
  const names = new Map<string, string>();
  for (const [short, users] of uses) {
    for (const user of users) names.set(user, users.length === 1 || kinds.has(user) ? short : groupOf(user) + short);
  }
  const twice = [...names.values()].find((name, index, all) => all.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Error(`Two definitions are called ${twice}: give their groups different prefixes.`);
  return names;
}

/** A name in PascalCase: `nodeClassRef` → `NodeClassRef`. */
export function pascal(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

function lastPart(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf('.') + 1);
}

/** `io.k8s.api.core.v1.PodSpec` → `Core`. */
function groupOf(fullName: string): string {
  return pascal(fullName.split('.').at(-3) ?? '');
}
