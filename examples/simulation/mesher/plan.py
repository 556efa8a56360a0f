"""Shares a mesh out: which solver computes which layers, where the pulse goes in and where the field is recorded."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from voxelize import MeshError, VoxelMesh

# Frames of a run: a picture every tenth of a second for the seconds that it takes.
FRAMES = 80
# A solver renews its neighbours' layers once in as many steps as it holds of them. Eight spare it seven messages of
# eight and cost it at most eight further layers to compute.
HALO_LAYERS = 8
# Below, the field has no room between the walls.
LAYERS_PER_SOLVER_MIN = 4
ROWS_MIN = 4
COLUMNS_MIN = 2
# Where the pulse goes in and where the field is recorded, as parts of the longest and middle side. Off the middle, so
# that modes which vanish there are excited and seen too.
SOURCE = (0.22, 0.4)
PROBE = (0.76, 0.6)


def plan_run(mesh: VoxelMesh, body: Dict[str, Any], solvers: List[str]) -> Dict[str, Any]:
    """What the solvers and the viewer need to know; its fields are those of `Plan` in `shared/plan.ts`."""
    if not solvers:
        raise MeshError('WORKER_MISSING', 'the session has no worker of type "solver"')
    _check_resolution(mesh, body['cells'], len(solvers))
    slabs = _split(mesh.layers, solvers)
    cut = mesh.columns // 2
    steps = body['steps']
    return {
        'run': body['run'],
        'geometry': body['geometry'],
        'steps': steps,
        'stepsPerFrame': max(1, -(-steps // FRAMES)),
        'haloLayers': min([HALO_LAYERS] + [slab['layers'] for slab in slabs]),
        'cellSizeMetres': mesh.cell_size_metres,
        'layers': mesh.layers,
        'rows': mesh.rows,
        'columns': mesh.columns,
        'slabs': slabs,
        'source': _place(mesh, slabs[0], SOURCE, cut),
        'probe': _place(mesh, slabs[-1], PROBE, cut),
        'cutColumn': cut,
    }


def slab_cells(mesh: VoxelMesh, slab: Dict[str, Any], halo: int) -> bytes:
    """The cells of a slab and of its halo."""
    layer_bytes = mesh.rows * mesh.columns
    first = max(0, slab['firstLayer'] - halo)
    last = min(mesh.layers, slab['firstLayer'] + slab['layers'] + halo)
    return mesh.inside[first * layer_bytes : last * layer_bytes]


def cut_cells(mesh: VoxelMesh, column: int) -> bytes:
    """The cells of the plane that the viewer shows."""
    return mesh.inside[column :: mesh.columns]


def _check_resolution(mesh: VoxelMesh, cells: int, solvers: int) -> None:
    needed = (
        ('longest', mesh.layers, LAYERS_PER_SOLVER_MIN * solvers),
        ('middle', mesh.rows, ROWS_MIN),
        ('shortest', mesh.columns, COLUMNS_MIN),
    )
    for side, found, expected in needed:
        if found < expected:
            raise MeshError(
                'MESH_TOO_COARSE',
                f'cells: {cells} gives {found} along the {side} side, expected at least {expected}; ask for more cells',
            )


def _split(layers: int, solvers: List[str]) -> List[Dict[str, Any]]:
    bounds = [layers * n // len(solvers) for n in range(len(solvers) + 1)]
    return [
        {'worker': solver, 'firstLayer': first, 'layers': last - first}
        for solver, first, last in zip(solvers, bounds, bounds[1:])
    ]


def _place(mesh: VoxelMesh, slab: Dict[str, Any], wanted: Tuple[float, float], cut: int) -> Dict[str, int]:
    """The column of the slab that is nearest to the wanted place and whose four neighbouring cells are inside."""
    best: Optional[Tuple[float, int, int]] = None
    for layer in range(max(1, slab['firstLayer']), slab['firstLayer'] + slab['layers']):
        for row in range(1, mesh.rows):
            distance = (layer - wanted[0] * mesh.layers) ** 2 + (row - wanted[1] * mesh.rows) ** 2
            if (best is None or distance < best[0]) and _has_room(mesh, layer, row, cut):
                best = (distance, layer, row)
    if best is None:
        raise MeshError('MESH_TOO_COARSE', f'{slab["worker"]} would have no cell inside the body; ask for more cells')
    return {'layer': best[1], 'row': best[2]}


def _has_room(mesh: VoxelMesh, layer: int, row: int, column: int) -> bool:
    return all(mesh.is_inside(layer - i, row - j, column) for i in (0, 1) for j in (0, 1))
