import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocketServer } from 'ws';
import { encodeFrame } from '../../../services/wire/frame.ts';
import { problem } from './fake-gateway.ts';
import { createBench, sessionView, type CommandBench } from './run-command.ts';

const { id } = sessionView();
let bench: CommandBench;

beforeEach(async () => {
  bench = await createBench();
  await bench.login();
});
afterEach(() => bench.stop());

/** The gateway answers each poll with the next of these. */
function serveSession(...views: object[]): void {
  const queue = [...views];
  bench.gateway.on('GET /sessions/:id', () => ({ json: queue.length > 1 ? queue.shift() : queue[0] }));
}

describe('berth session open', () => {
  const open = ['session', 'open', 'cavity', '--project', 'demo'];
  const placing = sessionView({ state: 'placing', revision: 1, workers: [] });

  beforeEach(() => {
    bench.gateway.on('POST /sessions', { status: 201, json: placing });
    bench.gateway.on('POST /sessions/:id/attach', {
      json: { url: 'ws://relay', ticket: 'tick/et', client: 'client-1', expiresInSeconds: 600 },
    });
  });

  test('tells what happens, then the link and the next command', async () => {
    serveSession(placing, sessionView({ state: 'starting', revision: 2 }), sessionView());
    const { code, stdout, stderr } = await bench.run([...open, '--input', 'cells=60', 'geometry=a.stl']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      `session ${id}\nopen    ${bench.gateway.url}/#/sessions/${id}?ticket=tick%2Fet&client=client-1\n`,
    );
    expect(stderr.split('\n')).toEqual([
      'placing',
      'starting',
      '  solver-0 goes to node-a',
      '  viewer goes to node-b',
      'ready',
      'next: berth session attach 1f9c2ab4',
      '',
    ]);
    const [request] = bench.gateway.seen('POST', '/sessions');
    expect(request?.json).toEqual({ type: 'cavity', project: 'demo', input: { cells: 60, geometry: 'a.stl' } });
    expect(request?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(bench.gateway.seen('GET', `/sessions/${id}`)[0]?.query.get('afterRevision')).toBe('1');
  });

  test('prints one JSON document with -o json', async () => {
    serveSession(sessionView());
    const { stdout } = await bench.run([...open, '-o', 'json']);
    const { session, link } = JSON.parse(stdout) as { session: { state: string }; link: string };
    expect([session.state, link]).toEqual(['ready', expect.stringContaining('#/sessions/')]);
  });

  test('ends with 7 and the reason when the session fails', async () => {
    const reason = { code: 'GEOMETRY_BROKEN', message: 'Line 7: no vertex.', worker: 'geometry' };
    serveSession(sessionView({ state: 'failed', revision: 4, reason }));
    const { code, stderr } = await bench.run(open);
    expect(code).toBe(7);
    expect(stderr).toMatch(/Line 7: no vertex\. \(worker geometry\)[^]*session logs 1f9c2ab4[^]*code GEOMETRY_BROKEN/);
  });

  test('waits through a restart of the gateway', async () => {
    let polls = 0;
    bench.gateway.on('GET /sessions/:id', () =>
      ++polls < 3 ? problem(503, 'UNAVAILABLE', 'Not now.') : { json: sessionView() },
    );
    expect((await bench.run(open)).code).toBe(0);
  });

  test('gives up when the time is over; the session goes on', async () => {
    serveSession(placing);
    const { code, stderr } = await bench.run([...open, '--timeout', '0.3']);
    expect([code, stderr]).toEqual([6, expect.stringContaining(`The session ${id} was not ready within 0.3 s`)]);
    expect((await bench.run([...open, '--timeout', 'soon'])).code).toBe(2);
  });

  test('ends with 130 at Ctrl-C and says how to close the session', async () => {
    serveSession(placing);
    const { code, stderr } = await bench.run(open, { interruptAt: 'placing' });
    expect([code, stderr]).toEqual([130, expect.stringContaining('berth session close 1f9c2ab4')]);
  });

  test('says who has the project open', async () => {
    bench.gateway.on('POST /sessions', problem(409, 'PROJECT_OPEN', 'eve has had it open since 11:00.'));
    const { code, stderr, stdout } = await bench.run(open);
    expect([code, stdout]).toEqual([5, '']);
    expect(stderr).toContain('error: eve has had it open since 11:00.');
  });
});

describe('sessions', () => {
  test('are listed with what a person wants to know', async () => {
    bench.gateway.on('GET /sessions', { json: { sessions: [sessionView()] } });
    const { stdout } = await bench.run(['session', 'list', '--all', '--ended']);
    expect(stdout.split('\n')[1]).toMatch(/^1f9c2ab4\s+cavity\s+demo\s+ada\s+ready\s+30s\s+10m\s+2$/);
    expect(bench.gateway.seen('GET', '/sessions')[0]?.query.toString()).toBe('all=true&ended=true');
    const json = await bench.run(['session', 'list', '-o', 'json']);
    expect(JSON.parse(json.stdout)).toEqual({ sessions: [sessionView()] });
  });

  test('are shown by a prefix of their id', async () => {
    bench.gateway.on('GET /sessions', { json: { sessions: [sessionView()] } });
    serveSession(sessionView());
    const { stdout } = await bench.run(['session', 'show', '1F9C2A']);
    expect(stdout).toMatch(/^solver-0\s+running\s+node-a\s+0$/m);
  });

  test.each([
    ['too short', ['1f9c2'], 2],
    ['no id', ['not-an-id'], 2],
    ['unknown', ['ffffff'], 4],
  ])('are not found by what is %s', async (_what, [prefix = ''], exitCode) => {
    bench.gateway.on('GET /sessions', { json: { sessions: [sessionView()] } });
    expect((await bench.run(['session', 'show', prefix])).code).toBe(exitCode);
  });

  test('are not confused where a prefix begins two ids', async () => {
    const other = '1f9c2ab4-ffff-4000-8000-000000000001';
    bench.gateway.on('GET /sessions', { json: { sessions: [sessionView(), sessionView({ id: other })] } });
    const { code, stderr } = await bench.run(['session', 'close', '1f9c2ab4']);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${id}, ${other}`)]);
    expect(bench.gateway.seen('DELETE', `/sessions/${id}`)).toHaveLength(0);
  });

  test('are closed', async () => {
    bench.gateway.on('DELETE /sessions/:id', { status: 202, json: sessionView({ state: 'closing' }) });
    const { code, stdout } = await bench.run(['session', 'close', id]);
    expect([code, stdout]).toEqual([0, `${id} closing\n`]);
  });
});

describe('berth session logs', () => {
  const line = (text: string, second: number) => ({
    worker: 'solver-0',
    time: `2026-03-01T12:00:0${second}Z`,
    stream: second === 2 ? 'stderr' : 'stdout',
    line: text,
  });

  test('prints the newest lines', async () => {
    bench.gateway.on('GET /sessions/:id/logs', { json: { lines: [line('one', 1), line('bad \u001b[2J', 2)] } });
    const { stdout } = await bench.run(['session', 'logs', id, '--worker', 'solver-0', '--lines', '50']);
    expect(stdout).toBe('2026-03-01T12:00:01Z solver-0   one\n2026-03-01T12:00:02Z solver-0 ! bad  [2J\n');
    expect(bench.gateway.seen('GET', `/sessions/${id}/logs`)[0]?.query.toString()).toBe('worker=solver-0&maxLines=50');
    expect((await bench.run(['session', 'logs', id, '--lines', '0'])).code).toBe(2);
  });

  test('goes on with -f until the session ends, each line once', async () => {
    let reads = 0;
    const logs = [[line('one', 1)], [line('one', 1), line('two', 2)]];
    bench.gateway.on('GET /sessions/:id/logs', () => ({ json: { lines: logs[reads++] } }));
    serveSession(sessionView(), sessionView({ state: 'closed' }));
    const { code, stdout } = await bench.run(['session', 'logs', id, '-f', '-o', 'json']);
    const texts = stdout
      .trim()
      .split('\n')
      .map((text) => (JSON.parse(text) as { line: string }).line);
    expect([code, texts]).toEqual([0, ['one', 'two']]);
  });
});

describe('berth session attach', () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  let relay: WebSocketServer;

  /** The relay sends these frames and ends as told. */
  function serveRelay(frames: readonly (string | Uint8Array)[], closeCode?: number): void {
    relay = new WebSocketServer({ server: bench.gateway.server });
    relay.on('connection', (socket) => {
      for (const frame of frames) socket.send(frame);
      if (closeCode !== undefined) socket.close(closeCode);
    });
    const url = bench.gateway.url.replace('http', 'ws');
    bench.gateway.on('POST /sessions/:id/attach', { json: { url, ticket: 't', client: 'client-1' } });
  }

  const frames = (state: string) => [
    encodeFrame({ kind: 'hello', client: 'client-1', session: sessionView({ state: 'ready' }) }),
    encodeFrame({ kind: 'message', worker: 'viewer', incarnation: 1, seq: 1, type: 'frame', data: { step: 8 } }, png),
    encodeFrame({ kind: 'gap', worker: 'viewer', incarnation: 1, from: 2, to: 3 }),
    encodeFrame({
      kind: 'session',
      session: sessionView({
        state,
        reason: { code: 'WORKER_EXITED', message: 'It ended.' },
        workers: [{ ...sessionView().workers[0], progress: { fraction: 0.5, text: 'solving' } }],
      }),
    }),
  ];

  afterEach(() => {
    relay.close();
  });

  test('tells of messages, progress and gaps, and ends with the session', async () => {
    serveRelay(frames('closed'), 4410);
    serveSession(sessionView({ state: 'closed' }));
    const { code, stdout } = await bench.run(['session', 'attach', id]);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'ready',
      '  solver-0 goes to node-a',
      '  viewer goes to node-b',
      'viewer frame {"step":8} 11 B',
      'viewer: messages 2 to 3 are no longer kept',
      'closed: It ended.',
      '  solver-0 50 % solving',
      '',
    ]);
  });

  test('saves payloads, and prints a JSON document per line', async () => {
    serveRelay(frames('closed'), 4410);
    serveSession(sessionView({ state: 'closed' }));
    const { stdout } = await bench.run(['session', 'attach', id, '--save', 'frames', '-o', 'json']);
    const events = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { kind: string; file?: string });
    const file = join(bench.folder, 'frames', 'viewer-1-000001-frame.png');
    expect(events.map(({ kind }) => kind)).toEqual(['session', 'message', 'gap', 'session']);
    expect(events[1]).toMatchObject({ type: 'frame', data: { step: 8 }, bytes: png.length, file });
    expect(await readdir(join(bench.folder, 'frames'))).toEqual(['viewer-1-000001-frame.png']);
    expect((await readFile(file)).equals(png)).toBe(true);
  });

  test('ends with 7 when the session has failed, 4 when there is none, 130 at Ctrl-C', async () => {
    serveRelay(frames('failed'), 4410);
    expect((await bench.run(['session', 'attach', id])).code).toBe(7);
    relay.close();
    serveRelay([], 4404);
    expect((await bench.run(['session', 'attach', id])).code).toBe(4);
    relay.close();
    serveRelay(frames('ready'));
    expect((await bench.run(['session', 'attach', id], { interruptAt: 'solving' })).code).toBe(130);
    bench.gateway.on('POST /sessions/:id/attach', problem(404, 'SESSION_UNKNOWN', 'No such session.'));
    expect((await bench.run(['session', 'attach', id])).code).toBe(4);
  });
});
