import type { Environment } from '../model/environment.ts';
import type { Platform } from '../model/platform.ts';
import { targetOf, type Target } from '../model/target.ts';
import type { Stores } from '../model/stores.ts';

/** Which environment a compose file stands for. */
export interface TargetChoice {
  readonly production: boolean;
  /** An environment of the model whose images, domain, stores and replicas are taken over. @default none */
  readonly environment?: string;
}

/**
 * One machine with containers as an environment of the model: it has no pools, and what of a named environment means
 * anything here is that environment's.
 * @throws {RangeError} for an environment that the model does not have
 */
export function composeTarget(platform: Platform, { production, environment }: TargetChoice): Target {
  const named = environment === undefined ? undefined : targetOf(platform, environment).environment;
  const name = production ? 'production' : 'development';
  const { images, domain, replicas } = named ?? {};
  const stores = storesOf({ ...platform.stores, ...named?.stores }, production);
  const own: Environment = {
    flavour: 'kubernetes',
    prefix: platform.name,
    pools: [],
    stores,
    ...(images !== undefined && { images }),
    ...(production && domain !== undefined && { domain }),
    ...(production && replicas !== undefined && { replicas }),
  };
  return targetOf({ ...platform, stores, environments: { [name]: own } }, name);
}

/** One machine has one disk, so each store has one member; in development all of them are containers, without copies elsewhere. */
function storesOf({ mongodb, rabbitmq, cache, backup }: Stores, production: boolean): Stores {
  const { external, ...ownMongodb } = mongodb ?? {};
  const isExternal = production && external !== undefined;
  return {
    ...(mongodb !== undefined && { mongodb: isExternal ? mongodb : { ...ownMongodb, members: 1 } }),
    ...(rabbitmq !== undefined && { rabbitmq: { ...rabbitmq, members: 1 } }),
    ...(cache !== undefined && { cache }),
    ...(production && backup !== undefined && { backup }),
  };
}

/** What asks for a kind of machine, or for many. */
const hardwareFields = ['os', 'gpu', 'labels', 'exclusiveCpus', 'sameGpu', 'perNode', 'autoscale'] as const;

/**
 * The same without anything that asks for a kind of machine: who may reach whom does not depend on it, and there are no
 * pools that could take it.
 */
export function withoutHardware(target: Target): Target {
  const { services, sessionTypes, ...platform } = target.platform;
  const plain: Platform = {
    ...platform,
    ...(services !== undefined && { services: mapped(services, plainProgram) }),
    ...(sessionTypes !== undefined && {
      sessionTypes: mapped(sessionTypes, (type) => ({
        ...plainProgram(type),
        workers: mapped(type.workers, plainProgram),
      })),
    }),
  };
  return targetOf(plain, target.name);
}

function plainProgram<T extends object>(program: T): T {
  return Object.fromEntries(
    Object.entries(program).filter(([field]) => !(hardwareFields as readonly string[]).includes(field)),
  ) as T;
}

function mapped<T>(table: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value)]));
}
