import type { SessionServiceView } from './contract.ts';

/** The session services that can take another session, the one with the largest share of room first. */
export function orderByRoom(living: readonly SessionServiceView[]): readonly SessionServiceView[] {
  return living
    .filter(({ sessions, capacity }) => sessions < capacity)
    .sort((a, b) => a.sessions / a.capacity - b.sessions / b.capacity || a.instance.localeCompare(b.instance));
}
