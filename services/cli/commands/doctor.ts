import type { Command } from 'commander';
import type { Finding } from '../../machine/doctor.ts';
import { readContexts } from '../context.ts';
import { withCluster, type ClusterOptions } from '../delivery/cluster-options.ts';
import { QuietExit } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { outputOption, Printer, type OutputFormat } from '../output/printer.ts';
import { formatTable, type Column } from '../output/table.ts';
import { examples } from './tools.ts';

const stateText = { ok: 'ok', missing: 'MISSING', 'optional-missing': 'not there' } as const;

interface DoctorOptions extends ClusterOptions {
  readonly cluster?: string;
  readonly model: string;
  readonly output: OutputFormat;
}

/** `berth doctor` */
export function registerDoctor(program: Command, io: CommandIo): void {
  withCluster(program.command('doctor'))
    .description('look at what this machine, or a cluster, offers to Berth, and say what to do about what is missing')
    .option('--cluster <environment>', 'look at the cluster of this environment instead of this machine')
    .option('--model <folder>', 'where berth.config.ts, or stacks/berth.config.ts, is', '.')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples('berth doctor', 'berth doctor -o json', 'berth doctor --cluster staging --kube-context staging'),
    )
    .action(async (options: DoctorOptions) => {
      const { cluster, output } = options;
      const findings = await (cluster === undefined ? examine(io) : examineClusterOf(io, cluster, options));
      const printer = new Printer(io, output);
      const isFit = findings.every(({ state }) => state !== 'missing');
      printer.data({ isFit, findings }, () => doctorText(findings));
      const what = cluster ?? 'Berth';
      printer.note(isFit ? `${what} can run ${placeOf(cluster)}.` : `${what} cannot run ${placeOf(cluster)} yet.`);
      if (!isFit) throw new QuietExit(exitCodes.unavailable);
    });
}

function placeOf(cluster: string | undefined): string {
  return cluster === undefined ? 'here' : 'in this cluster';
}

/** Loaded only here: what synthesizes. */
async function examineClusterOf(
  io: CommandIo,
  environment: string,
  { model, kubeconfig, kubeContext }: DoctorOptions,
): Promise<readonly Finding[]> {
  const { examineCluster } = await import('../delivery/examine-cluster.ts');
  return examineCluster(io, {
    environment,
    folder: model,
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(kubeContext !== undefined && { kubeContext }),
  });
}

/** Loaded only here: no other command of this file's reader needs what looks at machines. */
async function examine(io: CommandIo): Promise<readonly Finding[]> {
  const [{ examineMachine }, { userCacheFolder, userStateFolder }] = await Promise.all([
    import('../../machine/doctor.ts'),
    import('../../machine/folders.ts'),
  ]);
  const { current, contexts } = await readContexts(io.env);
  const stateFolder = current === undefined ? undefined : contexts[current]?.stateFolder;
  return examineMachine({
    env: io.env,
    stateFolder: stateFolder ?? userStateFolder(io.env, 'local'),
    cacheFolder: userCacheFolder(io.env),
  });
}

function doctorText(findings: readonly Finding[]): string {
  const columns: readonly Column<Finding>[] = [
    { title: 'part', cell: ({ name }) => name },
    { title: 'state', cell: ({ state }) => stateText[state] },
    { title: 'found', cell: ({ found }) => found ?? '' },
    { title: 'why', cell: ({ why }) => why },
  ];
  const lacking = Map.groupBy(findings, ({ remedy }) => remedy);
  const remedies = [...lacking].flatMap(([remedy, which]) =>
    remedy === undefined ? [] : [`  ${which.map(({ name }) => name).join(', ')}: ${remedy}\n`],
  );
  const advice = remedies.length === 0 ? '' : `\nWhat to do:\n${remedies.join('')}`;
  return formatTable(findings, columns, '') + advice;
}
