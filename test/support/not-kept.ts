/**
 * Where a server keeps something else than it was sent, as JSON pointers: a client that compares the two, as `kubectl
 * apply` and Argo CD do, finds a difference there for ever. What the server adds does not count.
 */
export function notKept(sent: unknown, kept: unknown, path = ''): readonly string[] {
  if (typeof sent === 'object' && sent !== null && typeof kept === 'object' && kept !== null) {
    const keptFields = kept as Readonly<Record<string, unknown>>;
    return Object.entries(sent).flatMap(([name, value]) => notKept(value, keptFields[name], `${path}/${name}`));
  }
  if (sent === kept) return [];
  return [`${path}: ${JSON.stringify(sent)} became ${kept === undefined ? 'nothing' : JSON.stringify(kept)}`];
}
