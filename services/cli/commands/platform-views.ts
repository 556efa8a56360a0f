import type { Command } from 'commander';
import type { NodeView } from '../../global-directory/contract.ts';
import type { PlatformStatus } from '../api/routes.ts';
import type { CommandIo } from '../io.ts';
import { outputOption } from '../output/printer.ts';
import { formatFields, formatTable, type Column } from '../output/table.ts';
import { humanBytes, humanCpu } from '../output/units.ts';
import { examples, toolsFor } from './tools.ts';

/** `berth status` and `berth nodes` */
export function registerPlatformViews(program: Command, io: CommandIo): void {
  program
    .command('status')
    .description('show which services, nodes and sessions there are')
    .addOption(outputOption())
    .addHelpText('after', examples('berth status', 'berth status -o json'))
    .action(async (_options: object, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const status = await api.call('GET /status');
      printer.data(status, () => statusText(api.url, status));
    });
  program
    .command('nodes')
    .description('list the machines that run workers, and what is free there')
    .addOption(outputOption())
    .addHelpText('after', examples('berth nodes', 'berth nodes -o json'))
    .action(async (_options: object, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const answer = await api.call('GET /nodes');
      printer.data(answer, () => nodeTable(answer.nodes));
    });
}

function statusText(gateway: string, { platform, services, sessions, nodes }: PlatformStatus): string {
  const counts = Object.entries(sessions).filter(([, count]) => count > 0);
  const fields = formatFields({
    platform,
    gateway,
    nodes: `${nodes.ready} ready${nodes.lost > 0 ? `, ${nodes.lost} lost` : ''}`,
    sessions: counts.length === 0 ? 'none' : counts.map(([state, count]) => `${count} ${state}`).join(', '),
  });
  const columns: readonly Column<PlatformStatus['services'][number]>[] = [
    { title: 'service', cell: ({ service }) => service },
    { title: 'instance', cell: ({ instance }) => instance },
    { title: 'url', cell: ({ url }) => url },
  ];
  return `${fields}\n${formatTable(services, columns, 'No services.')}`;
}

function nodeTable(nodes: readonly NodeView[]): string {
  const columns: readonly Column<NodeView>[] = [
    { title: 'name', cell: ({ name }) => name },
    { title: 'state', cell: ({ state }) => state },
    { title: 'os', cell: ({ os, arch }) => `${os}/${arch}` },
    {
      title: 'cpu free',
      cell: ({ free, capacity }) => `${humanCpu(free.cpuMillis)} of ${humanCpu(capacity.cpuMillis)}`,
    },
    {
      title: 'memory free',
      cell: ({ free, capacity }) => `${humanBytes(free.memoryBytes)} of ${humanBytes(capacity.memoryBytes)}`,
    },
    { title: 'gpus', cell: ({ capacity }) => String(capacity.gpus.length), align: 'right' },
    { title: 'load', cell: ({ load }) => `${Math.round(load.cpu * 100)} %`, align: 'right' },
    { title: 'workers', cell: ({ placements }) => String(placements.length), align: 'right' },
    {
      title: 'labels',
      cell: ({ labels }) =>
        Object.entries(labels)
          .map(([name, value]) => `${name}=${value}`)
          .join(' '),
    },
  ];
  return formatTable(nodes, columns, 'No nodes.');
}
