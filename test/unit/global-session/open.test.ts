import { afterEach, describe, expect, test } from '@jest/globals';
import type { Db } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { globalDirectoryContract } from '../../../services/global-directory/contract.ts';
import type { globalSessionContract } from '../../../services/global-session/contract.ts';
import { startGlobalSession } from '../../../services/global-session/service.ts';
import { createDispatcher } from '../../../services/kit/client.ts';
import { fixedEndpoints } from '../../../services/kit/endpoints.ts';
import { BerthError } from '../../../services/kit/errors/berth-error.ts';
import { createHost, type CallContext, type Handlers, type Host } from '../../../services/kit/host.ts';
import { createIdentityKeys, createLocalIdentity } from '../../../services/kit/identity.ts';
import { createLog } from '../../../services/kit/log.ts';
import { newTrace } from '../../../services/kit/trace.ts';
import { sessionContract } from '../../../services/session/contract.ts';
import { sessionId, typeOf } from '../session/support/sessions.ts';

const log = createLog({ level: 'silent' });
const nobody = 'http://127.0.0.1:1';
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const unused = () => Promise.reject(new Error('not asked for in this test'));

/** The global session service over a session service that fails to open; `services` are the registered ones. */
async function setup(failure: BerthError, servicesOf: (url: string) => readonly string[]) {
  const identity = await createLocalIdentity(createIdentityKeys(), { service: 'global-session', instance: 'g' });
  const host = createHost({ identity, log });
  host.serve(sessionContract, {
    open: () => Promise.reject(failure),
    get: () => Promise.reject(new BerthError('SESSION_UNKNOWN', { detail: '' })),
    list: unused,
    close: unused,
    channels: unused,
    logs: unused,
  });
  host.serve(
    { ...globalDirectoryContract, methods: { feasible: { ...globalDirectoryContract.methods.feasible } } },
    { feasible: async () => ({ impossible: [] }) },
  );
  const url = await host.listen({ host: '127.0.0.1', port: 0 });
  const dispatcher = createDispatcher();
  open.push(
    () => host.stop(),
    () => dispatcher.destroy(),
  );
  const locks = new Map<string, { sessionId: string }>();
  const services = servicesOf(url).map((one, index) => ({
    _id: `s${index}`,
    url: one,
    sessions: 0,
    capacity: 9,
    beat: 1,
  }));
  let handlers: Handlers<typeof globalSessionContract.methods> | undefined;
  const background = startGlobalSession(
    { log, serve: (_: unknown, given: typeof handlers) => (handlers = given) } as unknown as Host,
    {
      config: {
        GLOBAL_SESSION_SERVICE_TIMEOUT_MS: 5000,
        GLOBAL_SESSION_SWEEP_MS: 10_000,
        GLOBAL_SESSION_LOCK_GRACE_MS: 60_000,
      },
      db: databaseOf(locks, services),
      catalogue: { platform: 'lab', sessionTypes: [typeOf({ solver: {} })] },
      clients: {
        identity,
        dispatcher,
        endpoints: fixedEndpoints(
          (['session', 'global-directory'] as const).map((service) => ({ service, instance: '', url })),
        ),
      },
    },
  );
  open.push(() => background.stop());
  const request = { id: sessionId, type: 'design', project: 'demo', user: 'ada', input: {} };
  const call = { trace: newTrace() } as CallContext;
  return { locks, openSession: async () => handlers?.open(request, call) };
}

/** What the service asks of the database, from memory. */
function databaseOf(locks: Map<string, { sessionId: string }>, services: readonly object[]): Db {
  const collections: Readonly<Record<string, object>> = {
    global_session_services: { find: () => ({ toArray: async () => services }) },
    global_session_locks: {
      find: () => ({ toArray: async () => [] }),
      findOne: async ({ _id }: { _id: string }) => locks.get(_id) ?? null,
      deleteOne: async ({ _id }: { _id: string }) => locks.delete(_id),
      insertOne: async (lock: { _id: string; sessionId: string }) => {
        if (locks.has(lock._id)) throw new MongoServerError({ code: 11_000 });
        locks.set(lock._id, lock);
      },
    },
  };
  return { collection: (name: string) => collections[name] } as unknown as Db;
}

describe('the lock of a project', () => {
  const outage = new BerthError('STORE_UNAVAILABLE', { detail: '' });

  test('stays where the session may have been written though the answer says otherwise', async () => {
    const { locks, openSession } = await setup(outage, (url) => [url]);
    await expect(openSession()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(locks.get('demo')).toMatchObject({ sessionId });
  });

  test('stays where one session service may have written it and no other answers', async () => {
    const { locks, openSession } = await setup(new BerthError('UNAVAILABLE', { detail: '' }), (url) => [url, nobody]);
    await expect(openSession()).rejects.toMatchObject({ code: 'SESSION_SERVICE_NONE' });
    expect(locks.get('demo')).toMatchObject({ sessionId });
  });

  test('is given back where no session service was reached, or none took it', async () => {
    const unreached = await setup(outage, () => [nobody]);
    await expect(unreached.openSession()).rejects.toMatchObject({ code: 'SESSION_SERVICE_NONE' });
    const refused = await setup(new BerthError('SESSION_TYPE_UNKNOWN', { detail: '' }), (url) => [url]);
    await expect(refused.openSession()).rejects.toMatchObject({ code: 'SESSION_TYPE_UNKNOWN' });
    expect([unreached.locks.size, refused.locks.size]).toEqual([0, 0]);
  });
});
