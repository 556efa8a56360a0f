import type { JsonValue, Message } from '@berth-platform/berth/worker';

/**
 * How long a worker waits for another within a run, in milliseconds. A client that is away holds the whole run up, so
 * this is long; a worker that died ends the session without it.
 */
export const PEER_TIMEOUT_MS = 6 * 60 * 60 * 1000;

/** Whether the data of a message has these numbers, e.g. the run and the step it belongs to. */
export function isOf(message: Message, numbers: Readonly<Record<string, number>>): boolean {
  return Object.entries(numbers).every(([field, number]) => fieldOf(message.data, field) === number);
}

function fieldOf(data: JsonValue, field: string): JsonValue | undefined {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
    ? (data as Readonly<Record<string, JsonValue>>)[field]
    : undefined;
}
