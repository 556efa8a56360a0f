import { pause } from './pause.ts';

/** A gateway that is busy for a moment is waited for; one that asks to be left alone for longer is not. */
const attempts = 8;
const longestPauseMs = 5000;
const busyStatus = 503;

/**
 * So long, in milliseconds, a server asks to be left alone before the same request is sent again; `undefined` where it
 * does not ask for it. A request that is answered like this was not begun, so any method may be repeated.
 * @param header the value of Retry-After, in seconds: what API servers and gateways of Berth send
 */
export function retryAfterMs(status: number, header: string | null | undefined): number | undefined {
  const isBusy = status === 429 || status === busyStatus;
  return isBusy && /^\d{1,6}$/.test(header ?? '') ? Number(header) * 1000 : undefined;
}

/**
 * Sends a request to a gateway, again as long as it is busy and says when to come back.
 * @param send sends the request once
 * @param signal ends the waiting
 */
export async function sendPatiently(send: () => Promise<Response>, signal: AbortSignal): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await send();
    const waitMs = retryAfterMs(response.status, response.headers.get('retry-after'));
    const comesBack = response.status === busyStatus && waitMs !== undefined && waitMs <= longestPauseMs;
    if (!comesBack || attempt === attempts) return response;
    await response.body?.cancel();
    await pause(waitMs, signal);
  }
}
