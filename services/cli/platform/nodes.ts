import { hostname } from 'node:os';
import Type, { type Static } from 'typebox';
import { compileCheck } from '../../../infra/model/check.ts';
import { Labels } from '../../../infra/model/names.ts';
import { Cpu, Memory, memoryBytes } from '../../../infra/model/quantity.ts';
import { BerthError } from '../../kit/errors/berth-error.ts';

/** A node that is declared by hand, for tests and demos; what is left out is that of the machine. */
export const DeclaredNode = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$', description: 'a DNS label, e.g. "node-a"' }),
    cpu: Type.Optional(Cpu),
    memory: Type.Optional(Memory),
    os: Type.Optional(Type.Union([Type.Literal('linux'), Type.Literal('windows')])),
    labels: Type.Optional(Labels),
    gpus: Type.Optional(
      Type.Array(Type.Object({ model: Type.String(), memory: Memory }, { additionalProperties: false })),
    ),
  },
  { additionalProperties: false },
);
export type DeclaredNode = Static<typeof DeclaredNode>;

/** The node that this machine is, with everything it has. */
export function machineNode(): DeclaredNode {
  const name = hostname()
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return { name: name === '' ? 'local' : name };
}

/** Reads the value of `--node`. @throws {BerthError} `REQUEST_INVALID` */
export function parseNode(text: string): DeclaredNode {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new BerthError('REQUEST_INVALID', {
      detail: `--node: expected JSON such as {"name":"a","cpu":2,"memory":"4Gi"}, found ${text.slice(0, 60)}.`,
      remedy: 'Quote the whole object for your shell.',
      cause,
    });
  }
  const result = compileCheck(DeclaredNode)(value);
  if (result.ok) return result.value;
  throw new BerthError('REQUEST_INVALID', { detail: 'The node of --node is not valid.', issues: result.issues });
}

/** The environment of the local directory of a node. */
export function nodeEnvironment(node: DeclaredNode): NodeJS.ProcessEnv {
  const gpus = node.gpus?.map(({ model, memory }) => ({ model, memoryBytes: memoryBytes(memory) }));
  return {
    LOCAL_DIRECTORY_NODE: node.name,
    ...(node.cpu !== undefined && { LOCAL_DIRECTORY_CPU: String(node.cpu) }),
    ...(node.memory !== undefined && { LOCAL_DIRECTORY_MEMORY_BYTES: String(memoryBytes(node.memory)) }),
    ...(node.os !== undefined && { LOCAL_DIRECTORY_OS: node.os }),
    ...(node.labels !== undefined && { LOCAL_DIRECTORY_LABELS: JSON.stringify(node.labels) }),
    ...(gpus !== undefined && { LOCAL_DIRECTORY_GPUS: JSON.stringify(gpus) }),
  };
}
