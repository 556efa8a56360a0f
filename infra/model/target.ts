import type { Environment } from './environment.ts';
import type { Flavour } from './flavour.ts';
import type { Exposure } from './network.ts';
import { defaultImages, type ImageName } from './images.ts';
import type { Platform } from './platform.ts';
import { poolsOf, type Pool } from './pools.ts';
import type { PolicySettings } from './policy-settings.ts';
import type { Stores } from './stores.ts';

/** The namespaces of an environment. Whoever may create Pods in one can mount each of its Secrets: hence several. */
export interface Namespaces {
  /** The roles of Berth, and their secrets. */
  readonly system: string;
  /** Databases, bus, cache, backups. */
  readonly data: string;
  /** The application's always-on services. */
  readonly services: string;
  /** Workers of sessions and jobs, created at run time. */
  readonly workers: string;
  /** What needs more of a node than others may: device plugins, log collectors. */
  readonly nodes: string;
}

/** How an environment is reached from outside. */
export interface TargetExposure {
  readonly through: NonNullable<Exposure['through']>;
  readonly class: string;
  readonly issuer: string;
  /** The namespace of the proxies. */
  readonly proxyNamespace: string;
}

/** One environment of a platform with every default filled in: what the constructs read. */
export interface Target {
  readonly platform: Platform;
  /** The name of the environment, e.g. `staging`. */
  readonly name: string;
  readonly environment: Environment;
  readonly flavour: Flavour;
  /** What names of namespaces and of cluster-wide objects begin with. */
  readonly prefix: string;
  readonly namespaces: Namespaces;
  readonly domain?: string;
  readonly exposure: TargetExposure;
  /** Empty where the model has none: pods go to any Linux node then. */
  readonly pools: readonly Pool[];
  readonly stores: Stores;
  readonly policies: PolicySettings;
  image(name: ImageName): string;
  /** Of a role or service: the environment's number, else the given one. */
  replicas(name: string, byDefault: number): number;
}

/** Resolves an environment of a checked platform. The name must be one of `platform.environments`. */
export function targetOf(platform: Platform, name: string): Target {
  const environment = platform.environments?.[name];
  if (environment === undefined) {
    const known = Object.keys(platform.environments ?? {});
    throw new RangeError(`"${name}" is no environment; expected one of ${known.join(', ') || '(there are none)'}`);
  }
  const prefix = environment.prefix ?? platform.name;
  return {
    platform,
    name,
    environment,
    flavour: environment.flavour,
    prefix,
    namespaces: namespacesOf(prefix),
    ...(environment.domain !== undefined && { domain: environment.domain }),
    exposure: exposureOf(platform, environment),
    pools: poolsOf(platform, environment, prefix),
    stores: { ...platform.stores, ...environment.stores },
    policies: policiesOf(platform.policies, environment.policies),
    image: (image) => environment.images?.[image] ?? defaultImages[image],
    replicas: (role, byDefault) => environment.replicas?.[role] ?? byDefault,
  };
}

function namespacesOf(prefix: string): Namespaces {
  return {
    system: `${prefix}-system`,
    data: `${prefix}-data`,
    services: `${prefix}-services`,
    workers: `${prefix}-workers`,
    nodes: `${prefix}-nodes`,
  };
}

const proxyNamespaces = { gateway: 'gateway-system', ingress: 'ingress', route: 'openshift-ingress' } as const;
const proxyClasses = { gateway: 'berth', ingress: 'berth', route: 'default' } as const;

function exposureOf(platform: Platform, environment: Environment): TargetExposure {
  const authored = { ...platform.exposure, ...environment.exposure };
  const through = authored.through ?? (environment.flavour === 'openshift' ? 'route' : 'gateway');
  return {
    through,
    class: authored.class ?? proxyClasses[through],
    issuer: authored.issuer ?? 'berth',
    proxyNamespace: authored.from?.namespace ?? proxyNamespaces[through],
  };
}

function policiesOf(platform: PolicySettings = {}, environment: PolicySettings = {}): PolicySettings {
  return {
    levels: { ...platform.levels, ...environment.levels },
    parameters: { ...platform.parameters, ...environment.parameters },
    exceptions: [...(platform.exceptions ?? []), ...(environment.exceptions ?? [])],
  };
}
