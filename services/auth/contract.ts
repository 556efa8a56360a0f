import Type from 'typebox';
import { Name } from '../../infra/model/names.ts';
import { defineContract, method, type ServiceName } from '../kit/contract.ts';

/** What a user may be: an admin sees and changes everything. */
export const UserRole = Type.Union([Type.Literal('user'), Type.Literal('admin')]);
export type UserRole = Type.Static<typeof UserRole>;

/** What somebody may do with a project; `write` includes `read` and opening sessions. */
export const ProjectRight = Type.Union([Type.Literal('read'), Type.Literal('write')]);
export type ProjectRight = Type.Static<typeof ProjectRight>;

/** A right, or its absence. */
export const ProjectRightOrNone = Type.Union([Type.Literal('none'), Type.Literal('read'), Type.Literal('write')]);
export type ProjectRightOrNone = Type.Static<typeof ProjectRightOrNone>;

/** The user on whose behalf the gateway calls; the gateway verified the token. */
export const Actor = Type.Object(
  { name: Type.String({ maxLength: 256 }), roles: Type.Array(Type.String()), groups: Type.Array(Type.String()) },
  { additionalProperties: false },
);
export type Actor = Type.Static<typeof Actor>;

/** A user as others see it: nothing of the password. */
export const UserView = Type.Object({
  name: Name,
  roles: Type.Array(UserRole),
  groups: Type.Array(Name),
  disabled: Type.Boolean(),
  createdAt: Type.String({ description: 'RFC 3339' }),
});
export type UserView = Type.Static<typeof UserView>;

/** With whom a project is shared: a user or a group. */
export const Subject = Type.Union([
  Type.Object({ user: Name }, { additionalProperties: false }),
  Type.Object({ group: Name }, { additionalProperties: false }),
]);
export type Subject = Type.Static<typeof Subject>;

/** A project as somebody who may see it sees it. */
export const ProjectView = Type.Object({
  name: Name,
  owner: Type.String(),
  /** What the actor may do. */
  right: ProjectRight,
  sharedWith: Type.Array(Type.Object({ user: Type.Optional(Name), group: Type.Optional(Name), right: ProjectRight })),
  createdAt: Type.String({ description: 'RFC 3339' }),
});
export type ProjectView = Type.Static<typeof ProjectView>;

/** The tokens of a login. */
export const TokenPair = Type.Object({
  accessToken: Type.String(),
  accessExpiresAt: Type.String({ description: 'RFC 3339' }),
  refreshToken: Type.String(),
  refreshExpiresAt: Type.String({ description: 'RFC 3339' }),
  user: Type.Object({ name: Name, roles: Type.Array(UserRole), groups: Type.Array(Name) }),
});
export type TokenPair = Type.Static<typeof TokenPair>;

/** A public key (RFC 8037) as `keys` publishes it. */
const PublicKey = Type.Object({
  kty: Type.String(),
  crv: Type.String(),
  x: Type.String(),
  kid: Type.String(),
  alg: Type.String(),
  use: Type.String(),
});

// The policy for new passwords is checked by the service, so that no message about it ever shows the password.
const Password = Type.String({ maxLength: 1024 });
const RefreshToken = Type.String({ maxLength: 4096 });

/** Roles and groups default to `['user']` and none. */
const newUser = {
  name: Name,
  password: Password,
  roles: Type.Optional(Type.Array(UserRole, { maxItems: 2, uniqueItems: true })),
  groups: Type.Optional(Type.Array(Name, { maxItems: 100, uniqueItems: true })),
};

const closed = { additionalProperties: false } as const;
const gateway: readonly ServiceName[] = ['gateway'];
const everyVerifier: readonly ServiceName[] = [
  'gateway',
  'relay',
  'global-session',
  'session',
  'project-data',
  'operator',
];

