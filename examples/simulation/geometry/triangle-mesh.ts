import { geometryBroken } from './problem.ts';

/** The surface of a body as read from an STL file. */
export interface TriangleMesh {
  /** The file's name, for messages. */
  readonly name: string;
  readonly format: 'ascii' | 'binary';
  readonly triangles: number;
  /** Nine numbers for each triangle: x, y, z of its three corners, in millimetres. */
  readonly cornersMillimetres: Float64Array;
  /** Where each triangle begins in the file: its line (from 1) or its byte (from 0), as the format has it. */
  readonly positions: readonly number[];
}

/** Numbers that describe one triangle. */
export const NUMBERS_PER_TRIANGLE = 9;

/** The most triangles of a body: as bytes in JSON they stay within a message of the worker protocol. */
export const TRIANGLES_MAX = 50_000;

/** Refuses a body with more triangles than a message can carry. */
export function refuseTooMany(name: string, triangles: number): void {
  if (triangles > TRIANGLES_MAX) {
    throw geometryBroken(`${name}: more than ${TRIANGLES_MAX} triangles; simplify the surface`);
  }
}

/** Names the place of a triangle in its file, e.g. `cavity.stl line 9`. */
export function placeOf(mesh: TriangleMesh, triangle: number): string {
  return `${mesh.name} ${mesh.format === 'ascii' ? 'line' : 'byte'} ${mesh.positions[triangle] ?? 0}`;
}
