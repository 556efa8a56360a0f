import type { Catalogue } from '../../../infra/model/catalogue.ts';
import type { Client, ClientContext } from '../../kit/client.ts';
import type { AuthMethods } from '../../auth/contract.ts';
import type { globalDirectoryContract } from '../../global-directory/contract.ts';
import type { globalSessionContract } from '../../global-session/contract.ts';
import type { relayContract } from '../../relay/contract.ts';
import type { sessionContract } from '../../session/contract.ts';
import type { Authentication } from '../authentication.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Needs no access token. */
    readonly isPublic?: boolean;
  }
}

/** What the routes of the public API work with. */
export interface RouteDeps {
  readonly authentication: Authentication;
  readonly catalogue: Catalogue;
  /** How clients reach this gateway, e.g. `http://127.0.0.1:7300`. */
  readonly publicUrl: () => string;
  /** Logins of one address. */
  readonly loginsPerMinute: number;
  readonly context: ClientContext;
  readonly clients: {
    readonly auth: Client<AuthMethods>;
    readonly globalSession: Client<typeof globalSessionContract.methods>;
    readonly globalDirectory: Client<typeof globalDirectoryContract.methods>;
    readonly session: Client<typeof sessionContract.methods>;
    readonly relay: Client<typeof relayContract.methods>;
  };
}

/** A route that needs no access token. */
export const publicRoute = { isPublic: true } as const;
