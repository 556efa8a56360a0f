import { describe, expect, test } from '@jest/globals';
import { WorkerError } from '@berth-platform/berth/worker';
import fc from 'fast-check';

import { checkSolid } from '../../../../examples/simulation/geometry/check.ts';
import { readStl } from '../../../../examples/simulation/geometry/stl.ts';
import { asciiStl, binaryStl, TETRAHEDRON } from './support/bodies.ts';
import { readGeometry } from './support/pipeline.ts';
import type { Facet } from './support/bodies.ts';

const NAME = 'body.stl';

/** Reads and checks; answers what is wrong. */
function problemOf(bytes: Uint8Array, name = NAME): string {
  try {
    checkSolid(readStl(bytes, name));
  } catch (error) {
    if (error instanceof WorkerError && error.code === 'GEOMETRY_BROKEN') {
      return error.message;
    }
    throw error;
  }
  return '';
}

/** The tetrahedron as text with one line (from 1) replaced. */
function withLine(line: number, text: string): Uint8Array {
  const lines = Buffer.from(asciiStl(TETRAHEDRON)).toString().split('\n');
  lines[line - 1] = text;
  return Buffer.from(lines.join('\n'));
}

function withFacet(index: number, facet: Facet): Facet[] {
  return TETRAHEDRON.map((original, place) => (place === index ? facet : original));
}

