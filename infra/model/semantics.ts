import { showValue, type Issue } from './check.ts';
import type { Platform } from './platform.ts';
import { memoryBytes, showMemory } from './quantity.ts';
import type { Worker } from './worker.ts';

/** What the schemas cannot say: rules between the fields of a part, and between parts. */
export function semanticIssues(platform: Platform): Issue[] {
  return [...programs(platform).flatMap(programIssues), ...poolIssues(platform), ...callerIssues(platform)];
}

interface Program {
  readonly path: string;
  readonly value: Worker;
}

function programs(platform: Platform): Program[] {
  const workers = Object.entries(platform.sessionTypes ?? {}).flatMap(([type, sessionType]) =>
    Object.entries(sessionType.workers).map(([name, value]) => ({
      path: `/sessionTypes/${type}/workers/${name}`,
      value,
    })),
  );
  const others = [
    ...Object.entries(platform.services ?? {}).map(([name, value]) => ({ path: `/services/${name}`, value })),
    ...Object.entries(platform.jobs ?? {}).map(([name, value]) => ({ path: `/jobs/${name}`, value })),
  ].map(({ path, value }) => ({ path, value: value }));
  return [...workers, ...others];
}

const memoryFloorBytes = 4 * 2 ** 20;

function programIssues({ path, value }: Program): Issue[] {
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
  return [...issues, ...countIssues(path, value), ...probeIssues(path, value)];
}

function countIssues(path: string, { count }: Worker): Issue[] {
  if (typeof count !== 'object' || count.min <= count.max) return [];
  return [
    {
      path: `${path}/count`,
      value: showValue(count),
      expected: '`min` not above `max`',
      remedy: `Write { min: ${count.max}, max: ${count.min} }.`,
    },
  ];
}

function probeIssues(path: string, { probes }: Worker): Issue[] {
  return Object.entries(probes ?? {})
    .filter(([, probe]) => (probe.http === undefined) === (probe.tcp === undefined))
    .map(([name, probe]) => ({
      path: `${path}/probes/${name}`,
      value: showValue(probe),
      expected: 'exactly one of `http` and `tcp`',
      remedy: 'Write for example { tcp: { port: 8080 } }.',
    }));
}

function poolIssues(platform: Platform): Issue[] {
  const known = Object.keys(platform.nodePools ?? {});
  const unknown = Object.entries(platform.environments ?? {}).flatMap(([name, environment]) =>
    (environment.pools ?? [])
      .map((pool, index) => ({ pool, path: `/environments/${name}/pools/${index}` }))
      .filter(({ pool }) => !known.includes(pool)),
  );
  const ranges = Object.entries(platform.nodePools ?? {}).filter(([, pool]) => (pool.min ?? 0) > pool.max);
  return [
    ...unknown.map(({ pool, path }) => ({
      path,
      value: showValue(pool),
      expected: known.length === 0 ? 'a pool of `nodePools`, which has none' : `one of ${known.join(', ')}`,
      remedy: `Declare "${pool}" under nodePools.`,
    })),
    ...ranges.map(([name, pool]) => ({
      path: `/nodePools/${name}/min`,
      value: showValue(pool.min),
      expected: `at most max, ${pool.max}`,
    })),
  ];
}

function callerIssues(platform: Platform): Issue[] {
  const known = Object.keys(platform.services ?? {});
  return Object.entries(platform.services ?? {}).flatMap(([name, service]) =>
    (service.callers ?? []).flatMap((caller, index) =>
      known.includes(caller)
        ? []
        : [
            {
              path: `/services/${name}/callers/${index}`,
              value: showValue(caller),
              expected: `one of the services ${known.join(', ')}`,
            },
          ],
    ),
  );
}
