import type { ProjectView, TokenPair, UserView } from '../../auth/contract.ts';
import type { NodeView } from '../../global-directory/contract.ts';
import type { ProjectFile } from '../../project-data/contract.ts';
import type { Admission } from '../../relay-client/session-stream.ts';
import type { SessionView } from '../../session/contract.ts';

/** The answers of the REST API by route (docs/reference: the OpenAPI document of the gateway). */
export interface Routes {
  'GET /me': UserIdentity;
  'GET /status': PlatformStatus;
  'GET /nodes': { readonly nodes: readonly NodeView[] };
  'GET /projects': { readonly projects: readonly ProjectView[] };
  'POST /projects': ProjectView;
  'GET /projects/:project': ProjectView;
  'PUT /projects/:project/shares': ProjectView;
  'GET /projects/:project/files': { readonly files: readonly ProjectFile[] };
  'GET /sessions': { readonly sessions: readonly SessionView[] };
  'POST /sessions': SessionView;
  'GET /sessions/:id': SessionView;
  'DELETE /sessions/:id': SessionView;
  'GET /sessions/:id/logs': { readonly lines: readonly LogLine[] };
  'POST /sessions/:id/attach': Admission;
  'GET /users': { readonly users: readonly UserView[] };
  'POST /users': UserView;
  'GET /groups': { readonly groups: readonly GroupView[] };
  'POST /groups': GroupView;
}

/** The routes that take no access token. */
export interface LoginRoutes {
  'POST /login': TokenPair;
  'POST /token/refresh': TokenPair;
}

/** Who a token says its bearer is. */
export interface UserIdentity {
  readonly name: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

/** A group of users. */
export interface GroupView {
  readonly name: string;
}

/** A line of a worker's log. */
export interface LogLine {
  readonly worker: string;
  /** RFC 3339. */
  readonly time: string;
  readonly stream: string;
  readonly line: string;
}

/** What runs. */
export interface PlatformStatus {
  readonly platform: string;
  readonly services: readonly { readonly service: string; readonly instance: string; readonly url: string }[];
  /** How many there are in each state. */
  readonly sessions: Readonly<Record<string, number>>;
  readonly nodes: { readonly ready: number; readonly lost: number };
}
