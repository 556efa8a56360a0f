import { Option, type Command } from 'commander';
import type { ProjectView } from '../../auth/contract.ts';
import type { ProjectFile } from '../../project-data/contract.ts';
import { usageError } from '../errors/command-error.ts';
import { commandName, type CommandIo } from '../io.ts';
import { outputOption } from '../output/printer.ts';
import { formatTable, type Column } from '../output/table.ts';
import { humanAge, humanBytes } from '../output/units.ts';
import { registerDownload, registerUpload } from './project-transfer.ts';
import { examples, toolsFor } from './tools.ts';

/** `berth project …` */
export function registerProjectCommands(program: Command, io: CommandIo): void {
  const project = program.command('project').description('projects and their files');
  registerCreate(project, io);
  registerList(project, io);
  registerUpload(project, io);
  registerDownload(project, io);
  registerFiles(project, io);
  registerShare(project, io);
}

function registerCreate(project: Command, io: CommandIo): void {
  project
    .command('create <name>')
    .description('create a project that you own')
    .addOption(outputOption())
    .addHelpText('after', examples('berth project create antenna'))
    .action(async (name: string, _options: object, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const created = await api.call('POST /projects', { body: { name } });
      printer.data(created, () => `project ${created.name}\n`);
      printer.note(`next: ${commandName(io.env)} project upload ${created.name} <files or folders>`);
    });
}

function registerList(project: Command, io: CommandIo): void {
  project
    .command('list')
    .description('list the projects that you may see')
    .addOption(outputOption())
    .addHelpText('after', examples('berth project list', 'berth project list -o json'))
    .action(async (_options: object, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const answer = await api.call('GET /projects');
      printer.data(answer, () => projectTable(answer.projects, io.now()));
    });
}

function registerFiles(project: Command, io: CommandIo): void {
  project
    .command('files <project>')
    .description('list the files of a project')
    .option('--prefix <path>', 'only those whose path begins so')
    .addOption(outputOption())
    .addHelpText('after', examples('berth project files demo', 'berth project files demo --prefix results/'))
    .action(async (name: string, { prefix }: { prefix?: string }, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const answer = await api.call('GET /projects/:project/files', { params: { project: name }, query: { prefix } });
      printer.data(answer, () => fileTable(answer.files, io.now()));
    });
}

interface ShareOptions {
  readonly user?: string;
  readonly group?: string;
  readonly right: string;
}

function registerShare(project: Command, io: CommandIo): void {
  project
    .command('share <project>')
    .description('give a user or a group a right to a project, or take it away')
    .option('-u, --user <name>', 'with this user')
    .option('-g, --group <name>', 'with this group')
    .addOption(
      new Option('-r, --right <right>', 'what they may do').choices(['read', 'write', 'none']).makeOptionMandatory(),
    )
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'berth project share demo --user ada --right write',
        'berth project share demo --group lab --right none',
      ),
    )
    .action(async (name: string, { user, group, right }: ShareOptions, command: Command) => {
      if ((user === undefined) === (group === undefined)) {
        throw usageError('A project is shared with a user or with a group.', 'Give either --user or --group.');
      }
      const { api, printer } = await toolsFor(io, command);
      const body = { with: user === undefined ? { group } : { user }, right };
      const shared = await api.call('PUT /projects/:project/shares', { params: { project: name }, body });
      printer.data(shared, () => projectTable([shared], io.now()));
    });
}

function projectTable(projects: readonly ProjectView[], now: Date): string {
  const columns: readonly Column<ProjectView>[] = [
    { title: 'name', cell: ({ name }) => name },
    { title: 'owner', cell: ({ owner }) => owner },
    { title: 'your right', cell: ({ right }) => right },
    { title: 'shared with', cell: ({ sharedWith }) => sharedWith.map(showShare).join(', ') },
    { title: 'age', cell: ({ createdAt }) => humanAge(createdAt, now), align: 'right' },
  ];
  return formatTable(projects, columns, 'No projects.');
}

function showShare({ user, group, right }: ProjectView['sharedWith'][number]): string {
  return `${user ?? `group ${group ?? ''}`} (${right})`;
}

function fileTable(files: readonly ProjectFile[], now: Date): string {
  const columns: readonly Column<ProjectFile>[] = [
    { title: 'path', cell: ({ path }) => path },
    { title: 'size', cell: ({ sizeBytes }) => humanBytes(sizeBytes), align: 'right' },
    { title: 'age', cell: ({ modifiedAt }) => humanAge(modifiedAt, now), align: 'right' },
  ];
  return formatTable(files, columns, 'No files.');
}
