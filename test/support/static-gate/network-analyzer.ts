import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { answerOf } from './answer.ts';
import type { PythonTools } from './python.ts';

/** What network-config-analyzer lets one end send to another. */
export interface Flow {
  /** `namespace/pod`, or a range of addresses such as `10.0.0.0-10.0.0.255`. */
  readonly from: string;
  readonly to: string;
  /** As the analyzer writes it; see {@link portsOf}. */
  readonly connections: string;
}

/** Ports of some protocols, first and last of each range. */
export interface Ports {
  readonly protocols: readonly string[];
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

const lastPort = 65_535;

/**
 * Every connection that the network policies in some folders allow, by network-config-analyzer: it makes up to two pods of
 * each workload there, called `<workload>-1` and `<workload>-2`.
 * @param folder for a file of its own
 */
export async function flowsIn(
  folders: readonly string[],
  folder: string,
  { python, env }: PythonTools,
): Promise<readonly Flow[]> {
  const path = join(folder, 'connectivity.txt');
  await rm(path, { force: true }); // It appends.
  const resources = folders.flatMap((each) => ['--resource_list', each]);
  const output = ['--output_format', 'txt_no_fw_rules', '--output_endpoints', 'pods', '--file_out', path];
  await answerOf(python, ['-m', 'nca', '--connectivity', ...resources, ...output], { env, cwd: folder });
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map(flowOf);
}

function flowOf(line: string): Flow {
  const [, from, to, connections] = /^(\S+) => (\S+) : (.+)$/.exec(line) ?? [];
  if (from === undefined || to === undefined || connections === undefined) {
    throw new Error(`network-config-analyzer wrote "${line}": expected "<from> => <to> : <connections>"`);
  }
  return { from, to, connections };
}

/**
 * The ports of a flow.
 * @throws {Error} where the analyzer writes what is not read here
 */
export function portsOf({ connections }: Flow): Ports {
  const everywhere = [[0, lastPort]] as const;
  if (connections === 'All connections') return { protocols: ['TCP', 'UDP'], ranges: everywhere };
  const [, protocols, ports] = /^\{protocols:([A-Z, ]+?)(?:,dst_ports:([\d,-]+))?\}$/.exec(connections) ?? [];
  if (protocols === undefined) {
    throw new Error(`network-config-analyzer wrote "${connections}": expected "{protocols:TCP,dst_ports:1,2-3}"`);
  }
  const ranges = ports?.split(',').map(rangeOf) ?? everywhere;
  return { protocols: protocols.split(',').map((protocol) => protocol.trim()), ranges };
}

function rangeOf(text: string): readonly [number, number] {
  const [first = 0, last = first] = text.split('-').map(Number);
  return [first, last];
}
