import type { Requirements } from '../../infra/model/catalogue.ts';
import { showMemory } from '../../infra/model/quantity.ts';
import type { Inventory } from '../local-directory/contract.ts';
import type { Refusal } from './contract.ts';

/** What is free of one GPU. */
export interface FreeGpu {
  readonly shareMillis: number;
  readonly memoryBytes: number;
}

/** A node as placement sees it. */
export interface NodeState {
  readonly name: string;
  readonly inventory: Inventory;
  readonly free: {
    readonly cpuMillis: number;
    readonly memoryBytes: number;
    readonly gpus: Readonly<Record<string, FreeGpu>>;
  };
}

/** What a worker takes of a node. */
export interface Claim {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  /** By GPU of the node. */
  readonly gpus: Readonly<Record<string, FreeGpu>>;
}

/** Whether a node takes a worker, with what it would take or why not. */
export type Fit = { readonly fits: true; readonly claim: Claim } | { readonly fits: false; readonly refusal: Refusal };

/** One test of a node; answers what the node lacks, in words. */
type Test = (node: NodeState, needs: Requirements) => string | undefined;

/** What never changes while the node is there. */
const neverTests: readonly Test[] = [
  // A local directory runs processes; none of this version runs containers.
  (_, { image }) => (image === undefined ? undefined : `runs commands only, not the image ${image}`),
  ({ inventory: { os } }, needs) => (os === needs.os ? undefined : `needs os ${needs.os}, has ${os}`),
  ({ inventory }, { labels }) => {
    const missing = Object.entries(labels).find(([key, value]) => inventory.labels[key] !== value);
    if (missing === undefined) return undefined;
    const [key, value] = missing;
    return `needs label ${key}=${value}, has ${key in inventory.labels ? `${key}=${String(inventory.labels[key])}` : 'none'}`;
  },
  ({ inventory: { cpuMillis } }, needs) =>
    needs.cpuMillis <= cpuMillis ? undefined : `needs ${needs.cpuMillis / 1000} cpu, has ${cpuMillis / 1000}`,
  ({ inventory: { memoryBytes } }, needs) =>
    needs.memoryBytes <= memoryBytes
      ? undefined
      : `needs ${showMemory(needs.memoryBytes)} memory, has ${showMemory(memoryBytes)}`,
  ({ inventory }, { gpu }) => (gpu === undefined ? undefined : gpuNever(inventory, gpu)),
];

/** What others may hold at this moment. */
const nowTests: readonly Test[] = [
  ({ free }, needs) =>
    needs.cpuMillis <= free.cpuMillis
      ? undefined
      : `needs ${needs.cpuMillis / 1000} cpu, ${free.cpuMillis / 1000} free`,
  ({ free }, needs) =>
    needs.memoryBytes <= free.memoryBytes
      ? undefined
      : `needs ${showMemory(needs.memoryBytes)} memory, ${showMemory(free.memoryBytes)} free`,
];

/** Whether a node takes a worker: first what could never be, then what is taken now. */
export function fit(node: NodeState, needs: Requirements): Fit {
  const never = firstReason(neverTests, node, needs);
  if (never !== undefined) return { fits: false, refusal: { node: node.name, kind: 'never', reason: never } };
  const now = firstReason(nowTests, node, needs);
  if (now !== undefined) return { fits: false, refusal: { node: node.name, kind: 'now', reason: now } };
  const gpus = claimGpus(node, needs.gpu);
  if (gpus === undefined) {
    return {
      fits: false,
      refusal: { node: node.name, kind: 'now', reason: `needs ${showGpu(needs.gpu)}, none is free` },
    };
  }
  return { fits: true, claim: { cpuMillis: needs.cpuMillis, memoryBytes: needs.memoryBytes, gpus } };
}

function firstReason(tests: readonly Test[], node: NodeState, needs: Requirements): string | undefined {
  for (const test of tests) {
    const reason = test(node, needs);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

type GpuNeeds = NonNullable<Requirements['gpu']>;

function gpuNever({ gpus }: Inventory, needs: GpuNeeds): string | undefined {
  if (gpus.length === 0) return `needs ${showGpu(needs)}, has none`;
  const suitable = gpus.filter((gpu) => isModel(gpu.model, needs) && gpu.memoryBytes >= needs.memoryBytes);
  if (suitable.length >= needs.count) return undefined;
  const has = gpus.map(({ model, memoryBytes }) => `${model} (${showMemory(memoryBytes)})`).join(', ');
  return `needs ${showGpu(needs)}, has ${has}`;
}

/** The GPUs that a worker would get: those with the least free that still fit, so that whole ones stay whole. */
function claimGpus(node: NodeState, needs: GpuNeeds | undefined): Claim['gpus'] | undefined {
  if (needs === undefined) return {};
  const chosen = node.inventory.gpus
    .filter(({ model }) => isModel(model, needs))
    .map(({ id }) => ({ id, free: node.free.gpus[id] ?? { shareMillis: 0, memoryBytes: 0 } }))
    .filter(({ free }) => free.shareMillis >= needs.shareMillis && free.memoryBytes >= needs.memoryBytes)
    .sort((a, b) => a.free.shareMillis - b.free.shareMillis || a.id.localeCompare(b.id))
    .slice(0, needs.count);
  if (chosen.length < needs.count) return undefined;
  return Object.fromEntries(
    chosen.map(({ id }) => [id, { shareMillis: needs.shareMillis, memoryBytes: needs.memoryBytes }]),
  );
}

function isModel(model: string, needs: GpuNeeds): boolean {
  return needs.model === undefined || model.toLowerCase().includes(needs.model.toLowerCase());
}

function showGpu(needs: GpuNeeds | undefined): string {
  if (needs === undefined) return 'a GPU';
  const amount = needs.shareMillis < 1000 ? `${needs.shareMillis / 10} % of a GPU` : `${needs.count} GPU`;
  const model = needs.model === undefined ? '' : ` ${needs.model}`;
  const memory = needs.memoryBytes === 0 ? '' : ` with ${showMemory(needs.memoryBytes)}`;
  return `${amount}${model}${memory}`;
}
