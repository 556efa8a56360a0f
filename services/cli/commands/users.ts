import { Option, type Command } from 'commander';
import type { UserView } from '../../auth/contract.ts';
import type { GroupView } from '../api/routes.ts';
import { usageError } from '../errors/command-error.ts';
import type { CommandIo } from '../io.ts';
import { outputOption } from '../output/printer.ts';
import { formatTable, type Column } from '../output/table.ts';
import { humanAge } from '../output/units.ts';
import { readPassword, type PasswordOptions } from '../prompt.ts';
import { examples, toolsFor } from './tools.ts';

interface CreateOptions extends PasswordOptions {
  readonly role?: readonly string[];
  readonly group?: readonly string[];
}

/** `berth user …` and `berth group …`, for admins */
export function registerUserCommands(program: Command, io: CommandIo): void {
  const user = program.command('user').description('users (admin)');
  user
    .command('create <name>')
    .description('create a user; the password is asked for')
    .addOption(new Option('--role <role...>', 'what the user may be; @default user').choices(['user', 'admin']))
    .option('--group <name...>', 'the groups of the user')
    .option('--password-stdin', 'read the password from stdin instead of the terminal')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples('berth user create ada --group lab', 'berth user create root2 --role admin --password-stdin < password'),
    )
    .action(async (name: string, options: CreateOptions, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const password = await newPassword(io, name, options);
      const body = { name, password, roles: options.role, groups: options.group };
      const created = await api.call('POST /users', { body });
      printer.data(created, () => userTable([created], io.now()));
    });
  user
    .command('list')
    .description('list the users')
    .addOption(outputOption())
    .addHelpText('after', examples('berth user list'))
    .action(async (_options: object, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const answer = await api.call('GET /users');
      printer.data(answer, () => userTable(answer.users, io.now()));
    });
  registerGroupCommands(program, io);
}

function registerGroupCommands(program: Command, io: CommandIo): void {
  const columns: readonly Column<GroupView>[] = [{ title: 'name', cell: ({ name }) => name }];
  const group = program.command('group').description('groups of users (admin)');
  group
    .command('create <name>')
    .description('create a group')
    .addOption(outputOption())
    .addHelpText('after', examples('berth group create lab'))
    .action(async (name: string, _options: object, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const created = await api.call('POST /groups', { body: { name } });
      printer.data(created, () => formatTable([created], columns, ''));
    });
  group
    .command('list')
    .description('list the groups')
    .addOption(outputOption())
    .addHelpText('after', examples('berth group list'))
    .action(async (_options: object, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const answer = await api.call('GET /groups');
      printer.data(answer, () => formatTable(answer.groups, columns, 'No groups.'));
    });
}

/** Typed twice on a terminal, where nobody sees a slip. */
async function newPassword(io: CommandIo, name: string, options: PasswordOptions): Promise<string> {
  const password = await readPassword(io, `Password of ${name}`, options);
  if (options.passwordStdin === true) return password;
  if ((await readPassword(io, 'The same again', options)) === password) return password;
  throw usageError('The two passwords are not the same.', 'Try again.');
}

function userTable(users: readonly UserView[], now: Date): string {
  const columns: readonly Column<UserView>[] = [
    { title: 'name', cell: ({ name }) => name },
    { title: 'roles', cell: ({ roles }) => roles.join(', ') },
    { title: 'groups', cell: ({ groups }) => groups.join(', ') },
    { title: 'state', cell: ({ disabled }) => (disabled ? 'disabled' : 'active') },
    { title: 'age', cell: ({ createdAt }) => humanAge(createdAt, now), align: 'right' },
  ];
  return formatTable(users, columns, 'No users.');
}
