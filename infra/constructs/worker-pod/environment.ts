import type { EnvVar } from '../../kubernetes/types.ts';
import type { CatalogueSecrets } from '../../model/catalogue.ts';

/** Variables with their values as they are written. */
export function literals(variables: Readonly<Record<string, string>>): readonly EnvVar[] {
  return Object.entries(variables).map(([name, value]) => ({ name, value: literal(value) }));
}

/** What its author says of a container's variables. */
interface Authored {
  readonly env: Readonly<Record<string, string>>;
  readonly secrets?: CatalogueSecrets | undefined;
}

/** The variables of a container by its author, over those that every container of its system has. */
export function authoredVariables(
  system: Readonly<Record<string, string>>,
  { env, secrets = {} }: Authored,
): readonly EnvVar[] {
  const plain = Object.entries({ ...system, ...env }).filter(([name]) => !Object.hasOwn(secrets, name));
  return [
    ...literals(Object.fromEntries(plain)),
    ...Object.entries(secrets).map(([name, { secret, key }]) => ({
      name,
      valueFrom: { secretKeyRef: { name: secret, key } },
    })),
  ];
}

/** A variable that says something of the Pod itself. */
export function ofPod(name: string, fieldPath: string): EnvVar {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

/**
 * Kubernetes replaces `$(NAME)` in variables, commands and arguments, and takes `$$` for `$`; on one machine nothing is
 * replaced. So that the model means the same in both, every `$` is doubled.
 */
export function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}
