import type { Issue } from '../../model/check.ts';
import { escapePointer } from '../../model/near.ts';

/** Issues of one object, and the place in it where a walk is. The place becomes text only where there is something to say. */
export class IssueList {
  readonly all: Issue[] = [];
  readonly #object: string;
  readonly #place: (string | number)[] = [];

  /** @param object where the object was made: stands before every JSON pointer */
  constructor(object: string) {
    this.#object = object;
  }

  get depth(): number {
    return this.#place.length;
  }

  enter(key: string | number): void {
    this.#place.push(key);
  }

  leave(): void {
    this.#place.pop();
  }

  /** Something is wrong here. */
  add(issue: Omit<Issue, 'path'>): void {
    this.all.push({ path: placeOf(this.#object, this.#place), ...issue });
  }

  /** Something is wrong with a field of the object here. */
  addAt(field: string, issue: Omit<Issue, 'path'>): void {
    this.all.push({ path: placeOf(this.#object, [...this.#place, field]), ...issue });
  }
}

/** `<object>: <JSON pointer>`; the object's path alone where the whole of it is meant. */
export function placeOf(object: string, place: readonly (string | number)[]): string {
  if (place.length === 0) return object;
  return `${object}: ${place.map((key) => `/${escapePointer(String(key))}`).join('')}`;
}
