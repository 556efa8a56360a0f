import type { Command } from 'commander';
import type { Finding } from '../../machine/doctor.ts';
import { readContexts } from '../context.ts';
import { QuietExit } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { outputOption, Printer, type OutputFormat } from '../output/printer.ts';
import { formatTable, type Column } from '../output/table.ts';
import { examples } from './tools.ts';

const stateText = { ok: 'ok', missing: 'MISSING', 'optional-missing': 'not there' } as const;

/** `berth doctor` */
export function registerDoctor(program: Command, io: CommandIo): void {
  program
    .command('doctor')
    .description('look at what this machine offers to Berth, and say what to do about what is missing')
    .addOption(outputOption())
    .addHelpText('after', examples('berth doctor', 'berth doctor -o json'))
    .action(async ({ output }: { output: OutputFormat }) => {
      const findings = await examine(io);
      const printer = new Printer(io, output);
      const isFit = findings.every(({ state }) => state !== 'missing');
      printer.data({ isFit, findings }, () => doctorText(findings));
      printer.note(isFit ? 'Berth can run here.' : 'Berth cannot run here yet.');
      if (!isFit) throw new QuietExit(exitCodes.unavailable);
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
  const remedies = findings.flatMap(({ name, remedy }) => (remedy === undefined ? [] : [`  ${name}: ${remedy}\n`]));
  const advice = remedies.length === 0 ? '' : `\nWhat to do:\n${remedies.join('')}`;
  return formatTable(findings, columns, '') + advice;
}
