/** Writes the scalars of one text. */
export interface ScalarWriter {
  readonly key: (key: string) => string;
  /** @param indent of the lines below, where the text becomes a block. */
  readonly text: (text: string, indent: string) => string;
}

/** A writer that remembers how the keys of this text are written: the same few hundred come again and again. */
export function scalarWriter(): ScalarWriter {
  const keys = new Map<string, string>();
  return {
    key: (key) => {
      let written = keys.get(key);
      if (written === undefined) {
        written = singleLine(key);
        keys.set(key, written);
      }
      return written;
    },
    text: (text, indent) => (text.includes('\n') && isBlock(text) ? block(text, indent) : singleLine(text)),
  };
}

/**
 * Begins with a letter, `/`, `_`, `$`, or one or two dashes and a letter; printable ASCII; no `: `, no ` #`, no blank or
 * colon at the end: no reader takes it for markup. `e3` is a number to some.
 */
const plainText = /^(?!-?[eE][-+\d_.]*$)(?:[A-Za-z/_$]|--?[A-Za-z])(?:[!-9;-~]|:(?! |$)| (?!#|$))*$/;

/**
 * Begins with a digit, and has a letter (or `/`) that neither numbers, nor dates, nor times contain: `500m`, `2Gi`,
 * `10.0.0.0/8`.
 */
const plainQuantity = /^\d(?=.*[g-np-su-wyG-NP-SU-WY/])[\w./-]*$/;

/** What a reader of YAML 1.1 takes for a truth value or null. */
const words = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
const longestWord = 5;

function singleLine(text: string): string {
  if (plainText.test(text)) return text.length <= longestWord && words.has(text.toLowerCase()) ? `"${text}"` : text;
  return plainQuantity.test(text) ? text : quoted(text);
}

/** Characters that JSON writes as they are and YAML calls breaks, or does not print. */
const unprintable = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** JSON's way of quoting is one of YAML's. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    unprintable,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** No control characters but tabs and line feeds, no breaks of YAML 1.1, no blank before the first letter, no lines of blanks. */
const outsideBlocks = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|^[\s]|\n[ \t]+(?:\n|$)/;

function isBlock(text: string): boolean {
  return !outsideBlocks.test(text);
}

function block(text: string, indent: string): string {
  const lines = text.split('\n');
  const endsWithBreak = lines.at(-1) === '';
  const chomping = !endsWithBreak ? '-' : lines.at(-2) === '' ? '+' : '';
  const content = endsWithBreak ? lines.slice(0, -1) : lines;
  return `|${chomping}\n${content.map((line) => (line === '' ? '' : indent + line)).join('\n')}`;
}
