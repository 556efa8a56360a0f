import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EndpointSource } from '../../../services/kit/endpoints.ts';
import { neverArrived } from '../../../services/kit/client.ts';
import { BerthError } from '../../../services/kit/errors/berth-error.ts';
import { problemMediaType, toProblem } from '../../../services/kit/errors/problem.ts';
import { at, startEcho, type EchoHandlers, type EchoPair } from './support/echo.ts';

const open: { stop(): unknown }[] = [];

async function start(handlers?: EchoHandlers): Promise<EchoPair> {
  const pair = await startEcho(handlers);
  open.push(pair);
  return pair;
}

/** A server that is none of ours; answers with its URL and how often it was asked. */
async function startServer(answer: RequestListener): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server: Server = createServer((request, response) => {
    asked++;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    stop() {
      server.closeAllConnections();
      server.close();
    },
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

afterEach(async () => {
  for (const opened of open.splice(0)) await opened.stop();
});

/** Port 1 is not listened on: a connection is refused at once. */
const nobody = 'http://127.0.0.1:1';
const drop: RequestListener = (request) => request.socket.destroy();
const text = 'hello';

describe('a call', () => {
  test('is over at its deadline', async () => {
    const echo = await start();
    const silent = await startServer(() => undefined);
    const call = (await echo.client('gateway', at(silent.url))).safe({ text }, { deadlineMs: 30 });
    await expect(call).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      message: '/v1/relay/safe did not answer within 30 ms.',
    });
  });

  test('carries the error of the service', async () => {
    const detail = 'There is no node x.';
    const echo = await start({
      safe: () => Promise.reject(new BerthError('NODE_UNKNOWN', { detail, facts: { node: 'x' } })),
    });
    await expect((await echo.client()).safe({ text })).rejects.toMatchObject({
      name: 'BerthError',
      code: 'NODE_UNKNOWN',
      message: detail,
      facts: { node: 'x' },
    });
  });

  test('of which the connection was refused goes to another instance, whatever it does', async () => {
    const echo = await start();
    const client = await echo.client('gateway', at(nobody, echo.url));
    for (let count = 0; count < 5; count++) {
      expect(await client.once({ text })).toEqual({ text });
      expect(await client.safe({ text })).toEqual({ text });
    }
  });

  test('of which the connection broke is repeated only where that does no harm', async () => {
    const echo = await start();
    const server = await startServer(drop);
    const client = await echo.client('gateway', at(server.url));
    await expect(client.once({ text })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(server.asked()).toBe(1);
    await expect(client.safe({ text })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(server.asked()).toBe(4);
    await expect(client.mayRepeat({ text })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(server.asked()).toBe(7);
  });

  test('says whether the request may have arrived', async () => {
    const echo = await start();
    const server = await startServer(drop);
    const failure = async (url: string) =>
      (await echo.client('gateway', at(url))).safe({ text }).catch((e: unknown) => e);
    expect(neverArrived(await failure(nobody))).toBe(true);
    expect(neverArrived(await failure(server.url))).toBe(false);
  });

  test('that is refused for the moment is repeated, one that is wrong is not', async () => {
    const echo = await start();
    const problems = [
      toProblem(new BerthError('UNAVAILABLE', { detail: '' })),
      toProblem(new BerthError('STORE_UNAVAILABLE', { detail: '' })),
      toProblem(new BerthError('PLACEMENT_FULL', { detail: 'No room.' })),
    ];
    const server = await startServer((_, response) => {
      const problem = problems.shift();
      response.writeHead(problem?.status ?? 200, { 'content-type': problemMediaType }).end(JSON.stringify(problem));
    });
    const client = await echo.client('gateway', at(server.url));
    await expect(client.safe({ text })).rejects.toMatchObject({ code: 'PLACEMENT_FULL' });
    expect(server.asked()).toBe(3);
  });

  test('to a server that closes, or whose proxy finds nobody, is repeated as one that found nobody', async () => {
    const echo = await start();
    let status = 502;
    const server = await startServer((_, response) => {
      response.writeHead(status++, { 'content-type': 'application/json' }).end('{"error":"Service Unavailable"}');
    });
    const client = await echo.client('gateway', at(server.url));
    await expect(client.safe({ text })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(server.asked()).toBe(3);
  });

  test.each([
    ['an error without a problem detail', 500, '{"oops":true}', 'INTERNAL'],
    ['a page', 200, '<html>', 'UNAVAILABLE'],
  ])('that is answered with %s fails in our words', async (_, status, body, code) => {
    const echo = await start();
    const server = await startServer((__, response) => response.writeHead(status).end(body));
    await expect((await echo.client('gateway', at(server.url))).once({ text })).rejects.toMatchObject({ code });
  });

  test('for a service that nobody serves says so', async () => {
    const echo = await start();
    await expect((await echo.client('gateway', at())).safe({ text })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: 'No instance of the service "relay" is known.',
    });
  });

  test('goes to the instance that was asked for', async () => {
    const echo = await start();
    const client = await echo.client('gateway', at(nobody));
    expect(await client.once({ text }, { to: echo.url })).toEqual({ text });
  });

  test('ends with its signal: on its way, before it, and while it waits for an instance', async () => {
    const echo = await start();
    const gone = new AbortController();
    const silent = await startServer(() => gone.abort(new Error('enough')));
    const onItsWay = (await echo.client('gateway', at(silent.url))).safe({ text }, { signal: gone.signal });
    await expect(onItsWay).rejects.toThrow('enough');
    await expect((await echo.client()).safe({ text }, { signal: gone.signal })).rejects.toThrow('enough');

    const waiting = new AbortController();
    const never: EndpointSource = {
      endpoints: () => [],
      waitFor: () => {
        waiting.abort(new Error('the service stops'));
        return new Promise(() => undefined);
      },
    };
    const waits = (await echo.client('gateway', never)).safe({ text }, { signal: waiting.signal });
    await expect(waits).rejects.toThrow('the service stops');
  });
});
