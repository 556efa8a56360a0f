"""Turns a closed surface into cells: which lie inside it, which outside."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Dict, List, Optional, Sequence, Tuple

Point = Tuple[float, float, float]
Triangle = Tuple[Point, Point, Point]

# Parts of a cell by which the rays stand off the cells' centres. A ray through an edge or a corner would meet one
# triangle or both; irrational offsets keep the rays off the round numbers that edges lie on. Where a ray still meets
# an odd number of triangles, the next pair is tried.
RAY_OFFSETS = (
    (1.4142135e-4, 1.7320508e-4),
    (-2.2360679e-4, 2.6457513e-4),
    (3.3166247e-4, -3.6055512e-4),
)


class MeshError(Exception):
    """The body cannot be meshed; the code and message are for the user."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class VoxelMesh:
    """Cells of equal size that fill the box around the body.

    The body is turned so that its longest side runs along the layers, its middle side along the rows and its shortest
    along the columns.
    """

    cell_size_metres: float
    layers: int
    rows: int
    columns: int
    # One byte per cell, 1 inside the body, else 0; ordered by layer, then row, then column.
    inside: bytes

    def is_inside(self, layer: int, row: int, column: int) -> bool:
        return self.inside[(layer * self.rows + row) * self.columns + column] == 1


def read_triangles(payload: bytes) -> List[Triangle]:
    """The triangles in a message: nine little-endian 64-bit floats each, in millimetres."""
    numbers = array('d')
    numbers.frombytes(payload)
    return [
        (tuple(numbers[n : n + 3]), tuple(numbers[n + 3 : n + 6]), tuple(numbers[n + 6 : n + 9]))
        for n in range(0, len(numbers), 9)
    ]


def voxelize(triangles: Sequence[Triangle], cells: int) -> VoxelMesh:
    """Cuts the box around the body into cells, `cells` of them along its longest side."""
    low = [min(corner[axis] for triangle in triangles for corner in triangle) for axis in range(3)]
    high = [max(corner[axis] for triangle in triangles for corner in triangle) for axis in range(3)]
    sides = [high[axis] - low[axis] for axis in range(3)]
    order = sorted(range(3), key=lambda axis: (-sides[axis], axis))
    size_millimetres = sides[order[0]] / cells
    # A cell belongs to the box when its centre does, so the number of cells is rounded to the nearest.
    layers, rows, columns = (max(1, round(sides[axis] / size_millimetres)) for axis in order)
    # From here on a cell is one unit long and the box begins at zero.
    scaled = [
        tuple(tuple((corner[axis] - low[axis]) / size_millimetres for axis in order) for corner in triangle)
        for triangle in triangles
    ]
    inside = _cast_with_first_clear_offset(scaled, (layers, rows, columns))
    return VoxelMesh(size_millimetres / 1000, layers, rows, columns, inside)


def _cast_with_first_clear_offset(triangles: Sequence[Triangle], size: Tuple[int, int, int]) -> bytes:
    for offset in RAY_OFFSETS:
        inside = _cast_rays(triangles, size, offset)
        if inside is not None:
            return inside
    raise MeshError('GEOMETRY_OPEN', 'rays enter the body without leaving it: its surface crosses itself or is open')


def _cast_rays(
    triangles: Sequence[Triangle], size: Tuple[int, int, int], offset: Tuple[float, float]
) -> Optional[bytes]:
    """Sends one ray along each column of cells; nothing where one meets the surface an odd number of times."""
    layers, rows, columns = size
    crossings = _crossings(triangles, size, offset)
    inside = bytearray(layers * rows * columns)
    for ray, heights in crossings.items():
        if len(heights) % 2 == 1:
            return None
        heights.sort()
        for enter, leave in zip(heights[::2], heights[1::2]):
            # The cells whose centres lie between the two crossings.
            first = max(0, round(enter))
            last = min(columns, round(leave))
            inside[ray * columns + first : ray * columns + last] = b'\x01' * max(0, last - first)
    return bytes(inside)


def _crossings(
    triangles: Sequence[Triangle], size: Tuple[int, int, int], offset: Tuple[float, float]
) -> Dict[int, List[float]]:
    """The heights at which each ray (numbered layer * rows + row) meets the surface."""
    layers, rows, _ = size
    crossings: Dict[int, List[float]] = {}
    for (ax, ay, az), (bx, by, bz), (cx, cy, cz) in triangles:
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if area == 0:
            continue  # The triangle stands upright: rays run along it and never through it.
        for layer in range(max(0, int(min(ax, bx, cx)) - 1), min(layers, int(max(ax, bx, cx)) + 1)):
            x = layer + 0.5 + offset[0]
            for row in range(max(0, int(min(ay, by, cy)) - 1), min(rows, int(max(ay, by, cy)) + 1)):
                y = row + 0.5 + offset[1]
                # How much of each corner the point is made of; all three are positive inside the triangle.
                a = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area
                b = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area
                c = 1 - a - b
                if a > 0 and b > 0 and c > 0:
                    crossings.setdefault(layer * rows + row, []).append(a * az + b * bz + c * cz)
    return crossings
