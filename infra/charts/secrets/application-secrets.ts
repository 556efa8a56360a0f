import { secretsOf } from '../../model/catalogue.ts';
import type { Target } from '../../model/target.ts';
import type { ExpectedKey, ExpectedSecret } from './expected-secret.ts';

/** A variable of a container whose value is in a Secret. */
interface Use {
  readonly namespace: string;
  readonly secret: string;
  readonly key: string;
  readonly purpose: string;
}

/** The part of a service, a worker or a job that is read here. */
interface Program {
  readonly secrets?: Readonly<Record<string, string>>;
  readonly sidecars?: Readonly<Record<string, Pick<Program, 'secrets'>>>;
}

/** The Secrets that the application's own programs name. What is in them only the application's owner knows. */
export function applicationSecrets({ platform, namespaces }: Target): readonly ExpectedSecret[] {
  const services = Object.entries(platform.services ?? {}).map(([name, program]) =>
    usesOf(namespaces.services, `the service ${name}`, program),
  );
  const workers = Object.entries(platform.sessionTypes ?? {}).flatMap(([type, { workers: all }]) =>
    Object.entries(all).map(([name, program]) => usesOf(namespaces.workers, `the worker ${name} of ${type}`, program)),
  );
  const jobs = Object.entries(platform.jobs ?? {}).map(([name, program]) =>
    usesOf(namespaces.workers, `the job ${name}`, program),
  );
  const uses = [...services, ...workers, ...jobs].flat();
  return [...Map.groupBy(uses, ({ namespace, secret }) => `${namespace}/${secret}`).values()].flatMap((all) => {
    const [first] = all;
    return first === undefined ? [] : [{ namespace: first.namespace, name: first.secret, keys: keysOf(all) }];
  });
}

function usesOf(namespace: string, whose: string, { secrets, sidecars = {} }: Program): readonly Use[] {
  const own = Object.entries(secretsOf(secrets ?? {})).map(([variable, { secret, key }]) => ({
    namespace,
    secret,
    key,
    purpose: `${variable} of ${whose}`,
  }));
  const beside = Object.entries(sidecars).flatMap(([name, sidecar]) =>
    usesOf(namespace, `the sidecar ${name} of ${whose}`, { secrets: sidecar.secrets }),
  );
  return [...own, ...beside];
}

function keysOf(uses: readonly Use[]): Readonly<Record<string, ExpectedKey>> {
  return Object.fromEntries(
    [...Map.groupBy(uses, ({ key }) => key)].map(([key, all]) => {
      const purpose = all.map((use) => use.purpose).join(', ');
      return [key, { purpose, make: { kind: 'given', what: purpose } }] as const;
    }),
  );
}
