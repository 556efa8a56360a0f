import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sendPatiently } from '../../services/cli/retry-after.ts';
import { startTestPlatform, type Api, type TestPlatform } from '../support/platform.ts';

let berth: TestPlatform;
let api: Api;

beforeAll(async () => {
  berth = await startTestPlatform();
  api = await berth.newUser();
}, 120_000);
afterAll(async () => {
  await berth.stop();
}, 60_000);

/** A request without the help of the test client. */
async function raw(method: string, path: string, init: RequestInit = {}) {
  const signal = AbortSignal.timeout(20_000);
  const response = await sendPatiently(() => fetch(`${berth.url}${path}`, { ...init, method, signal }), signal);
  const content = await response.text();
  return { status: response.status, headers: response.headers, text: content };
}
const json = { 'content-type': 'application/json' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

interface BadRequest {
  readonly what: string;
  readonly request: readonly [method: string, path: string, body?: string];
  readonly status: number;
  readonly code: string;
}

const badRequests: readonly BadRequest[] = [
  { what: 'no body', request: ['POST', '/sessions'], status: 400, code: 'REQUEST_INVALID' },
  { what: 'an empty object', request: ['POST', '/sessions', '{}'], status: 400, code: 'REQUEST_INVALID' },
  {
    what: 'a wrong type',
    request: ['POST', '/sessions', '{"type":1,"project":"p"}'],
    status: 400,
    code: 'REQUEST_INVALID',
  },
  {
    what: 'an unknown field',
    request: ['POST', '/sessions', '{"type":"echo","project":"p","projekt":"q"}'],
    status: 400,
    code: 'REQUEST_INVALID',
  },
  { what: 'cut off JSON', request: ['POST', '/sessions', '{"type":'], status: 400, code: 'REQUEST_MALFORMED' },
  {
    what: 'JSON of 2 MiB',
    request: ['POST', '/sessions', JSON.stringify({ type: 'x'.repeat(2 ** 21) })],
    status: 413,
    code: 'REQUEST_TOO_LARGE',
  },
  {
    what: 'a name that is none',
    request: ['POST', '/projects', '{"name":"../etc"}'],
    status: 400,
    code: 'REQUEST_INVALID',
  },
  {
    what: 'a project whose name is none',
    request: ['POST', '/sessions', '{"type":"echo","project":"A B/../c"}'],
    status: 400,
    code: 'REQUEST_INVALID',
  },
  {
    what: 'a project in a path whose name is none',
    request: ['GET', '/projects/..%2f..%2fetc/files/passwd'],
    status: 400,
    code: 'REQUEST_INVALID',
  },
  {
    what: 'a path that is no text',
    request: ['GET', '/projects/p/files/%ff'],
    status: 400,
    code: 'REQUEST_MALFORMED',
  },
  {
    what: 'a method that is not there',
    request: ['PATCH', '/sessions', '{}'],
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
  },
  { what: 'a path that is not there', request: ['GET', '/no/such/route'], status: 404, code: 'ROUTE_UNKNOWN' },
  { what: 'an id that is none', request: ['GET', '/sessions/..%2f..%2fetc'], status: 404, code: 'SESSION_UNKNOWN' },
  {
    what: 'a wait that is too long',
    request: ['GET', '/sessions/01a?waitMs=99999999'],
    status: 400,
    code: 'REQUEST_INVALID',
  },
];

describe('bad input gets a problem detail that names field and remedy', () => {
  test.each(badRequests)('$what', async ({ request: [method, path, body], status, code }) => {
    const answer = await raw(method, `/api/v1${path}`, {
      headers: { ...bearer(api.token), ...(body !== undefined && json) },
      ...(body !== undefined && { body }),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = JSON.parse(answer.text) as Record<string, unknown>;
    expect(problem).toMatchObject({ code, status, detail: expect.any(String), remedy: expect.any(String) });
    expect(answer.text).not.toMatch(/node_modules|\.ts:\d|request to [a-z-]+\.\w+/);
  });

  test('a session type that is unknown names those that are there', async () => {
    const project = await api.newProject();
    const { status, body } = await api.call('POST', '/sessions', { type: 'ekko', project });
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'SESSION_TYPE_UNKNOWN' });
    expect(body['detail']).toContain('echo');
  });

  test('an input that is too large says where it belongs', async () => {
    const project = await api.newProject();
    const { status, body } = await api.call('POST', '/sessions', {
      type: 'echo',
      project,
      input: { text: 'x'.repeat(70_000) },
    });
    expect(status).toBe(413);
    expect(body['remedy']).toContain('file of the project');
  });

  test.each(['../secret', 'a//b', 'a/../../b', 'con', 'a\u0000b', 'C:x', 'back\\slash'])(
    'a path trick in a file name: %j',
    async (path) => {
      const project = await api.newProject();
      const encoded = path.split('/').map(encodeURIComponent).join('%2F');
      const { status, body } = await api.call('PUT', `/projects/${project}/files/${encoded}`, 'x');
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'PROJECT_PATH_INVALID' });
    },
  );
});

