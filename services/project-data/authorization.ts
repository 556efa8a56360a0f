import type { Client } from '../kit/client.ts';
import { BerthError } from '../kit/errors/berth-error.ts';
import { authenticate } from '../kit/host.ts';
import type { Identity } from '../kit/identity.ts';
import type { AuthMethods, ProjectRight } from '../auth/contract.ts';
import { onBehalfHeader } from './contract.ts';
import { looksLikeDataToken, type DataTokens } from './data-token.ts';

/** What decides on who may do what here. */
export interface AuthorizationDeps {
  readonly identity: Identity;
  readonly tokens: DataTokens;
  /** Says what a user may do with a project. */
  readonly auth: Pick<Client<AuthMethods>, 'access'>;
}

/** What is wanted of a project. */
export interface Wanted {
  readonly project: string;
  readonly right: ProjectRight;
}

/** The headers that say who calls. */
export interface CallerHeaders {
  readonly authorization?: string | undefined;
  readonly [name: string]: string | readonly string[] | undefined;
}

/** Lets pass who may. Every method throws a {@link BerthError} otherwise. */
export interface Authorization {
  /** A user, on whose behalf the gateway calls. @throws {BerthError} `PROJECT_UNKNOWN`, `FORBIDDEN`, `REQUEST_INVALID` */
  requireUser(user: string | undefined, wanted: Wanted): Promise<void>;
  /** A request to the routes for bytes: with a data token, or by the gateway. */
  requireRequest(headers: CallerHeaders, wanted: Wanted): Promise<void>;
}

/** Authorization by auth and by data tokens. */
export function createAuthorization({ identity, tokens, auth }: AuthorizationDeps): Authorization {
  async function requireUser(user: string | undefined, wanted: Wanted): Promise<void> {
    if (user === undefined) throw nobodyNamed();
    const { allowed, right } = await auth.access({ user, ...wanted });
    if (!allowed) throw right === 'none' ? unknown(wanted.project) : readOnly(wanted.project);
  }

  async function requireToken(token: string, { project, right }: Wanted): Promise<void> {
    const grant = await tokens.verify(token);
    if (grant.project !== project) {
      throw new BerthError('FORBIDDEN', {
        detail: `The data token is for the project ${grant.project}, not for ${project}.`,
        remedy: 'Ask the session service for a token of this project.',
      });
    }
    if (right === 'write' && grant.right !== 'write') throw readOnly(project);
  }

  return {
    requireUser,
    async requireRequest(headers, wanted) {
      const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
      if (token !== undefined && looksLikeDataToken(token)) {
        await requireToken(token, wanted);
        return;
      }
      await authenticate(identity, { headers: { authorization: headers.authorization } }, ['gateway']);
      const user = headers[onBehalfHeader];
      await requireUser(typeof user === 'string' ? user : undefined, wanted);
    },
  };
}

function nobodyNamed(): BerthError {
  return new BerthError('REQUEST_INVALID', {
    detail: 'The gateway must say on whose behalf it calls.',
    remedy: `Send the user's name: the field "user", or the header ${onBehalfHeader}.`,
  });
}

function unknown(project: string): BerthError {
  return new BerthError('PROJECT_UNKNOWN', { detail: `There is no project named ${project} that the user may see.` });
}

function readOnly(project: string): BerthError {
  return new BerthError('FORBIDDEN', { detail: `The project ${project} may be read, not written, by this caller.` });
}
