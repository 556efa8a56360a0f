import fc from 'fast-check';
import type { Requirements } from '../../../infra/model/catalogue.ts';
import type { NodeState } from '../../../services/global-directory/fit.ts';
import { remaining } from '../../../services/global-directory/node-store.ts';
import type { Inventory } from '../../../services/local-directory/contract.ts';

const gibibyte = 2 ** 30;

/** A Linux node with four processors and 8 GiB, and what is said otherwise. */
export function inventoryOf(changes: Partial<Inventory> = {}): Inventory {
  return { os: 'linux', arch: 'x64', cpuMillis: 4000, memoryBytes: 8 * gibibyte, gpus: [], labels: {}, ...changes };
}

/** A node on which nothing runs. */
export function nodeOf(name: string, changes: Partial<Inventory> = {}): NodeState {
  const inventory = inventoryOf(changes);
  return { name, inventory, free: remaining(inventory, []) };
}

/** A worker that needs one processor and 1 GiB, and what is said otherwise. */
export function needs(changes: Partial<Requirements> = {}): Requirements {
  return { os: 'linux', cpuMillis: 1000, memoryBytes: gibibyte, labels: {}, ...changes };
}

export function gpuOf(index: number, model = 'NVIDIA A100', memory = 80) {
  return { id: `gpu${index}`, model, memoryBytes: memory * gibibyte };
}

const models = fc.constantFrom('NVIDIA A100', 'Tesla T4', 'NVIDIA A10');
const labels = fc.constantFrom<Record<string, string>>({}, { zone: 'a' }, { zone: 'b' });

const inventories: fc.Arbitrary<Inventory> = fc.record({
  os: fc.constantFrom('linux', 'windows'),
  arch: fc.constant('x64'),
  cpuMillis: fc.integer({ min: 500, max: 8000 }),
  memoryBytes: fc.integer({ min: 1, max: 16 }).map((count) => count * gibibyte),
  gpus: fc
    .array(fc.tuple(models, fc.integer({ min: 8, max: 80 })), { maxLength: 3 })
    .map((gpus) => gpus.map(([model, memory], index) => gpuOf(index, model, memory))),
  labels,
});

/** What workers need, as the catalogue says it. */
export const anyNeeds: fc.Arbitrary<Requirements> = fc.record(
  {
    os: fc.constantFrom('linux', 'linux', 'windows'),
    cpuMillis: fc.integer({ min: 1, max: 4000 }),
    memoryBytes: fc.integer({ min: 1, max: 8 }).map((count) => count * gibibyte),
    labels,
    gpu: fc.record(
      {
        shareMillis: fc.constantFrom(1000, 500, 250, 333),
        count: fc.integer({ min: 1, max: 2 }),
        memoryBytes: fc.integer({ min: 0, max: 40 }).map((count) => count * gibibyte),
        model: fc.constantFrom('a100', 'T4', 'A10'),
      },
      { requiredKeys: ['shareMillis', 'count', 'memoryBytes'] },
    ),
  },
  { requiredKeys: ['os', 'cpuMillis', 'memoryBytes', 'labels'] },
);

/** Nodes on which nothing runs yet. */
export const anyNodes = fc
  .array(inventories, { maxLength: 6 })
  .map((all) => all.map((inventory, index) => nodeOf(`n${index}`, inventory)));
