/** Close codes of the relay's WebSocket (docs/reference/relay-protocol.md), by error code. */
const closeCodes: Readonly<Record<string, number>> = {
  FRAME_INVALID: 4400,
  TOKEN_MISSING: 4401,
  TOKEN_INVALID: 4401,
  TOKEN_EXPIRED: 4401,
  SESSION_UNKNOWN: 4404,
  CLIENT_TOO_SLOW: 4408,
  FRAME_TOO_LARGE: 4413,
};

const internalError = 1011;

export function closeCodeOf(code: string): number {
  return closeCodes[code] ?? internalError;
}
