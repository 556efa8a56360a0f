/** Run by tests: opens a session, speaks with its worker, closes it; prints what the worker answered. Arguments: the gateway, the file with the password of the first user. */
import { readFile } from 'node:fs/promises';
import { sendPatiently } from '../../../services/cli/retry-after.ts';
import { SessionStream } from '../../../services/relay-client/session-stream.ts';

const [, , url = '', passwordFile = ''] = process.argv;
const gateway = `${url}/api/v1`;
const password = await readFile(passwordFile, 'utf8');
const patienceMs = 60_000;

async function ask(method: string, path: string, { token, body }: { token?: string; body?: object } = {}) {
  const signal = AbortSignal.timeout(patienceMs);
  const request = {
    method,
    signal,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  const response = await sendPatiently(() => fetch(gateway + path, request), signal);
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const endAt = performance.now() + patienceMs;
  for (;;) {
    const answer = await look().catch((error: unknown) => {
      if (performance.now() > endAt) throw error;
      return undefined;
    });
    if (answer !== undefined) return answer;
    if (performance.now() > endAt) throw new Error('it did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const login = await until(() => ask('POST', '/login', { body: { user: 'admin', password } }));
const token = String(login['accessToken']);
await ask('POST', '/projects', { token, body: { name: 'notes' } });
const opened = await until(() => ask('POST', '/sessions', { token, body: { type: 'echo', project: 'notes' } }));
const id = String(opened['id']);
await until(async () => {
  const { state, reason } = await ask('GET', `/sessions/${id}`, { token });
  if (state === 'failed') throw new Error(`the session failed: ${JSON.stringify(reason)}`);
  return state === 'ready' ? true : undefined;
});
const answered = await new Promise<unknown>((resolve, reject) => {
  const stream = new SessionStream({
    connect: async () => (await ask('POST', `/sessions/${id}/attach`, { token, body: {} })) as never,
    onMessage: ({ data }) => {
      resolve(data);
      stream.close();
    },
    onClosed: ({ kind, detail }) => reject(new Error(`${kind}: ${detail}`)),
  });
  stream.send('echo-0', 'echo', 'through six networks').catch(reject);
});
await ask('DELETE', `/sessions/${id}`, { token });
process.stdout.write(`${JSON.stringify(answered)}\n`);
process.exit(0);
