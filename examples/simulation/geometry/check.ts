import { at } from '../shared/floats.ts';
import { geometryBroken } from './problem.ts';
import { NUMBERS_PER_TRIANGLE, placeOf } from './triangle-mesh.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

type Point = readonly [x: number, y: number, z: number];

/** A triangle whose area is below this part of its longest side squared counts as a line. */
const AREA_TOLERANCE = 1e-9;
/** Outside these the file is more likely in another unit than millimetres. */
const LONGEST_SIDE_MILLIMETRES = { minimum: 0.01, maximum: 100_000 };
const AXIS_NAMES = ['x', 'y', 'z'];

/** The size of the box around a body. */
export type SizeMillimetres = Point;

/**
 * Refuses a body that encloses no volume: without triangles, with one that is a line, flat, or with an edge that does
 * not join exactly two triangles.
 *
 * @returns the size of the body
 * @throws WorkerError `GEOMETRY_BROKEN`
 */
export function checkSolid(mesh: TriangleMesh): SizeMillimetres {
  if (mesh.triangles === 0) {
    throw geometryBroken(`${mesh.name}: the file holds no triangle`);
  }
  const size = sizeOf(mesh);
  checkSize(mesh.name, size);
  for (let triangle = 0; triangle < mesh.triangles; triangle += 1) {
    if (isDegenerate(cornersOf(mesh, triangle))) {
      throw geometryBroken(`${placeOf(mesh, triangle)}: the triangle has no area`);
    }
  }
  checkWatertight(mesh);
  return size;
}

function checkWatertight(mesh: TriangleMesh): void {
  const edges = new Map<string, { readonly triangle: number; count: number }>();
  for (let triangle = 0; triangle < mesh.triangles; triangle += 1) {
    const [a, b, c] = cornersOf(mesh, triangle);
    for (const name of [edgeName(a, b), edgeName(b, c), edgeName(c, a)]) {
      const edge = edges.get(name);
      if (edge === undefined) {
        edges.set(name, { triangle, count: 1 });
      } else {
        edge.count += 1;
      }
    }
  }
  for (const [name, edge] of edges) {
    if (edge.count !== 2) {
      throw geometryBroken(
        `${placeOf(mesh, edge.triangle)}: the surface is not closed: the edge ${name} belongs to ` +
          `${edge.count} triangle${edge.count === 1 ? '' : 's'}, expected 2`,
      );
    }
  }
}

/** Both triangles of an edge name it alike, whichever of its ends they come to first. */
function edgeName(from: Point, to: Point): string {
  const [first, second] = [pointName(from), pointName(to)].sort();
  return `${first ?? ''} – ${second ?? ''}`;
}

function pointName(point: Point): string {
  return `(${point.join(' ')})`;
}

function isDegenerate([a, b, c]: readonly [Point, Point, Point]): boolean {
  const ab = difference(b, a);
  const ac = difference(c, a);
  const longest = Math.max(length(ab), length(ac), length(difference(c, b)));
  return length(cross(ab, ac)) / 2 <= AREA_TOLERANCE * longest * longest;
}

function sizeOf(mesh: TriangleMesh): SizeMillimetres {
  const side = (axis: number): number => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let index = axis; index < mesh.cornersMillimetres.length; index += 3) {
      low = Math.min(low, at(mesh.cornersMillimetres, index));
      high = Math.max(high, at(mesh.cornersMillimetres, index));
    }
    return high - low;
  };
  return [side(0), side(1), side(2)];
}

function checkSize(name: string, size: SizeMillimetres): void {
  const flat = size.findIndex((side) => side === 0);
  if (flat >= 0) {
    throw geometryBroken(`${name}: the body is flat along ${AXIS_NAMES[flat] ?? ''}`);
  }
  const { minimum, maximum } = LONGEST_SIDE_MILLIMETRES;
  const longest = Math.max(...size);
  if (longest < minimum || longest > maximum) {
    throw geometryBroken(
      `${name}: the longest side is ${longest} mm, expected ${minimum}..${maximum} mm; is the file in millimetres?`,
    );
  }
}

function cornersOf(mesh: TriangleMesh, triangle: number): readonly [Point, Point, Point] {
  const start = triangle * NUMBERS_PER_TRIANGLE;
  return [pointAt(mesh, start), pointAt(mesh, start + 3), pointAt(mesh, start + 6)];
}

function pointAt(mesh: TriangleMesh, index: number): Point {
  const corners = mesh.cornersMillimetres;
  // Adding 0 turns -0 into 0, so that both name the same point.
  return [at(corners, index) + 0, at(corners, index + 1) + 0, at(corners, index + 2) + 0];
}

function difference(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function cross(a: Point, b: Point): Point {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function length(a: Point): number {
  return Math.hypot(a[0], a[1], a[2]);
}
