import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuideBlock } from './guide-blocks.ts';
import { startShell, type ShellCommand, type ShellPlace } from './shell.ts';

/** The id of a session in a guide; each run has others. */
const sampleId = '1f9c2ab4';
/** What `berth up` says last. */
const upIsReady = 'Ctrl-C ends everything';

/**
 * Follows a guide as its reader does:
 *
 * - a block with `file=<name>` is written into the folder,
 * - `sh` is run to its end, and must succeed; with `until=<text>` it is left with Ctrl-C once it has said the text;
 *   with `terminal` it is left running (`berth up`),
 * - each line of a `text` block must be in what the command before it said.
 */
export class GuideReader {
  readonly #place: ShellPlace;
  readonly #terminals: ShellCommand[] = [];
  #said = '';
  #id = sampleId;

  constructor(place: ShellPlace) {
    this.#place = place;
  }

  async follow(block: GuideBlock): Promise<void> {
    const { language, attributes } = block;
    const text = block.text.replaceAll(sampleId, this.#id);
    if (attributes['file'] !== undefined) await writeFile(join(this.#place.folder, attributes['file']), text);
    else if (language === 'sh') await this.#run(text, attributes);
    else if (language === 'text') this.#expect(text.replaceAll(sampleId, this.#id));
    else throw new Error(`a guide has no blocks of "${language}" without a file`);
  }

  /** What was left running has ended by itself, and well. */
  async terminalsEnded(): Promise<void> {
    for (const terminal of this.#terminals.splice(0)) await terminal.done();
  }

  /** Ctrl-C in every terminal. */
  async leave(): Promise<void> {
    for (const terminal of this.#terminals.splice(0)) await terminal.interrupt();
  }

  async #run(commands: string, { terminal, until }: GuideBlock['attributes']): Promise<void> {
    const shell = startShell(commands, this.#place);
    if (terminal !== undefined) {
      this.#terminals.push(shell);
      this.#said = await shell.until(upIsReady);
    } else if (until !== undefined) {
      this.#said = await shell.until(until).finally(() => shell.interrupt());
    } else {
      this.#said = await shell.done();
    }
    this.#id = /session attach ([0-9a-f]{8})/.exec(this.#said)?.[1] ?? this.#id;
  }

  #expect(text: string): void {
    const missing = text.split('\n').find((line) => !this.#said.includes(line.trimEnd()));
    if (missing !== undefined) throw new Error(`the guide shows "${missing}", but this was said:\n${this.#said}`);
  }
}