describe('what is no HTTP request', () => {
  test.each([
    ['nonsense', 'hello\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n', 400],
    ['headers beyond all measure', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 413],
  ])('%s gets a problem detail', async (_, request, status) => {
    const { hostname, port } = new URL(berth.url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.end(request);
    const answer = await text(socket);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status, remedy: expect.any(String) });
  });
});

describe('tokens', () => {
  test.each([
    ['none', undefined, 'TOKEN_MISSING'],
    ['nonsense', 'nonsense', 'TOKEN_INVALID'],
    ['unsigned', `${btoa('{"alg":"none"}')}.${btoa('{"sub":"demo","aud":"berth-api"}')}.`, 'TOKEN_INVALID'],
  ])('%s', async (_, token, code) => {
    const { status, text } = await raw('GET', '/api/v1/me', { headers: token === undefined ? {} : bearer(token) });
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ code });
  });

  test('with a changed claim', async () => {
    const [head, claims, signature] = api.token.split('.');
    const changed = { ...(JSON.parse(atob(String(claims))) as object), roles: ['admin'] };
    const forged = `${String(head)}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${String(signature)}`;
    const { status } = await raw('GET', '/api/v1/users', { headers: bearer(forged) });
    expect(status).toBe(401);
  });

  test('of a user who is no admin open no admin view', async () => {
    for (const path of ['/nodes', '/status', '/users']) {
      expect(await api.call('GET', path)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    }
  });

  test('a wrong password says no more than that', async () => {
    const answer = await raw('POST', '/api/v1/login', { headers: json, body: '{"user":"demo","password":"wrong"}' });
    const unknown = await raw('POST', '/api/v1/login', { headers: json, body: '{"user":"nobody","password":"wrong"}' });
    expect(answer.status).toBe(401);
    const plain = (text: string) => text.replace(/"traceId":"[^"]*"/, '');
    expect(plain(unknown.text)).toBe(plain(answer.text));
  });
});

describe('the API', () => {
  test('describes itself in OpenAPI 3.1, with a page, and every error is described', async () => {
    const { text } = await raw('GET', '/api/v1/openapi.json');
    const document = JSON.parse(text) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toMatch(/^3\.1/);
    for (const path of [
      '/api/v1/login',
      '/api/v1/sessions',
      '/api/v1/sessions/{id}',
      '/api/v1/projects/{project}/files/{*}',
    ]) {
      expect(Object.keys(document.paths)).toContain(path);
    }
    expect((await raw('GET', '/api/docs')).status).toBe(200);
  });

  test('serves the page and its modules without a token', async () => {
    const page = await raw('GET', '/');
    expect(page.text).toContain('<title>Berth</title>');
    const module = await raw('GET', '/assets/relay-client/session-stream.js');
    expect(module.headers.get('content-type')).toContain('javascript');
    expect(module.text).not.toContain('interface ');
  });

  test('slows down a user who asks too much, and an address that guesses passwords of many users', async () => {
    const env = { GATEWAY_RATE_PER_MINUTE: '20', GATEWAY_LOGINS_PER_MINUTE: '6' };
    const slow = await startTestPlatform({ env });
    try {
      const answers = await Promise.all(Array.from({ length: 30 }, () => slow.demo.call('GET', '/me')));
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused[0]?.body).toMatchObject({ code: 'RATE_LIMITED' });
      expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);

      const guess = (user: string) => slow.demo.call('POST', '/login', { user, password: 'a guess' });
      const guesses = await Promise.all(Array.from({ length: 8 }, (_, index) => guess(`nobody-${index}`)));
      expect(guesses.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    } finally {
      await slow.stop();
    }
  }, 60_000);
});
