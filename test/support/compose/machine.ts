import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComposeFile } from '../../../infra/compose/compose-file.ts';
import { findProgram } from '../../../services/machine/find-program.ts';
import { runCommand } from '../../../services/machine/run-command.ts';
import { end } from '../berth-process.ts';
import { newPrefix, removeDeadNamespaces, removeNamespaces } from './namespaces.ts';

/** The networks of a compose file, made of bridges in a network namespace of their own, and its containers as namespaces. */
export interface ComposeMachine {
  /** The address of a container on one of its networks. */
  address(container: string, network: string): string;
  /** Every address of a container. */
  addresses(container: string): readonly string[];
  /** Starts a program in the network of a container, or in that of the machine. */
  start(where: string, command: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess;
  /** Runs a program to its end; answers with the last line of its stdout. */
  run(where: string, command: readonly string[], env?: NodeJS.ProcessEnv): Promise<string>;
  stop(): Promise<void>;
}

/** The place of the machine itself: it reaches what is published, as its users do. */
export const theMachine = 'machine';

const deadlineMs = 60_000;

/** Why networks cannot be made here; `undefined` where they can. */
export async function whyNoNetworks(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux';
  for (const program of ['ip', 'unshare']) {
    if ((await findProgram(program, process.env)) === undefined) return `there is no ${program}`;
  }
  return process.getuid?.() === 0 ? undefined : 'it takes the rights of root';
}

/**
 * Makes the networks of a compose file. Everything is gone after {@link ComposeMachine.stop}, and where it fails; what a
 * killed process left is removed first.
 */
export async function startComposeMachine(file: ComposeFile): Promise<ComposeMachine> {
  await removeDeadNamespaces();
  const prefix = await newPrefix();
  const folder = await mkdtemp(join(tmpdir(), 'berth-compose-'));
  const hosts = join(folder, 'hosts');
  const addresses = addressesOf(file);
  const started: ChildProcess[] = [];
  const removeAll = async () => {
    for (const child of started.toReversed()) await end(child);
    await removeNamespaces(prefix);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const step of stepsOf(file, addresses, prefix)) await runCommand('ip', step, { env: process.env, deadlineMs });
    await writeFile(hosts, hostsOf(addresses));
  } catch (error) {
    await removeAll();
    throw error;
  }

  const start: ComposeMachine['start'] = (where, command, env = {}) => {
    const inside = ['mount', '--bind', hosts, '/etc/hosts', '&&', 'exec', '"$@"'].join(' ');
    const args = ['netns', 'exec', prefix + where, 'unshare', '--mount', 'sh', '-c', inside, 'sh', ...command];
    const child = spawn('ip', args, { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env } });
    started.push(child);
    return child;
  };
  return {
    address: (container, network) => addresses.get(container)?.get(network) ?? '',
    addresses: (container) => [...(addresses.get(container)?.values() ?? [])],
    start,
    async run(where, command, env) {
      const child = start(where, command, env);
      let [stdout, stderr] = ['', ''];
      child.stdout?.on('data', (data: Buffer) => (stdout += data.toString()));
      child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
      const [code] = (await once(child, 'close')) as [number | null];
      if (code !== 0)
        throw new Error(`${command.join(' ')} in ${where} ended with ${String(code)}: ${stdout}${stderr}`);
      return stdout.trim().split('\n').at(-1) ?? '';
    },
    stop: removeAll,
  };
}

type Addresses = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** As Docker gives them: the first of a range is the machine's, the others follow. */
function addressesOf(file: ComposeFile): Addresses {
  const next = new Map<string, number>();
  return new Map(
    Object.entries(file.services).map(([name, { networks = {} }]) => [
      name,
      new Map(
        Object.keys(networks).map((network) => {
          const number = (next.get(network) ?? 1) + 1;
          next.set(network, number);
          return [network, numbered(file, network, number)];
        }),
      ),
    ]),
  );
}

function numbered(file: ComposeFile, network: string, number: number): string {
  return (file.networks[network]?.ipam.config[0]?.subnet ?? '').replace(/0\/24$/, String(number));
}

function stepsOf(file: ComposeFile, addresses: Addresses, prefix: string): readonly (readonly string[])[] {
  const places = [theMachine, ...addresses.keys()];
  const machine = ['-n', prefix + theMachine];
  const networks = Object.keys(file.networks);
  const bridges = networks.flatMap((network, index) => [
    [...machine, 'link', 'add', `br${index}`, 'type', 'bridge'],
    [...machine, 'address', 'add', `${numbered(file, network, 1)}/24`, 'dev', `br${index}`],
    [...machine, 'link', 'set', `br${index}`, 'up'],
  ]);
  let count = 0;
  const cables = [...addresses].flatMap(([container, joined]) =>
    [...joined].flatMap(([network, address], index) => {
      const cable = `v${count++}`;
      const inside = ['-n', prefix + container];
      return [
        [...machine, 'link', 'add', cable, 'type', 'veth', 'peer', 'name', `eth${index}`, 'netns', prefix + container],
        [...machine, 'link', 'set', cable, 'master', `br${networks.indexOf(network)}`, 'up'],
        [...inside, 'address', 'add', `${address}/24`, 'dev', `eth${index}`],
        [...inside, 'link', 'set', `eth${index}`, 'up'],
      ];
    }),
  );
  const namespaces = places.map((name) => ['netns', 'add', prefix + name]);
  const loopbacks = places.map((name) => ['-n', prefix + name, 'link', 'set', 'lo', 'up']);
  return [...namespaces, ...bridges, ...cables, ...loopbacks];
}

/** Docker's own resolver tells only of networks that one is on; here the address says whether it can be reached. */
function hostsOf(addresses: Addresses): string {
  const names = [...addresses].flatMap(([container, joined]) =>
    [...joined].filter(([network]) => network === `to-${container}`).map(([, address]) => `${address} ${container}`),
  );
  return ['127.0.0.1 localhost', ...names, ''].join('\n');
}
