/** How a command ends (docs/reference/cli.md, "Exit codes"). */
export const exitCodes = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  notAllowed: 3,
  notFound: 4,
  conflict: 5,
  unavailable: 6,
  sessionFailed: 7,
  interrupted: 130,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byStatus: Readonly<Record<number, ExitCode>> = {
  400: exitCodes.usage,
  405: exitCodes.usage,
  413: exitCodes.usage,
  422: exitCodes.usage,
  401: exitCodes.notAllowed,
  403: exitCodes.notAllowed,
  404: exitCodes.notFound,
  409: exitCodes.conflict,
  408: exitCodes.unavailable,
  429: exitCodes.unavailable,
  502: exitCodes.unavailable,
  503: exitCodes.unavailable,
  504: exitCodes.unavailable,
};

/** What the user gave on the command line, in its environment or in the model, whatever the status says. */
const slips: ReadonlySet<string | undefined> = new Set(['SESSION_TYPE_UNKNOWN', 'CONFIG_INVALID']);

/** The exit code for an answer of the API: its HTTP status and the code of its problem detail. */
export function exitCodeOfStatus(status: number, code?: string): ExitCode {
  if (slips.has(code)) return exitCodes.usage;
  return byStatus[status] ?? exitCodes.unexpected;
}
