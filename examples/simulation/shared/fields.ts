import { WorkerError } from '@berth-platform/berth/worker';
import type { JsonValue } from '@berth-platform/berth/worker';

/** An object as JSON carries it. */
export type JsonObject = Readonly<Record<string, JsonValue>>;

/** Reads the fields of a JSON object; each wrong one is refused with its name, what was found and what was expected. */
export class Fields {
  readonly #code: string;
  readonly #name: string;
  readonly #object: JsonObject;

  /**
   * @param code of the {@link WorkerError} for a wrong field, e.g. `INPUT_INVALID`
   * @param name stands before the fields' names in messages; empty for none
   */
  constructor(code: string, name: string, value: JsonValue | undefined) {
    this.#code = code;
    this.#name = name;
    if (!isJsonObject(value)) {
      throw new WorkerError(code, `${name || 'input'}: found ${shown(value)}, expected an object`);
    }
    this.#object = value;
  }

  /** A whole number within both bounds. */
  integer(field: string, minimum: number, maximum: number): number {
    const value = this.#object[field];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum) {
      return this.refuse(field, `a whole number within ${minimum}..${maximum}`);
    }
    return value;
  }

  /** A finite number above zero. */
  positive(field: string): number {
    const value = this.#object[field];
    return typeof value === 'number' && Number.isFinite(value) && value > 0
      ? value
      : this.refuse(field, 'a number above 0');
  }

  /** A text that is not empty. */
  text(field: string): string {
    const value = this.#object[field];
    return typeof value === 'string' && value !== '' ? value : this.refuse(field, 'a text');
  }

  has(field: string): boolean {
    return this.#object[field] !== undefined && this.#object[field] !== null;
  }

  list(field: string): readonly JsonValue[] {
    const value = this.#object[field];
    return isJsonList(value) ? value : this.refuse(field, 'a list');
  }

  /** A list of finite numbers. */
  numbers(field: string): number[] {
    return this.list(field).map((value) =>
      typeof value === 'number' && Number.isFinite(value) ? value : this.refuse(field, 'numbers only'),
    );
  }

  /** The fields of an object inside this one. */
  inside(field: string): Fields {
    return new Fields(this.#code, this.#path(field), this.#object[field]);
  }

  /** The fields of each object of a list. */
  each(field: string): Fields[] {
    return this.list(field).map((item, index) => new Fields(this.#code, `${this.#path(field)}[${index}]`, item));
  }

  /** Refuses every field that is not among those known, because a misspelt one would be passed over in silence. */
  only(known: readonly string[]): void {
    const unknown = Object.keys(this.#object).find((field) => !known.includes(field));
    if (unknown !== undefined) {
      throw new WorkerError(this.#code, `${this.#path(unknown)}: unknown field, expected one of ${known.join(', ')}`);
    }
  }

  /** Refuses a field for what its owner knows. */
  refuse(field: string, expected: string): never {
    throw new WorkerError(
      this.#code,
      `${this.#path(field)}: found ${shown(this.#object[field])}, expected ${expected}`,
    );
  }

  #path(field: string): string {
    return this.#name === '' ? field : `${this.#name}.${field}`;
  }
}

/** What stands in a message for a value; long ones are cut. */
function shown(value: JsonValue | undefined): string {
  const longest = 60;
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
