import { showValue } from '../../model/check.ts';
import { ModelError } from '../../model/platform.ts';
import { memoryBytes, showMemory, thousandths } from '../../model/quantity.ts';
import type { Target } from '../../model/target.ts';
import type { Stores } from '../../model/stores.ts';

/** What the author of a model may say of a store's size. */
interface Authored {
  readonly cpu?: number;
  readonly memory?: string;
  readonly storage?: string;
  readonly storageClass?: string;
}

/** The size of a member of a store, in plain units. */
export interface StoreSize {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  readonly storageBytes: number;
  readonly storageClass?: string;
}

/** What a store has where nothing is said, and the least that it works with. */
export interface StoreDefaults {
  readonly cpu: number;
  readonly memory: string;
  readonly storage: string;
  readonly leastMemory: string;
  /** Why it needs that much. */
  readonly because: string;
}

/** @throws {ModelError} where a member would not have the memory to run at all */
export function storeSize(target: Target, store: keyof Stores, authored: Authored, defaults: StoreDefaults): StoreSize {
  const size = {
    cpuMillis: thousandths(authored.cpu ?? defaults.cpu),
    memoryBytes: memoryBytes(authored.memory ?? defaults.memory),
    storageBytes: memoryBytes(authored.storage ?? defaults.storage),
    ...(authored.storageClass !== undefined && { storageClass: authored.storageClass }),
  };
  const least = memoryBytes(defaults.leastMemory);
  if (size.memoryBytes < least) {
    throw new ModelError([
      {
        path: `${storePath(target, store)}/memory`,
        value: showValue(authored.memory),
        expected: `at least ${defaults.leastMemory} (${showMemory(least)}): ${defaults.because}`,
        remedy: `Write memory: '${defaults.leastMemory}' or more.`,
      },
    ]);
  }
  return size;
}

/** Where a store stands in the model: an environment that has one replaces that of the platform. */
export function storePath(target: Target, store: keyof Stores): string {
  return target.environment.stores?.[store] === undefined
    ? `/stores/${store}`
    : `/environments/${target.name}/stores/${store}`;
}
