import type { ComposeProject } from './compose.ts';
import type { Note } from './container.ts';

/** Writes one object as YAML; the same text for the same content. */
export type Stringify = (value: unknown) => string;

/** The order in which a reader wants them. */
const sections = ['services', 'networks', 'volumes', 'configs', 'secrets'] as const;

/** The text of a compose file. */
export function composeText({ file, notes, fileName }: ComposeProject, stringify: Stringify): string {
  return [
    headerOf(fileName, notes),
    stringify({ name: file.name }),
    ...sections
      .filter((section) => Object.keys(file[section]).length > 0)
      .map((section) => stringify({ [section]: literal(file[section]) })),
  ].join('\n');
}

function headerOf(fileName: string, notes: readonly Note[]): string {
  const lines = [
    'Made by `berth compose` from berth.config.ts, and made anew by it: change the model, not this file.',
    `Start it with: docker compose -f ${fileName} up --detach --wait`,
    ...(notes.length === 0 ? [] : ['', 'Different from a cluster:', ...notes.map(showNote)]),
  ];
  return `${lines.map((line) => `# ${line}`.trimEnd()).join('\n')}\n`;
}

/** A note as a line. */
export function showNote({ path, text }: Note): string {
  return `${path}: ${text}`;
}

/** Compose replaces `$NAME` in every text by a variable of the machine: here, nothing is meant to be replaced. */
function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literal(inner)]));
}
