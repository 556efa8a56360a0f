import { showValue, type Issue } from '../check.ts';
import { memoryBytes, showMemory } from '../quantity.ts';
import { supervisorPort } from '../pod-needs.ts';
import type { Program } from '../program.ts';
import type { Sidecar } from '../sidecar.ts';

/** Names of containers that are in the pods of workers already. */
const takenNames: readonly string[] = ['worker', 'supervisor'];
const memoryFloorBytes = 4 * 2 ** 20;

interface Named {
  readonly name: string;
  readonly sidecar: Sidecar;
  readonly path: string;
}

/** What holds between the containers of one pod: their names and their ports differ. */
export function sidecarIssues(program: Program): Issue[] {
  if (program.kind === 'job' || program.value.sidecars === undefined) return [];
  const sidecars = Object.entries(program.value.sidecars).map(([name, sidecar]): Named => ({
    name,
    sidecar,
    path: `${program.path}/sidecars/${name}`,
  }));
  return [
    ...sidecars.flatMap((named) => nameIssues(program, named)),
    ...sidecars.flatMap(portlessIssues),
    ...sidecars.flatMap(memoryIssues),
    ...portIssues(program, sidecars),
  ];
}

function nameIssues(program: Program, { name, path }: Named): Issue[] {
  const isTaken = name === program.name || (program.kind === 'worker' && takenNames.includes(name));
  if (!isTaken) return [];
  return [
    {
      path,
      value: showValue(name),
      expected: `another name than the other containers of its pod: ${[program.name, ...(program.kind === 'worker' ? takenNames : [])].join(', ')}`,
      remedy: `Rename it, e.g. "${program.name}-store".`,
    },
  ];
}

/** Each container has probes, and a container that is started before another is waited for: both ask its port. */
function portlessIssues({ sidecar, path }: Named): Issue[] {
  if (sidecar.port !== undefined) return [];
  return [
    {
      path: `${path}/port`,
      expected: 'a port: by it its start is waited for, and its health is watched',
      remedy: 'Add the port that it listens on, e.g. port: 6379.',
    },
  ];
}

function memoryIssues({ sidecar, path }: Named): Issue[] {
  if (sidecar.memory === undefined || memoryBytes(sidecar.memory) >= memoryFloorBytes) return [];
  return [
    {
      path: `${path}/memory`,
      value: showValue(sidecar.memory),
      expected: `at least ${showMemory(memoryFloorBytes)}`,
      remedy: 'Write a unit, e.g. "256Mi".',
    },
  ];
}

function portIssues(program: Program, sidecars: readonly Named[]): Issue[] {
  const taken = new Map<number, string>();
  if (program.kind === 'worker') taken.set(supervisorPort, 'the supervisor');
  if (program.kind === 'service' && program.value.port !== undefined) taken.set(program.value.port, 'the service');
  return sidecars.flatMap(({ name, sidecar: { port }, path }) => {
    if (port === undefined) return [];
    const holder = taken.get(port);
    taken.set(port, name);
    if (holder === undefined) return [];
    return [
      {
        path: `${path}/port`,
        value: showValue(port),
        expected: `a port that no other container of the pod has: it is that of ${holder}`,
        remedy: 'Let it listen on another port.',
      },
    ];
  });
}
