/** A corner of a triangle, in millimetres. */
export type Corner = readonly [x: number, y: number, z: number];
/** Three corners. */
export type Facet = readonly [Corner, Corner, Corner];

/** The smallest closed body: four triangles. */
export const TETRAHEDRON: readonly Facet[] = [
  [
    [0, 0, 0],
    [0, 1, 0],
    [1, 0, 0],
  ],
  [
    [0, 0, 0],
    [1, 0, 0],
    [0, 0, 1],
  ],
  [
    [0, 0, 0],
    [0, 0, 1],
    [0, 1, 0],
  ],
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
];

/** Writes a body as ASCII STL; a facet's corners stand on the third line of its seven and the two after it. */
export function asciiStl(facets: readonly Facet[]): Uint8Array {
  const lines = facets.flatMap((facet) => [
    'facet normal 0 0 0',
    'outer loop',
    ...facet.map((corner) => `vertex ${corner.join(' ')}`),
    'endloop',
    'endfacet',
  ]);
  return Buffer.from(['solid body', ...lines, 'endsolid body', ''].join('\n'));
}

/** Writes a body as binary STL. */
export function binaryStl(facets: readonly Facet[], header = ''): Uint8Array {
  const bytes = Buffer.alloc(84 + 50 * facets.length);
  bytes.write(header, 'latin1');
  bytes.writeUInt32LE(facets.length, 80);
  for (const [index, facet] of facets.entries()) {
    for (const [number, value] of facet.flat().entries()) {
      bytes.writeFloatLE(value, 84 + 50 * index + 12 + 4 * number);
    }
  }
  return bytes;
}
