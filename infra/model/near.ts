/** At most this many letters may differ for a name to be taken for a slip of the fingers. */
const nearLetters = 2;

/** The name that was probably meant: the same but for its capitals, else the one with the fewest letters different. */
export function nearestOf(name: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let fewest = nearLetters + 1;
  for (const candidate of known) {
    const letters = candidate.toLowerCase() === name.toLowerCase() ? 0 : distance(candidate, name);
    // A name of three letters is near to every other one of three.
    if (letters >= fewest || letters >= Math.max(name.length, candidate.length) - 1) continue;
    nearest = candidate;
    fewest = letters;
  }
  return nearest;
}

/** What to do about a name that is not known: write the one that was probably meant, or what else there is to do. */
export function renameRemedy(name: string, known: Iterable<string>, otherwise = `Remove "${name}".`): string {
  const near = nearestOf(name, known);
  return near === undefined ? otherwise : `Write "${near}" instead of "${name}".`;
}

/** One part of a JSON pointer (RFC 6901). */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Levenshtein's; infinite where the lengths alone differ by more than the limit. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > nearLetters) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Infinity;
}
