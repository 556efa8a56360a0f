import { showValue, type Issue } from '../check.ts';
import type { Program } from '../program.ts';
import { memoryBytes, showMemory } from '../quantity.ts';
import type { Worker } from '../worker.ts';

const memoryFloorBytes = 4 * 2 ** 20;

/** What holds for everything that is started. */
export function programIssues({ path, value }: Program): Issue[] {
  const issues: Issue[] = [];
  if (value.command === undefined && value.image === undefined) {
    issues.push({
      path,
      expected: '`command` (to run on a machine), `image` (to run in a container), or both',
      remedy: "Add for example command: ['node', 'worker.ts'].",
    });
  }
  if (value.gpu?.count !== undefined && value.gpu.share !== undefined) {
    issues.push({
      path: `${path}/gpu`,
      value: showValue(value.gpu),
      expected: 'either whole GPUs (`count`) or a share of one (`share`)',
      remedy: 'Remove one of the two.',
    });
  }
  if (value.memory !== undefined && memoryBytes(value.memory) < memoryFloorBytes) {
    issues.push({
      path: `${path}/memory`,
      value: showValue(value.memory),
      expected: `at least ${showMemory(memoryFloorBytes)}`,
      remedy: `Write a unit, e.g. "${Math.max(64, Math.ceil(Number.parseFloat(value.memory)))}Mi".`,
    });
  }
  return [...issues, ...exclusiveCpuIssues(path, value)];
}

/** The static CPU manager deals out whole processors only. */
function exclusiveCpuIssues(path: string, { exclusiveCpus, cpu }: Program['value']): Issue[] {
  if (exclusiveCpus !== true || Number.isInteger(cpu)) return [];
  return [
    {
      path: `${path}/cpu`,
      ...(cpu !== undefined && { value: showValue(cpu) }),
      expected: 'a whole number of processors, because they are exclusive',
      remedy: `Write for example cpu: ${Math.ceil(cpu ?? 1)}, or remove exclusiveCpus.`,
    },
  ];
}

/** What holds for workers: their count. */
export function countIssues({ kind, path, value }: Program): Issue[] {
  if (kind !== 'worker' || typeof value.count !== 'object' || value.count.min <= value.count.max) return [];
  const { min, max } = value.count;
  return [
    {
      path: `${path}/count`,
      value: showValue(value.count),
      expected: '`min` not above `max`',
      remedy: `Write { min: ${max}, max: ${min} }.`,
    },
  ];
}

/** What holds for the probes of workers and services. */
export function probeIssues(program: Program): Issue[] {
  const probes: Worker['probes'] = program.kind === 'job' ? undefined : program.value.probes;
  return Object.entries(probes ?? {})
    .filter(([, probe]) => (probe.http === undefined) === (probe.tcp === undefined))
    .map(([name, probe]) => ({
      path: `${program.path}/probes/${name}`,
      value: showValue(probe),
      expected: 'exactly one of `http` and `tcp`',
      remedy: 'Write for example { tcp: { port: 8080 } }.',
    }));
}
