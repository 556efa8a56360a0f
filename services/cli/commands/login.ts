import type { Command } from 'commander';
import { chooseContextName, parseUrl } from '../api/credentials.ts';
import { apiPath, requestJson } from '../api/http.ts';
import type { LoginRoutes } from '../api/routes.ts';
import { readContexts, saveContext, type Context } from '../context.ts';
import { usageError } from '../errors/command-error.ts';
import { commandName, type CommandIo } from '../io.ts';
import { outputOption, Printer, type OutputFormat } from '../output/printer.ts';
import { ask, readPassword } from '../prompt.ts';
import { examples } from './tools.ts';

interface LoginOptions {
  readonly url?: string;
  readonly user?: string;
  readonly passwordStdin?: true;
  readonly context?: string;
  readonly output: OutputFormat;
}

const loginTimeoutMs = 30_000;

/** `berth login` */
export function registerLogin(program: Command, io: CommandIo): void {
  program
    .command('login')
    .description('log in to a Berth and make it the current context')
    .option('--url <url>', 'its gateway; @default that of the context, or BERTH_URL')
    .option('-u, --user <name>', 'who you are; @default the user of the context')
    .option('--password-stdin', 'read the password from stdin instead of the terminal')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'berth login --url https://berth.example.org --user ada',
        'berth login --context staging --url https://staging.example.org --user ada --password-stdin < password',
      ),
    )
    .action(async (_options: object, command: Command) => {
      const options = command.optsWithGlobals<LoginOptions>();
      const target = await chooseTarget(io, options);
      const user = options.user ?? target.known?.user ?? (await ask(io, 'User: '));
      const password = await readPassword(io, `Password of ${user}`, options);
      const { user: identity, ...tokens } = await logIn(io, target.url, { user, password });
      const { accessToken, accessExpiresAt, refreshToken } = tokens;
      const context: Context = {
        ...target.known,
        url: target.url,
        user: identity.name,
        accessToken,
        accessExpiresAt,
        refreshToken,
      };
      await saveContext(io.env, target.name, { context, makeCurrent: true });
      const { url, name } = target;
      const printer = new Printer(io, options.output);
      printer.data(
        { context: name, url, user: identity },
        () => `logged in to ${url} as ${identity.name} (context ${name})\n`,
      );
      printer.note(`next: ${commandName(io.env)} status`);
    });
}

interface Target {
  readonly name: string;
  readonly url: string;
  /** The context as it is, where it is of the same gateway. */
  readonly known: Context | undefined;
}

/** With a new URL and no name for it, the context is named after the host. */
async function chooseTarget(io: CommandIo, { url: given, context }: LoginOptions): Promise<Target> {
  const { contexts } = await readContexts(io.env);
  const chosen = await chooseContextName(io, context);
  const present = chosen !== undefined && Object.hasOwn(contexts, chosen) ? contexts[chosen] : undefined;
  const text = given ?? present?.url ?? io.env['BERTH_URL'];
  if (text === undefined) throw usageError('It is not known where to log in.', 'Give the gateway with --url <url>.');
  const url = parseUrl(text);
  if (chosen !== undefined && present !== undefined && present.url === url)
    return { name: chosen, url, known: present };
  const name = context ?? (io.env['BERTH_CONTEXT'] || new URL(url).host.replaceAll(/[^A-Za-z0-9._-]/g, '-'));
  return { name, url, known: undefined };
}

async function logIn(io: CommandIo, url: string, json: object): Promise<LoginRoutes['POST /login']> {
  const signal = AbortSignal.any([io.signal, AbortSignal.timeout(loginTimeoutMs)]);
  const answer = await requestJson(io, { method: 'POST', url: `${url}${apiPath}/login`, json, signal });
  return answer as LoginRoutes['POST /login'];
}
