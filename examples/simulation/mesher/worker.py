"""The mesher: a worker in a language without an SDK, by nothing but the HTTP-JSON worker protocol."""

from __future__ import annotations

import base64
import json
import os
import sys
import time
import traceback
import urllib.request
from typing import Any, Dict, List

from plan import cut_cells, plan_run, slab_cells
from voxelize import MeshError, read_triangles, voxelize

WAIT_MS = 20_000
REQUEST_TIMEOUT_SECONDS = 60


def call(method: str, path: str, body: Any = None) -> Any:
    """Sends a request to the worker's supervisor and answers what it replied."""
    request = urllib.request.Request(
        os.environ['BERTH_WORKER_URL'] + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={'Authorization': 'Bearer ' + os.environ['BERTH_WORKER_TOKEN'], 'Content-Type': 'application/json'},
    )
    with urllib.request.urlopen(request, timeout=REQUEST_TIMEOUT_SECONDS) as answer:
        return json.loads(answer.read() or b'{}')


def send(to: str, kind: str, data: Any, payload: bytes = b'') -> None:
    """Sends one message to another worker."""
    message = {'to': to, 'type': kind, 'data': data, 'bytes': base64.b64encode(payload).decode()}
    call('POST', '/messages', {'messages': [message]})


class Mesher:
    """Meshes each body that arrives and hands its parts to the solvers and the viewer."""

    def __init__(self) -> None:
        self.workers: List[Dict[str, Any]] = []

    def take(self, item: Dict[str, Any]) -> None:
        """Handles one input."""
        if item['kind'] == 'init':
            self.workers = item['workers']
            call('POST', '/initialised', {})
        elif item['kind'] == 'message' and item['type'] == 'body':
            try:
                self.mesh(item['data'], base64.b64decode(item['bytes']))
            except MeshError as problem:
                # The geometry worker knows whether the session stands or falls with this run.
                answer = {'run': item['data']['run'], 'problem': {'code': problem.code, 'message': str(problem)}}
                send(item['from'], 'run-ended', answer)
        elif item['kind'] == 'stop':
            raise SystemExit(0)

    def mesh(self, body: Dict[str, Any], corners: bytes) -> None:
        """Meshes one body."""
        started = time.monotonic()
        call('POST', '/progress', {'fraction': 0, 'text': f'meshing {body["geometry"]}'})
        mesh = voxelize(read_triangles(corners), body['cells'])
        plan = plan_run(mesh, body, self.ids_of('solver'))
        for slab in plan['slabs']:
            send(slab['worker'], 'plan', plan, slab_cells(mesh, slab, plan['haloLayers']))
        for viewer in self.ids_of('viewer'):
            send(viewer, 'plan', plan, cut_cells(mesh, plan['cutColumn']))
        text = f'{mesh.layers} × {mesh.rows} × {mesh.columns} cells, {mesh.inside.count(1)} inside'
        call('POST', '/progress', {'fraction': 1, 'text': text})
        print(f'{body["geometry"]}: {text}, {time.monotonic() - started:.2f} s', flush=True)

    def ids_of(self, kind: str) -> List[str]:
        """The workers of a type in the order of their indices."""
        found = [worker for worker in self.workers if worker['type'] == kind]
        return [worker['id'] for worker in sorted(found, key=lambda worker: worker['index'])]


def main() -> None:
    mesher = Mesher()
    call('POST', '/ready', {})
    done = 0
    while True:
        for item in call('GET', f'/next?after={done}&waitMs={WAIT_MS}')['inputs']:
            if item['n'] > done:
                mesher.take(item)
                done = item['n']


if __name__ == '__main__':
    # Where the machine's encoding is not UTF-8, the × in the log would end the process.
    sys.stdout.reconfigure(encoding='utf-8')
    try:
        main()
    except Exception as problem:
        traceback.print_exc()
        call('POST', '/fail', {'code': 'MESHER_FAILED', 'message': f'{type(problem).__name__}: {problem}'})
        raise SystemExit(1) from problem
