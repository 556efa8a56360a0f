const windowMs = 60_000;

/** Counts what an address does, in windows of a minute; `false` where it has done it too often. */
export function createAddressLimit(
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
