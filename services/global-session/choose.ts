import type { SessionServiceView } from './contract.ts';

/** The living session service with the most room; `undefined` where none has any. */
export function chooseSessionService(living: readonly SessionServiceView[]): SessionServiceView | undefined {
  return living
    .filter(({ sessions, capacity }) => sessions < capacity)
    .sort((a, b) => a.sessions / a.capacity - b.sessions / b.capacity || a.instance.localeCompare(b.instance))[0];
}
