import { describe, expect, test } from '@jest/globals';
import type { JsonValue, Message } from '@berth-platform/berth/worker';

import { Simulations } from '../../../../examples/simulation/geometry/simulate.ts';
import { cavityWorkers, FakeSession } from './support/fake-session.ts';
import { runMesher } from './support/mesher-process.ts';
import { readGeometry } from './support/pipeline.ts';

/** Half a number more than a mesh could have. */
const TORN_BYTES = 36;

/** A session whose mesher answers each body at once with the end of its run. */
async function sessionWith(
  input: Readonly<Record<string, JsonValue>>,
  problem: JsonValue = null,
): Promise<FakeSession> {
  const session = new FakeSession(cavityWorkers(2), input);
  for (const name of ['cavity.stl', 'broken.stl']) {
    session.files.set(name, await readGeometry(name));
  }
  session.outside.set('mesher-0', ({ data }) => {
    const { run } = data as { run: number };
    session.deliver('geometry-0', {
      from: 'viewer-0',
      type: 'run-ended',
      data: { run, problem },
      bytes: new Uint8Array(),
    });
  });
  return session;
}

function simulate(data: JsonValue): Message {
  return { from: 'client:1', type: 'simulate', data, bytes: new Uint8Array() };
}

describe('the runs of a session', () => {
  test('what is wrong with the first fails the session', async () => {
    const broken = await sessionWith({ geometry: 'broken.stl' });
    await expect(new Simulations().first(broken.contextOf('geometry-0'))).rejects.toMatchObject({
      code: 'GEOMETRY_BROKEN',
      message: 'broken.stl line 7: expected "vertex", found "vertx"',
    });
    const coarse = await sessionWith({}, { code: 'MESH_TOO_COARSE', message: 'ask for more cells' });
    await expect(new Simulations().first(coarse.contextOf('geometry-0'))).rejects.toMatchObject({
      code: 'MESH_TOO_COARSE',
    });
  });

  test('what is wrong with a further one is told to the clients, and the next one runs', async () => {
    const session = await sessionWith({});
    const context = session.contextOf('geometry-0');
    const simulations = new Simulations();
    const further: readonly JsonValue[] = [{ geometry: 'broken.stl' }, { geometry: 'none.stl' }, { cells: 3 }, {}];
    await simulations.first(context);
    for (const data of further) {
      await simulations.further(simulate(data), context);
    }
    expect(session.published.map(({ type, data }) => [type, data])).toEqual([
      ['geometry', expect.objectContaining({ run: 1, triangles: 12, sizeMillimetres: [60, 40, 20] })],
      ['refused', expect.objectContaining({ run: 2, code: 'GEOMETRY_BROKEN' })],
      ['refused', expect.objectContaining({ run: 3, code: 'PROJECT_FILE_NOT_FOUND' })],
      ['refused', expect.objectContaining({ run: 4, code: 'INPUT_INVALID' })],
      ['geometry', expect.objectContaining({ run: 5 })],
    ]);
  });
});

describe('the mesher', () => {
  const body = { run: 4, geometry: 'body.stl', cells: 10, steps: 640 };

  test('speaks the documented protocol and ends with 0', async () => {
    const corners = boxCorners(60, 40, 20);
    const { exitCode, requests } = await runMesher(cavityWorkers(2), body, corners);
    expect(exitCode).toBe(0);
    const posted = requests.filter((request) => request !== 'GET /next');
    expect(posted).toEqual([
      'POST /ready',
      'POST /initialised',
      'POST /progress',
      'POST /messages',
      'POST /messages',
      'POST /messages',
      'POST /progress',
    ]);
  });

  test('turns the body: whichever side is the longest runs along the layers', async () => {
    const { messages } = await runMesher(cavityWorkers(1), body, boxCorners(20, 60, 40));
    expect(messages.map(({ to }) => to)).toEqual(['solver-0', 'viewer-0']);
    expect(messages[0]?.data).toMatchObject({ layers: 10, rows: 7, columns: 3, cellSizeMetres: 0.006 });
    expect(messages[0]?.bytes).toHaveLength(10 * 7 * 3);
    expect(messages[1]?.bytes).toHaveLength(10 * 7);
  });

  test('tells the geometry worker of a body too thin for its cells', async () => {
    const { messages } = await runMesher(cavityWorkers(2), body, boxCorners(60, 40, 2));
    const message = 'cells: 10 gives 1 along the shortest side, expected at least 2; ask for more cells';
    expect(messages).toEqual([
      {
        to: 'geometry-0',
        type: 'run-ended',
        data: { run: 4, problem: { code: 'MESH_TOO_COARSE', message } },
        bytes: Buffer.alloc(0),
      },
    ]);
  });

  test('says that it failed when a message makes no sense', async () => {
    const run = await runMesher(cavityWorkers(2), body, new Uint8Array(TORN_BYTES));
    expect(run.requests).toContain('POST /fail');
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain('ValueError');
  });
});

/** The twelve triangles of a box, as the geometry worker sends them. */
function boxCorners(x: number, y: number, z: number): Uint8Array {
  const axes = [
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
  ] as const;
  const size = [x, y, z];
  const corners = axes.flatMap(([u, v, w]) =>
    [0, 1].flatMap((side) =>
      // Two triangles of a face, each of their corners on or off along two of the axes.
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
        [1, 1],
        [0, 1],
      ].flatMap(([onU = 0, onV = 0]) => {
        const corner = [0, 0, 0];
        corner[u] = onU * (size[u] ?? 0);
        corner[v] = onV * (size[v] ?? 0);
        corner[w] = side * (size[w] ?? 0);
        return corner;
      }),
    ),
  );
  return new Uint8Array(Float64Array.from(corners).buffer);
}
