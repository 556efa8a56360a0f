/** What is known of an error before it happens: its place in HTTP and what to do about it. */
interface ErrorEntry {
  /** HTTP status of the problem detail. */
  readonly status: number;
  /** The same for every occurrence (RFC 9457, `title`). */
  readonly title: string;
  /** What the caller can do; an occurrence may say something more precise. */
  readonly remedy: string;
}

/**
 * Every error that leaves a service, by its stable code. Mirrored in docs/reference/errors.md; a test holds the two
 * together. A code is never given a new meaning.
 */
export const errorRegistry = {
  // What the caller sent
  REQUEST_INVALID: {
    status: 400,
    title: 'The request does not fit its schema',
    remedy: 'Correct the named fields; the schema is in the OpenAPI document.',
  },
  REQUEST_MALFORMED: {
    status: 400,
    title: 'The body cannot be read',
    remedy: 'Send one JSON document in UTF-8 with the content type application/json.',
  },
  REQUEST_TOO_LARGE: {
    status: 413,
    title: 'The body is too large',
    remedy: 'Send less at once; project files go to the files route, which takes larger bodies.',
  },
  ROUTE_UNKNOWN: {
    status: 404,
    title: 'No such route',
    remedy: 'Look the path up in the OpenAPI document.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'The route does not know this method',
    remedy: 'Use a method of the Allow header.',
  },
  RATE_LIMITED: {
    status: 429,
    title: 'Too many requests',
    remedy: 'Wait as long as Retry-After says.',
  },
  FRAME_INVALID: {
    status: 400,
    title: 'The WebSocket frame cannot be read',
    remedy: 'Send frames as docs/reference/relay-protocol.md describes them.',
  },
  FRAME_TOO_LARGE: {
    status: 413,
    title: 'The WebSocket frame is too large',
    remedy: 'Split the message, or write a project file and send its path.',
  },

  // Who the caller is
  TOKEN_MISSING: {
    status: 401,
    title: 'No token was sent',
    remedy: 'Log in (`berth login`) and send the access token as "Authorization: Bearer …".',
  },
  TOKEN_INVALID: {
    status: 401,
    title: 'The token is not valid',
    remedy: 'Log in again (`berth login`).',
  },
  TOKEN_EXPIRED: {
    status: 401,
    title: 'The token has expired',
    remedy: 'Exchange the refresh token for a new one, or log in again.',
  },
  LOGIN_FAILED: {
    status: 401,
    title: 'The user name and password do not belong together',
    remedy: 'Check both; an admin can set a new password.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'The caller may not do this',
    remedy: 'Ask the owner or an admin for the right.',
  },
  USER_UNKNOWN: { status: 404, title: 'No such user', remedy: 'List the users as an admin.' },
  USER_EXISTS: { status: 409, title: 'The user exists already', remedy: 'Choose another name.' },
  GROUP_UNKNOWN: { status: 404, title: 'No such group', remedy: 'List the groups as an admin.' },

  // Projects
  PROJECT_UNKNOWN: {
    status: 404,
    title: 'No such project, or none that you may see',
    remedy: 'List your projects, or create it with `berth project create`.',
  },
  PROJECT_EXISTS: { status: 409, title: 'The project exists already', remedy: 'Choose another name.' },
  PROJECT_OPEN: {
    status: 409,
    title: 'The project is open in another session',
    remedy: 'Attach to that session, or close it first.',
  },
  PROJECT_FILE_NOT_FOUND: {
    status: 404,
    title: 'The project has no such file',
    remedy: 'List the files of the project.',
  },
  PROJECT_PATH_INVALID: {
    status: 400,
    title: 'The path does not name a file inside a project',
    remedy: 'Use a relative path with "/" between its parts, without "." and ".." parts.',
  },

  // Sessions
  SESSION_TYPE_UNKNOWN: {
    status: 404,
    title: 'The application has no such session type',
    remedy: 'Use one of the named types.',
  },
  SESSION_UNKNOWN: {
    status: 404,
    title: 'No such session, or none that you may see',
    remedy: 'List your sessions with `berth session list`.',
  },
  SESSION_ENDED: {
    status: 409,
    title: 'The session has ended',
    remedy: 'Open a new session; its results are in the project.',
  },
  SESSION_NOT_OWNED: {
    status: 409,
    title: 'Another session service owns the session now',
    remedy: 'Ask the global session service which one serves it, and call that one.',
  },
  SESSION_SERVICE_NONE: {
    status: 503,
    title: 'No session service is there to take the session',
    remedy: 'Try again in a few seconds; `berth status` shows which services run.',
  },
  SESSION_DEADLINE: {
    status: 504,
    title: 'The session did not reach its next state in time',
    remedy:
      'Read the logs of its workers with `berth session logs`; raise the deadline in the model if the work takes longer.',
  },

  // Placement
  PLACEMENT_IMPOSSIBLE: {
    status: 422,
    title: 'No node could ever run this worker',
    remedy: 'Add a node that has what is named, or change the requirement in the model.',
  },
  PLACEMENT_FULL: {
    status: 503,
    title: 'No node has room for this worker now',
    remedy: 'Close a session, add a node, or wait.',
  },
  NODE_UNKNOWN: { status: 404, title: 'No such node', remedy: 'List the nodes with `berth nodes`.' },

  // Workers
  WORKER_UNKNOWN: {
    status: 404,
    title: 'No such worker here',
    remedy: 'Look at the workers of the session with `berth session show`.',
  },
  WORKER_STALE: {
    status: 409,
    title: 'The order comes from an owner that has been replaced',
    remedy: 'Nothing to do: the present owner of the session goes on.',
  },
  WORKER_COMMAND_NOT_FOUND: {
    status: 422,
    title: 'The command of the worker was not found on its node',
    remedy: 'Install it there, or correct `command` in the model.',
  },
  WORKER_EXITED: {
    status: 502,
    title: 'The process of the worker ended',
    remedy: 'Read its log with `berth session logs`.',
  },
  WORKER_MEMORY_EXCEEDED: {
    status: 507,
    title: 'The worker needs more memory than its limit',
    remedy: 'Raise `memory` in the model, or give it less work.',
  },
  WORKER_MAILBOX_FULL: {
    status: 503,
    title: 'The worker does not take its messages',
    remedy: 'Send slower, or look into the log of the worker.',
  },
  WORKER_LOST: {
    status: 502,
    title: 'The worker and its supervisor are gone',
    remedy: 'Nothing to do: the restart policy of the worker decides.',
  },

  // Clients of the relay
  CLIENT_TOO_SLOW: {
    status: 408,
    title: 'The client did not read for too long',
    remedy: 'Connect again: the client resumes where it stood, or is told of the gap.',
  },

  // The platform
  MODEL_INVALID: {
    status: 400,
    title: 'The model is not valid',
    remedy: 'Correct the named places in berth.config.ts.',
  },
  CONFIG_INVALID: {
    status: 500,
    title: 'The configuration of a service is not valid',
    remedy: 'Correct the named environment variables.',
  },
  DEADLINE_EXCEEDED: {
    status: 504,
    title: 'The answer did not come in time',
    remedy: 'Try again; what was begun under the same idempotency key is found again.',
  },
  UNAVAILABLE: {
    status: 503,
    title: 'The service cannot be reached',
    remedy: 'Try again in a few seconds; `berth status` shows which services run.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    title: 'The database cannot be reached',
    remedy: 'Try again in a few seconds; look into the log of MongoDB.',
  },
  INTERNAL: {
    status: 500,
    title: 'Something went wrong inside Berth',
    remedy: 'Please report it with the trace id; the log has the details.',
  },
} as const satisfies Record<string, ErrorEntry>;

/** A stable name of an error, e.g. `PROJECT_OPEN`. */
export type ErrorCode = keyof typeof errorRegistry;

/** Whether a string is a code of the registry. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorRegistry, code);
}
