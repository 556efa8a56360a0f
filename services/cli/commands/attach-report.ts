import type { MessageGap, StreamProblem, WorkerMessage } from '../../relay-client/session-stream.ts';
import type { SessionView, WorkerView } from '../../session/contract.ts';
import { printable } from '../output/printable.ts';
import { progressText, sessionChanges } from '../output/session-text.ts';
import { humanBytes } from '../output/units.ts';
import type { PayloadFolder } from './saved-payloads.ts';
import type { Tools } from './tools.ts';

const maxDataLength = 160;
/** A worker's progress is told at most so often. */
const progressMs = 1_000;

/** Tells what comes over a session's stream: a line for each thing, of text or of JSON. */
export class AttachReport {
  readonly #tools: Tools;
  readonly #folder: PayloadFolder | undefined;
  readonly #progressAt = new Map<string, { text: string; atMs: number }>();
  /** The session as it was told last. */
  last: SessionView | undefined;

  constructor(tools: Tools, folder: PayloadFolder | undefined) {
    this.#tools = tools;
    this.#folder = folder;
  }

  session(session: SessionView): void {
    const { printer } = this.#tools;
    const before = this.last;
    this.last = session;
    if (printer.isJson) {
      printer.event({ kind: 'session', session }, () => '');
      return;
    }
    for (const line of sessionChanges(before, session)) printer.text(printable(line));
    for (const worker of session.workers) this.#progress(worker);
  }

  message(message: WorkerMessage): void {
    const { worker, incarnation, seq, type, data, bytes } = message;
    const file = bytes.length > 0 ? this.#folder?.save(message) : undefined;
    const event = { kind: 'message', worker, incarnation, seq, type, data, bytes: bytes.length, file };
    this.#tools.printer.event(event, () => messageLine(message, file));
  }

  gap({ worker, incarnation, from, to }: MessageGap): void {
    const event = { kind: 'gap', worker, incarnation, from, to };
    this.#tools.printer.event(event, () => `${printable(worker)}: messages ${from} to ${to} are no longer kept`);
  }

  problem({ code, detail }: StreamProblem): void {
    this.#tools.printer.note(printable(`${detail} (${code})`));
  }

  #progress(worker: WorkerView): void {
    const text = progressText(worker);
    const told = this.#progressAt.get(worker.id);
    const atMs = this.#tools.io.now().getTime();
    if (text === '' || text === told?.text) return;
    const isDone = worker.progress?.fraction === 1;
    if (told !== undefined && atMs - told.atMs < progressMs && !isDone) return;
    this.#progressAt.set(worker.id, { text, atMs });
    this.#tools.printer.text(printable(`  ${worker.id} ${text}`));
  }
}

function messageLine({ worker, type, data, bytes }: WorkerMessage, file: string | undefined): string {
  const json = data === undefined ? '' : JSON.stringify(data);
  const short = json.length > maxDataLength ? `${json.slice(0, maxDataLength)}…` : json;
  const payload = bytes.length === 0 ? '' : humanBytes(bytes.length);
  const saved = file === undefined ? '' : `→ ${file}`;
  return printable([worker, type, short, payload, saved].filter(Boolean).join(' '));
}
