import { geometryBroken } from './problem.ts';
import { refuseTooMany } from './triangle-mesh.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const AXES = ['x', 'y', 'z'] as const;
const SHOWN_CHARACTERS = 40;

/** Reads the text form of STL: one statement on a line. */
export function readAsciiStl(bytes: Uint8Array, name: string): TriangleMesh {
  const lines = new Lines(new TextDecoder('latin1').decode(bytes), name);
  const corners: number[] = [];
  const positions: number[] = [];
  lines.expect('solid');
  while (lines.peek() === 'facet') {
    positions.push(lines.expect('facet', 'normal'));
    refuseTooMany(name, positions.length);
    lines.expect('outer', 'loop');
    for (let corner = 0; corner < 3; corner += 1) {
      corners.push(...lines.vertex());
    }
    lines.expect('endloop');
    lines.expect('endfacet');
  }
  lines.expect('endsolid');
  lines.expectEnd();
  return {
    name,
    format: 'ascii',
    triangles: positions.length,
    cornersMillimetres: Float64Array.from(corners),
    positions,
  };
}

/** Walks over the lines that hold words and remembers their numbers. */
class Lines {
  readonly #name: string;
  readonly #lines: readonly string[];
  #index = 0;

  constructor(text: string, name: string) {
    this.#name = name;
    this.#lines = text.split(/\r\n|\r|\n/);
    this.#skipBlank();
  }

  /** The first word of the next statement; empty at the end of the file. */
  peek(): string {
    return this.#words()[0]?.toLowerCase() ?? '';
  }

  /** Takes a statement that begins with these words; answers the number of its line. */
  expect(...keywords: readonly string[]): number {
    const words = this.#words();
    for (const [index, keyword] of keywords.entries()) {
      if (words[index]?.toLowerCase() !== keyword) {
        throw this.#problem(`expected "${keyword}", found ${shown(words[index])}`);
      }
    }
    const line = this.#index + 1;
    this.#advance();
    return line;
  }

  /** Takes `vertex x y z`. */
  vertex(): number[] {
    const [keyword, ...coordinates] = this.#words();
    if (keyword?.toLowerCase() !== 'vertex') {
      throw this.#problem(`expected "vertex", found ${shown(keyword)}`);
    }
    if (coordinates.length !== AXES.length) {
      throw this.#problem(`expected 3 coordinates after "vertex", found ${coordinates.length}`);
    }
    const numbers = AXES.map((axis, index) => this.#coordinate(axis, coordinates[index] ?? ''));
    this.#advance();
    return numbers;
  }

  expectEnd(): void {
    if (this.#index < this.#lines.length) {
      throw this.#problem(`expected the end of the file, found ${shown(this.#words()[0])}`);
    }
  }

  #coordinate(axis: string, word: string): number {
    const value = DECIMAL.test(word) ? Number(word) : Number.NaN;
    if (!Number.isFinite(value)) {
      throw this.#problem(`expected a finite number for ${axis}, found ${shown(word)}`);
    }
    return value;
  }

  #words(): string[] {
    const line = this.#lines[this.#index]?.trim() ?? '';
    return line === '' ? [] : line.split(/\s+/);
  }

  #advance(): void {
    this.#index += 1;
    this.#skipBlank();
  }

  #skipBlank(): void {
    while (this.#index < this.#lines.length && this.#words().length === 0) {
      this.#index += 1;
    }
  }

  #problem(reason: string): Error {
    const line = Math.min(this.#index + 1, this.#lines.length);
    return geometryBroken(`${this.#name} line ${line}: ${reason}`);
  }
}

function shown(word: string | undefined): string {
  if (word === undefined) {
    return 'the end of the line or file';
  }
  return JSON.stringify(word.length > SHOWN_CHARACTERS ? `${word.slice(0, SHOWN_CHARACTERS)}…` : word);
}
