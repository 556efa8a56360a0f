import type { Frame } from './codec.ts';
import type { MessageGap, SessionSnapshot, StreamProblem, WorkerMessage } from './types.ts';

/** What a relay says. */
export type RelayFrame =
  | { readonly kind: 'hello' | 'session'; readonly session: SessionSnapshot }
  | { readonly kind: 'message'; readonly message: WorkerMessage }
  | { readonly kind: 'gap'; readonly gap: MessageGap }
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'error'; readonly problem: StreamProblem }
  | LaneFrame;

/** What a relay says of the way to a worker. */
export type LaneFrame =
  | { readonly kind: 'taken'; readonly worker: string; readonly id: number }
  | { readonly kind: 'refused'; readonly worker: string; readonly id: number; readonly code: string }
  | { readonly kind: 'where'; readonly worker: string };

/** Reads a frame of the relay. A kind that is not known is passed over (`undefined`): a later relay may say more. */
export function readRelayFrame({ header, bytes }: Frame): RelayFrame | undefined {
  const fields = header as unknown as RelayFields;
  const { worker, incarnation, id } = fields;
  switch (fields.kind) {
    case 'hello':
    case 'session':
      return { kind: fields.kind, session: fields.session };
    case 'message':
      return {
        kind: 'message',
        message: { worker, incarnation, seq: fields.seq, type: fields.type, data: fields.data, bytes },
      };
    case 'gap':
      return { kind: 'gap', gap: { worker, incarnation, from: fields.from, to: fields.to } };
    case 'taken':
      return { kind: 'taken', worker, id };
    case 'refused':
      return { kind: 'refused', worker, id, code: fields.code };
    case 'where':
      return { kind: 'where', worker };
    case 'ticket':
      return { kind: 'ticket', ticket: fields.ticket };
    case 'error':
      return { kind: 'error', problem: fields.problem };
    default:
      return undefined;
  }
}

/** The fields by their kind's right to them: the relay is trusted to send what the protocol says. */
interface RelayFields {
  readonly kind: unknown;
  readonly session: SessionSnapshot;
  readonly worker: string;
  readonly incarnation: number;
  readonly seq: number;
  readonly type: string;
  readonly data: unknown;
  readonly from: number;
  readonly to: number;
  readonly id: number;
  readonly code: string;
  readonly ticket: string;
  readonly problem: StreamProblem;
}
