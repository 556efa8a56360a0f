import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import type { SessionView } from '../../services/session/contract.ts';
import { isSameProcess } from '../../services/kit/process-identity.ts';
import { allGone, berthMachine, end, type BerthMachine } from '../support/berth-process.ts';
import { eventually } from '../support/eventually.ts';
import { testAppFolder } from '../support/platform.ts';

let machine: BerthMachine;
let platform: ChildProcess;

beforeAll(async () => {
  machine = await berthMachine();
  platform = await machine.up();
  await machine.berth('project', 'create', 'mine');
}, 180_000);
afterAll(async () => {
  await machine.dispose();
}, 120_000);

async function openSession(): Promise<string> {
  const opened = await machine.berth('session', 'open', 'echo', '--project', 'mine', '-o', 'json');
  if (opened.code !== 0) throw new Error(`session open failed:\n${opened.stderr}`);
  return (JSON.parse(opened.stdout) as { session: { id: string } }).session.id;
}

async function show(id: string): Promise<SessionView> {
  const { stdout, stderr } = await machine.berth('session', 'show', id, '-o', 'json');
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as SessionView;
}

async function killPlatform(): Promise<void> {
  platform.kill('SIGKILL');
  await once(platform, 'exit');
}

describe('a platform that is killed', () => {
  test('finds its sessions and their workers again, without restarting them', async () => {
    const id = await openSession();
    const before = await machine.running();
    await killPlatform();
    for (const process of before) expect(await isSameProcess(process)).toBe(true);

    platform = await machine.up();
    await eventually(async () => {
      const session = await show(id);
      expect(session).toMatchObject({
        state: 'ready',
        owner: { epoch: 2 },
        workers: [{ incarnation: 1, restarts: 0 }],
      });
    });
    expect((await machine.berth('session', 'close', id)).code).toBe(0);
    await eventually(async () => expect((await show(id)).state).toBe('closed'));
  }, 120_000);

  test('together with everything else (a power cut) starts the workers anew, and locks no project', async () => {
    const id = await openSession();
    const before = await machine.running();
    await killPlatform();
    for (const { pid } of before) process.kill(pid, 'SIGKILL');
    await allGone(before);

    platform = await machine.up();
    await eventually(async () => {
      const session = await show(id);
      expect(session).toMatchObject({ state: 'ready', workers: [{ incarnation: 2, restarts: 1 }] });
    });
    await machine.berth('session', 'close', id);
    await eventually(async () => expect((await show(id)).state).toBe('closed'));
    const next = await openSession();
    await machine.berth('session', 'close', next);
  }, 120_000);

  test('leaves workers that `berth down` ends', async () => {
    await openSession();
    const before = await machine.running();
    expect(before.length).toBeGreaterThanOrEqual(2);
    await killPlatform();
    const down = await machine.berth('down');
    expect(down.stderr).toContain('No platform was running; ended 1 workers');
    await allGone(before);
    platform = await machine.up();
    // The session lost its worker; its policy brings it back.
    await machine.berth('down');
    await allGone(await machine.running());
  }, 120_000);
});

describe('a platform that is asked to end', () => {
  let own: BerthMachine;
  beforeAll(async () => {
    own = await berthMachine();
  });
  afterAll(async () => {
    await own.dispose();
  }, 120_000);

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s closes its sessions and leaves no process',
    async (signal) => {
      const running = await own.up();
      const project = `by-${signal.toLowerCase()}`;
      await own.berth('project', 'create', project);
      const opened = await own.berth('session', 'open', 'echo', '--project', project);
      expect(opened).toMatchObject({ code: 0 });
      const before = await own.running();
      expect(before.length).toBeGreaterThanOrEqual(2);
      await end(running, signal);
      expect(running.exitCode).toBe(0);
      await allGone(before);
    },
    120_000,
  );

  test('refuses a second one in the same state folder', async () => {
    const running = await own.up();
    const second = await own.berth('up', testAppFolder, '--state', own.stateFolder, '--port', '0');
    expect(second.code).toBe(5);
    expect(second.stderr).toContain('already runs here');
    await end(running);
  }, 120_000);
});