describe('reading STL', () => {
  test('reads text and bytes alike', () => {
    const ascii = readStl(asciiStl(TETRAHEDRON), NAME);
    const binary = readStl(binaryStl(TETRAHEDRON), NAME);
    expect([ascii.format, binary.format]).toEqual(['ascii', 'binary']);
    expect(ascii.cornersMillimetres).toEqual(binary.cornersMillimetres);
    expect([...ascii.cornersMillimetres]).toEqual(TETRAHEDRON.flat(2));
    expect(ascii.positions).toEqual([2, 9, 16, 23]);
    expect(binary.positions).toEqual([84, 134, 184, 234]);
  });

  test('takes a binary file that begins with "solid" as binary', () => {
    expect(readStl(binaryStl(TETRAHEDRON, 'solid body'), NAME).format).toBe('binary');
  });

  test('takes line ends of Windows, blank lines and keywords in capitals', () => {
    const text = Buffer.from(asciiStl(TETRAHEDRON)).toString();
    const changed = text.replaceAll('\n', '\r\n\r\n').replaceAll('vertex', '  VERTEX');
    expect(problemOf(Buffer.from(changed))).toBe('');
  });

  test.each(['cavity.stl', 'wide-cavity.stl', 'l-shaped.stl'])('takes %s of the example', async (name) => {
    expect(problemOf(await readGeometry(name), name)).toBe('');
  });

  test('names the damaged line of broken.stl', async () => {
    const problem = problemOf(await readGeometry('broken.stl'), 'broken.stl');
    expect(problem).toBe('broken.stl line 7: expected "vertex", found "vertx"');
  });

  test.each([
    [2, 'facet normel 0 0 0', 'line 2: expected "normal", found "normel"'],
    [3, 'outer', 'line 3: expected "loop", found the end of the line or file'],
    [4, 'vertex 0 0', 'line 4: expected 3 coordinates after "vertex", found 2'],
    [5, 'vertex 0 NaN 0', 'line 5: expected a finite number for y, found "NaN"'],
    [6, 'vertex 1e999 0 0', 'line 6: expected a finite number for x, found "1e999"'],
    [7, 'vertex 0 0 0', 'line 7: expected "endloop", found "vertex"'],
    [9, 'endsolid', 'line 10: expected the end of the file, found "outer"'],
    [30, '', 'line 31: expected "endsolid", found the end of the line or file'],
  ])('refuses line %d being "%s"', (line, text, reason) => {
    expect(problemOf(withLine(line, text))).toBe(`${NAME} ${reason}`);
  });

  test('names the byte of a coordinate that is no number', () => {
    const bytes = Buffer.from(binaryStl(TETRAHEDRON));
    bytes.writeFloatLE(Number.NaN, 84 + 50 + 12 + 4);
    expect(problemOf(bytes)).toBe(`${NAME} byte 150: expected a finite coordinate, found NaN`);
  });

  test('says how long a binary file would have to be', () => {
    const cut = binaryStl(TETRAHEDRON).subarray(0, 200);
    expect(problemOf(cut)).toBe(`${NAME} byte 80: expected a file of 284 bytes for 4 triangles, found 200 bytes`);
    expect(problemOf(cut.subarray(0, 20))).toMatch(/^body\.stl byte 0: expected "solid" \(ASCII STL\) or a binary/);
    expect(problemOf(new Uint8Array())).toBe('body.stl: the file is empty');
  });

  test('refuses more triangles than a message can carry', () => {
    const many = Array.from({ length: 50_001 }, () => TETRAHEDRON)
      .flat()
      .slice(0, 50_001);
    expect(problemOf(binaryStl(many))).toBe('body.stl: more than 50000 triangles; simplify the surface');
    expect(problemOf(asciiStl(many))).toBe('body.stl: more than 50000 triangles; simplify the surface');
  });

  test('gives no error but the coded one, whatever the bytes', () => {
    const anything = fc.uint8Array({ maxLength: 400 });
    const nearlyAscii = fc
      .array(fc.constantFrom('solid', 'facet', 'normal', 'outer', 'loop', 'vertex', '0', '1e5', '\n', 'endloop', ' '))
      .map((words) => Buffer.from(`solid ${words.join(' ')}`));
    const nearlyBinary = fc.tuple(fc.uint8Array({ minLength: 284, maxLength: 284 })).map(([bytes]) => {
      new DataView(bytes.buffer, bytes.byteOffset).setUint32(80, 4, true);
      return bytes;
    });
    const damaged = fc.tuple(fc.nat(600), fc.nat(255)).map(([place, value]) => {
      const bytes = new Uint8Array(asciiStl(TETRAHEDRON));
      bytes[place % bytes.length] = value;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(anything, nearlyAscii, nearlyBinary, damaged), (bytes) => {
        const problem = problemOf(bytes);
        expect(problem === '' || problem.startsWith(NAME)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('checking a body', () => {
  test('refuses a file without triangles', () => {
    expect(problemOf(asciiStl([]))).toBe('body.stl: the file holds no triangle');
  });

  test('names the triangle without area', () => {
    const line = withFacet(1, [
      [0, 0, 0],
      [1, 0, 0],
      [0.5, 0, 0],
    ]);
    expect(problemOf(asciiStl(line))).toBe('body.stl line 9: the triangle has no area');
    expect(problemOf(binaryStl(line))).toBe('body.stl byte 134: the triangle has no area');
  });

  test('names the edge of a hole', () => {
    expect(problemOf(asciiStl(TETRAHEDRON.slice(1)))).toBe(
      'body.stl line 2: the surface is not closed: the edge (0 0 0) – (1 0 0) belongs to 1 triangle, expected 2',
    );
  });

  test('names the edge at which three triangles meet', () => {
    const fin: Facet = [
      [0, 0, 0],
      [1, 0, 0],
      [0, -1, -1],
    ];
    expect(problemOf(asciiStl([...TETRAHEDRON, fin]))).toMatch(
      /\(0 0 0\) – \(1 0 0\) belongs to 3 triangles, expected 2/,
    );
  });

  test('refuses a flat body and one in another unit', () => {
    const scaled = (factors: readonly [number, number, number]): Facet[] =>
      TETRAHEDRON.map(([a, b, c]) => [scale(a, factors), scale(b, factors), scale(c, factors)]);
    expect(problemOf(asciiStl(scaled([1, 1, 0])))).toBe('body.stl: the body is flat along z');
    expect(problemOf(asciiStl(scaled([1e6, 1e6, 1e6])))).toMatch(/the longest side is 1000000 mm, expected 0\.01\.\./);
  });
});

function scale(corner: readonly number[], factors: readonly [number, number, number]): [number, number, number] {
  const [x = 0, y = 0, z = 0] = corner;
  return [x * factors[0], y * factors[1], z * factors[2]];
}