/** Users, groups, projects, and the tokens that say who a user is. */
export const authContract = defineContract('auth', {
  login: method({
    summary: 'Exchanges a user name and a password for tokens.',
    request: Type.Object({ user: Type.String({ minLength: 1, maxLength: 64 }), password: Password }, closed),
    response: TokenPair,
    repetition: 'once',
    callers: gateway,
  }),
  refresh: method({
    summary: 'Exchanges a refresh token for new tokens; it can be used once, and a second use ends the login.',
    request: Type.Object({ refreshToken: RefreshToken }, closed),
    response: TokenPair,
    repetition: 'once',
    callers: gateway,
  }),
  logout: method({
    summary: 'Ends the login that a refresh token belongs to.',
    request: Type.Object({ refreshToken: RefreshToken }, closed),
    response: Type.Object({ revoked: Type.Boolean() }),
    repetition: 'idempotent',
    callers: gateway,
  }),
  revoke: method({
    summary: 'Ends a login by its id: one of the actor, or any where the actor is an admin.',
    request: Type.Object({ actor: Actor, sid: Type.String({ maxLength: 64 }) }, closed),
    response: Type.Object({ revoked: Type.Boolean() }),
    repetition: 'idempotent',
    callers: gateway,
  }),
  revocations: method({
    summary: 'Lists the revoked logins whose access tokens have not expired yet.',
    request: Type.Object({}, closed),
    response: Type.Object({
      revocations: Type.Array(Type.Object({ sid: Type.String(), until: Type.String({ description: 'RFC 3339' }) })),
    }),
    repetition: 'safe',
    callers: everyVerifier,
  }),
  keys: method({
    summary: 'Publishes the public keys of the access tokens (JWKS).',
    request: Type.Object({}, closed),
    response: Type.Object({ keys: Type.Array(PublicKey) }),
    repetition: 'safe',
    callers: everyVerifier,
  }),

  createUser: method({
    summary: 'Creates a user (admin).',
    request: Type.Object({ actor: Actor, ...newUser }, closed),
    response: UserView,
    repetition: 'once',
    callers: gateway,
  }),
  updateUser: method({
    summary: 'Changes a user (admin); a new password or a change of `disabled` ends every login of the user.',
    request: Type.Object(
      {
        actor: Actor,
        name: Name,
        password: Type.Optional(Password),
        roles: newUser.roles,
        groups: newUser.groups,
        disabled: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    response: UserView,
    repetition: 'idempotent',
    callers: gateway,
  }),
  getUser: method({
    summary: 'Shows a user (admin, or the user itself).',
    request: Type.Object({ actor: Actor, name: Name }, closed),
    response: UserView,
    repetition: 'safe',
    callers: gateway,
  }),
  listUsers: method({
    summary: 'Lists all users by name (admin).',
    request: Type.Object({ actor: Actor }, closed),
    response: Type.Object({ users: Type.Array(UserView) }),
    repetition: 'safe',
    callers: gateway,
  }),
  createGroup: method({
    summary: 'Creates a group where there is none of the name (admin).',
    request: Type.Object({ actor: Actor, name: Name }, closed),
    response: Type.Object({ name: Name, created: Type.Boolean() }),
    repetition: 'idempotent',
    callers: gateway,
  }),
  listGroups: method({
    summary: 'Lists the groups by name.',
    request: Type.Object({ actor: Actor }, closed),
    response: Type.Object({ groups: Type.Array(Type.Object({ name: Name })) }),
    repetition: 'safe',
    callers: gateway,
  }),

  createProject: method({
    summary: 'Creates a project that the actor owns.',
    request: Type.Object({ actor: Actor, name: Name }, closed),
    response: ProjectView,
    repetition: 'once',
    callers: gateway,
  }),
  listProjects: method({
    summary: 'Lists the projects that the actor may see, by name.',
    request: Type.Object({ actor: Actor }, closed),
    response: Type.Object({ projects: Type.Array(ProjectView) }),
    repetition: 'safe',
    callers: gateway,
  }),
  getProject: method({
    summary: 'Shows a project that the actor may see.',
    request: Type.Object({ actor: Actor, name: Name }, closed),
    response: ProjectView,
    repetition: 'safe',
    callers: gateway,
  }),
  shareProject: method({
    summary: 'Gives a user or a group a right to a project, or takes it away (owner or admin).',
    request: Type.Object({ actor: Actor, name: Name, with: Subject, right: ProjectRightOrNone }, closed),
    response: ProjectView,
    repetition: 'idempotent',
    callers: gateway,
  }),
  access: method({
    summary: 'Says whether a user may read or write a project at this moment.',
    request: Type.Object({ user: Type.String({ maxLength: 256 }), project: Name, right: ProjectRight }, closed),
    response: Type.Object({ allowed: Type.Boolean(), right: ProjectRightOrNone }),
    repetition: 'safe',
    callers: ['gateway', 'project-data', 'global-session', 'session'],
  }),

  ensureUser: method({
    summary: 'Creates a user and its groups where there is none of the name; an existing user stays as it is.',
    request: Type.Object(newUser, closed),
    response: Type.Object({ created: Type.Boolean() }),
    repetition: 'idempotent',
    callers: ['operator'],
  }),
  ensureProject: method({
    summary: 'Creates a project where there is none of the name; an existing project stays as it is.',
    request: Type.Object({ name: Name, owner: Name }, closed),
    response: Type.Object({ created: Type.Boolean() }),
    repetition: 'idempotent',
    callers: ['operator'],
  }),
});

/** The methods of auth, for `Client<AuthMethods>` and `Handlers<AuthMethods>`. */
export type AuthMethods = typeof authContract.methods;
