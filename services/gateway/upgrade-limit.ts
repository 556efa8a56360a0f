const windowMs = 60_000;

/** Counts the WebSockets that an address opens, in windows of a minute; `false` where it has opened too many. */
export function createUpgradeLimit(
  maxPerMinute: number,
  nowMs = () => performance.now(),
): (address: string) => boolean {
  let beganAtMs = nowMs();
  const counts = new Map<string, number>();
  return (address) => {
    if (nowMs() - beganAtMs >= windowMs) {
      counts.clear();
      beganAtMs = nowMs();
    }
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    return count <= maxPerMinute;
  };
}
