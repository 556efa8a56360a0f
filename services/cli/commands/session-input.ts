import { usageError } from '../errors/command-error.ts';

/** The input of a session from `key=value` pairs. A value that reads as JSON is taken as such, any other as text. */
export function parseInput(pairs: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(pairs.map(parsePair));
}

function parsePair(pair: string): [string, unknown] {
  const at = pair.indexOf('=');
  if (at < 1) throw usageError(`The input "${pair}" is not key=value.`, 'Write e.g. --input cells=60.');
  return [pair.slice(0, at), parseValue(pair.slice(at + 1))];
}

function parseValue(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // A number too large for JSON.parse becomes infinite, which cannot be sent.
    return value === Infinity || value === -Infinity ? text : value;
  } catch {
    return text;
  }
}
