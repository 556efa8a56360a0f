/** A fenced block of a page in Markdown. */
export interface GuideBlock {
  /** `sh`, `ts`, `text` … */
  readonly language: string;
  /** What follows the language: `file=counter.ts` is `{ file: 'counter.ts' }`, a bare word has an empty value. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The fenced blocks of a page, in their order. */
export function blocksOf(page: string): readonly GuideBlock[] {
  return [...page.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)].map(([, language = '', info = '', text = '']) => ({
    language,
    attributes: Object.fromEntries(
      info
        .split(' ')
        .filter((word) => word !== '')
        .map((word): [string, string] => [word.split('=')[0] ?? '', word.split('=')[1] ?? '']),
    ),
    text,
  }));
}
