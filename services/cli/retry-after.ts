/**
 * So long, in milliseconds, a server asks to be left alone before the same request is sent again; `undefined` where it
 * does not ask for it. A request that is answered like this was not begun, so any method may be repeated.
 * @param header the value of Retry-After, in seconds: what API servers and gateways of Berth send
 */
export function retryAfterMs(status: number, header: string | null | undefined): number | undefined {
  const isBusy = status === 429 || status === 503;
  return isBusy && /^\d{1,6}$/.test(header ?? '') ? Number(header) * 1000 : undefined;
}
