import { afterEach, describe, expect, test } from '@jest/globals';
import { startEcho, type EchoHandlers, type EchoPair } from './support/echo.ts';

let pair: EchoPair | undefined;

async function start(handlers?: EchoHandlers, ready?: () => boolean): Promise<EchoPair> {
  pair = await startEcho(handlers, ready);
  return pair;
}

afterEach(async () => {
  await pair?.stop();
  pair = undefined;
});

/** A request as no client of ours would send it. */
async function post(echo: EchoPair, path: string, body: string, headers: Readonly<Record<string, string>> = {}) {
  const authorization = `Bearer ${await echo.token()}`;
  const sent = { 'content-type': 'application/json', authorization, ...headers };
  const response = await fetch(echo.url + path, { method: 'POST', headers: sent, body });
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), text, problem: problemOf(text) };
}

function problemOf(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

const hello = JSON.stringify({ text: 'hello' });

describe('a host', () => {
  test('answers a call with who the caller is, its trace and its deadline', async () => {
    const seen: unknown[] = [];
    const echo = await start({
      safe: async ({ text }, { caller, trace, deadlineMs, signal }) => {
        seen.push(caller, trace.traceId, deadlineMs, signal.aborted);
        return { text };
      },
    });
    const trace = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };
    const answer = await (await echo.client()).safe({ text: 'hello' }, { trace, deadlineMs: 4321 });
    expect(answer).toEqual({ text: 'hello' });
    expect(seen).toEqual([{ service: 'gateway', instance: 'gateway-1' }, trace.traceId, expect.any(Number), false]);
    expect(seen[2]).toBeGreaterThan(4000);
    expect(seen[2]).toBeLessThanOrEqual(4321);
  });

  test('lets nobody call who is not among the callers', async () => {
    const echo = await start();
    await expect((await echo.client('auth')).safe({ text: 'x' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: 'The service "auth" may not call this method; gateway may.',
    });
  });

  test.each([
    ['no token', {}, 'TOKEN_MISSING'],
    ['another scheme', { authorization: 'Basic Z2F0ZXdheQ==' }, 'TOKEN_MISSING'],
    ['no token of ours', { authorization: 'Bearer x.y.z' }, 'TOKEN_INVALID'],
  ])('refuses a request with %s', async (_, headers, code) => {
    const echo = await start();
    const response = await fetch(`${echo.url}/v1/relay/safe`, { method: 'POST', headers, body: '' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code });
  });

  test('names the wrong fields of a request', async () => {
    const echo = await start();
    const { status, type, problem } = await post(echo, '/v1/relay/safe', '{"text":5,"more":1}');
    expect(status).toBe(400);
    expect(type).toMatch(/^application\/problem\+json/);
    expect(problem).toMatchObject({ code: 'REQUEST_INVALID', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect((problem['issues'] as { path: string }[]).map(({ path }) => path).sort()).toEqual(['/more', '/text']);
  });

  test.each([
    ['no JSON', '{"text":', 'application/json'],
    ['nothing at all', '', 'application/json'],
    ['another media type', '<text/>', 'text/xml'],
    ['a poisoned prototype', '{"__proto__":{"admin":true},"text":"x"}', 'application/json'],
    ['17 MiB', JSON.stringify({ text: 'x'.repeat(17 * 2 ** 20) }), 'application/json'],
  ])('answers %s with a problem detail and no stack', async (_, body, type) => {
    const answer = await post(await start(), '/v1/relay/safe', body, { 'content-type': type });
    const [status, code] = body.length > 2 ** 24 ? [413, 'REQUEST_TOO_LARGE'] : [400, 'REQUEST_MALFORMED'];
    expect(answer).toMatchObject({ status, problem: { code, status } });
    expect(answer.text).not.toMatch(/\n\s+at |node_modules|"stack"/);
  });

  test('knows no other routes and no other methods', async () => {
    const echo = await start();
    expect(await post(echo, '/v1/relay/nothing', hello)).toMatchObject({
      status: 404,
      problem: { code: 'ROUTE_UNKNOWN' },
    });
    const response = await fetch(`${echo.url}/v1/relay/safe`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 'ROUTE_UNKNOWN',
      detail: expect.stringContaining('GET /v1/relay/safe'),
    });
  });

  test('says nothing of what went wrong inside, but logs it under the trace', async () => {
    const echo = await start({ safe: () => Promise.reject(new Error('password=secret')) });
    const trace = `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`;
    const answer = await post(echo, '/v1/relay/safe', hello, { traceparent: trace });
    expect(answer).toMatchObject({ status: 500, problem: { code: 'INTERNAL', traceId: 'c'.repeat(32) } });
    expect(answer.text).not.toContain('secret');
    expect(echo.logged.join('')).toMatch(/password=secret/);
    expect(echo.logged.join('')).toContain('c'.repeat(32));
  });

  test.each(['1.5', '0', '-3', 'soon', '1e300', '99999999999'])(
    'takes a call with the deadline %j',
    async (deadline) => {
      const answer = await post(await start(), '/v1/relay/safe', hello, { 'berth-deadline-ms': deadline });
      expect(answer).toMatchObject({ status: 200, text: hello });
    },
  );

  test('tells its handler that the caller is gone', async () => {
    let tell: (aborted: boolean) => void = () => undefined;
    const told = new Promise<boolean>((resolve) => {
      tell = resolve;
    });
    const caller = new AbortController();
    const echo = await start({
      safe: async ({ text }, { signal }) => {
        signal.addEventListener('abort', () => tell(signal.aborted));
        caller.abort(new Error('not interested any more'));
        await told;
        return { text };
      },
    });
    const call = (await echo.client()).safe({ text: 'x' }, { signal: caller.signal });
    await expect(call).rejects.toThrow('not interested any more');
    expect(await told).toBe(true);
  });

  test('says whether it is alive and ready, what it offers and how much it does', async () => {
    let isReady = false;
    const echo = await start({}, () => isReady);
    const status = async (path: string) => (await fetch(echo.url + path)).status;
    expect([await status('/health/startup'), await status('/health/live'), await status('/health/ready')]).toEqual([
      200, 200, 503,
    ]);
    isReady = true;
    expect(await status('/health/ready')).toBe(200);
    await (await echo.client()).safe({ text: 'x' });
    const metrics = await (await fetch(`${echo.url}/metrics`)).text();
    expect(metrics).toContain('berth_calls_total{service="relay",method="safe",outcome="ok"} 1');
    expect(metrics).toContain('berth_calls_in_flight{service="relay",method="safe"} 0');
    const document = problemOf(await (await fetch(`${echo.url}/openapi.json`)).text());
    expect(Object.keys(document['paths'] as object)).toEqual([
      '/v1/relay/safe',
      '/v1/relay/once',
      '/v1/relay/may-repeat',
    ]);
  });

  test('that stops lets the calls in flight end', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let began: () => void = () => undefined;
    const isIn = new Promise<void>((resolve) => {
      began = resolve;
    });
    const echo = await start({
      safe: async ({ text }) => {
        began();
        await released;
        return { text };
      },
    });
    const client = await echo.client();
    const call = client.safe({ text: 'last' });
    await isIn;
    const stopped = echo.host.stop();
    release();
    expect(await call).toEqual({ text: 'last' });
    await stopped;
    await expect(client.once({ text: 'late' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
