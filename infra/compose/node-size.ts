import { catalogueOf, type WorkerType } from '../model/catalogue.ts';
import type { Platform } from '../model/platform.ts';
import { showMemory } from '../model/quantity.ts';
import type { Note } from './container.ts';

/** What a node has for workers. */
export interface NodeSize {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
}

/** A node that is smaller is of little use. */
const least: NodeSize = { cpuMillis: 1000, memoryBytes: 2 * 2 ** 30 };

/** Room for one session of the largest type. */
export function defaultNodeSize(platform: Platform): NodeSize {
  const sessions = catalogueOf(platform).sessionTypes.map(({ workers }) => sessionSize(workers.filter(runsOnTheNode)));
  return {
    cpuMillis: Math.max(least.cpuMillis, ...sessions.map(({ cpuMillis }) => cpuMillis)),
    memoryBytes: Math.max(least.memoryBytes, ...sessions.map(({ memoryBytes }) => memoryBytes)),
  };
}

/** Session types of which the node has no room for a single session. */
export function roomNotes(platform: Platform, node: NodeSize): readonly Note[] {
  return catalogueOf(platform).sessionTypes.flatMap(({ name, workers }) => {
    const needed = sessionSize(workers.filter(runsOnTheNode));
    if (needed.cpuMillis <= node.cpuMillis && needed.memoryBytes <= node.memoryBytes) return [];
    const has = `the node has ${node.cpuMillis / 1000} and ${showMemory(node.memoryBytes)} for them`;
    const text = `finds no room: its workers need ${needed.cpuMillis / 1000} processors and ${showMemory(needed.memoryBytes)}, ${has}`;
    return [{ path: `/sessionTypes/${name}`, text }];
  });
}

/** Workers are processes in the container of the local directory: it is Linux, and they need a command. */
export function runsOnTheNode({ requirements, command }: WorkerType): boolean {
  return requirements.os === 'linux' && command.length > 0;
}

function sessionSize(workers: readonly WorkerType[]): NodeSize {
  return {
    cpuMillis: sum(workers.map(({ minCount, requirements }) => minCount * requirements.cpuMillis)),
    memoryBytes: sum(workers.map(({ minCount, requirements }) => minCount * requirements.memoryBytes)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
