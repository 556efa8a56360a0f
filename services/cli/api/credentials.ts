import { changeContexts, findContext, readContexts, withContext, type Context } from '../context.ts';
import { CommandError, usageError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import { commandName, type CommandIo } from '../io.ts';
import { apiPath, requestJson } from './http.ts';
import type { LoginRoutes } from './routes.ts';

/** Where the gateway is, and how to speak to it in the user's name. */
export interface Credentials {
  readonly url: string;
  accessToken(): Promise<string>;
  /** A token in place of one that the gateway did not take; `undefined` where there can be none. */
  replace(rejected: string): Promise<string | undefined>;
}

/** A token with less time left is exchanged before it is used. */
const marginMs = 20_000;
/** Well within the time that the lock of the contexts allows. */
const refreshTimeoutMs = 15_000;

/** The credentials that the environment, the option `--context` or the current context name. @throws {CommandError} */
export async function chooseCredentials(io: CommandIo, chosen: string | undefined): Promise<Credentials> {
  const url = io.env['BERTH_URL'];
  const token = io.env['BERTH_TOKEN'];
  if (url && token) return { url: parseUrl(url), accessToken: async () => token, replace: async () => undefined };
  if (url || token) {
    throw usageError(
      `${url ? 'BERTH_URL' : 'BERTH_TOKEN'} is set without ${url ? 'BERTH_TOKEN' : 'BERTH_URL'}.`,
      'Set both, or neither and log in with `berth login`.',
    );
  }
  const name = await chooseContextName(io, chosen);
  if (name === undefined) throw notLoggedIn(io);
  const { url: contextUrl } = findContext(await readContexts(io.env), name);
  return contextCredentials(io, name, parseUrl(contextUrl));
}

/** The name that `--context`, BERTH_CONTEXT or the file of contexts gives; `undefined` before the first login. */
export async function chooseContextName(io: CommandIo, chosen: string | undefined): Promise<string | undefined> {
  return chosen ?? (io.env['BERTH_CONTEXT'] || (await readContexts(io.env)).current);
}

/** The origin of a gateway. @throws {CommandError} */
export function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  throw usageError(`"${text}" is no URL of a gateway.`, 'Write it as http://host:port or https://host.');
}

function contextCredentials(io: CommandIo, name: string, url: string): Credentials {
  return {
    url,
    async accessToken() {
      const context = findContext(await readContexts(io.env), name);
      return freshToken(context, io.now()) ?? (await refresh(io, name, undefined));
    },
    replace: (rejected) => refresh(io, name, rejected),
  };
}

/**
 * Exchanges the refresh token. It can be used once: only the holder of the lock does it, after it has looked whether
 * another command was faster.
 */
async function refresh(io: CommandIo, name: string, rejected: string | undefined): Promise<string> {
  let token = '';
  await changeContexts(io.env, async (contexts) => {
    const context = findContext(contexts, name);
    const present = freshToken(context, io.now());
    if (present !== undefined && present !== rejected) {
      token = present;
      return undefined;
    }
    const pair = await exchangeRefreshToken(io, context);
    token = pair.accessToken;
    const { accessToken, accessExpiresAt, refreshToken } = pair;
    const renewed = { ...context, accessToken, accessExpiresAt, refreshToken };
    return withContext(contexts, name, { context: renewed, makeCurrent: false });
  });
  return token;
}

type TokenPair = LoginRoutes['POST /token/refresh'];

/** Not ended by Ctrl-C: the old token is spent as soon as the gateway has it. */
async function exchangeRefreshToken(io: CommandIo, { url, refreshToken }: Context): Promise<TokenPair> {
  try {
    const answer = await requestJson(io, {
      method: 'POST',
      url: `${parseUrl(url)}${apiPath}/token/refresh`,
      json: { refreshToken },
      signal: AbortSignal.timeout(refreshTimeoutMs),
    });
    return answer as TokenPair;
  } catch (error) {
    if (error instanceof CommandError && error.status === 401) throw notLoggedIn(io, error);
    throw error;
  }
}

function freshToken({ accessToken, accessExpiresAt }: Context, now: Date): string | undefined {
  if (accessToken === undefined || accessExpiresAt === undefined) return undefined;
  return Date.parse(accessExpiresAt) - now.getTime() > marginMs ? accessToken : undefined;
}

function notLoggedIn(io: CommandIo, cause?: CommandError): CommandError {
  return new CommandError({
    exitCode: exitCodes.notAllowed,
    status: 401,
    code: cause?.code ?? 'TOKEN_MISSING',
    detail: cause === undefined ? 'You are not logged in.' : 'Your login has ended.',
    remedy: `Log in with \`${commandName(io.env)} login --url <url>\`, or start a Berth here with \`${commandName(io.env)} up\`.`,
    ...(cause?.traceId !== undefined && { traceId: cause.traceId }),
    cause,
  });
}
