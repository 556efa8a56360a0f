import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../../services/worker-sdk/context.ts';
import { ReceiveMailbox } from '../../../services/worker-sdk/mailbox.ts';

const never = new AbortController().signal;

function message(type: string, from = 'solver-0', data: Message['data'] = null): Message {
  return { from, type, data, bytes: new Uint8Array(0) };
}

describe('receive', () => {
  test('gets what came before, in the order of arrival', async () => {
    const mailbox = new ReceiveMailbox();
    for (const data of [1, 2]) mailbox.deliver(message('step', 'solver-0', data));
    expect((await mailbox.receive('step', {}, never)).data).toBe(1);
    expect((await mailbox.receive('step', {}, never)).data).toBe(2);
  });

  test('gets what comes later, each message once', async () => {
    const mailbox = new ReceiveMailbox();
    const waiting = [mailbox.receive('step', {}, never), mailbox.receive('step', {}, never)];
    mailbox.deliver(message('step', 'solver-0', 1));
    mailbox.deliver(message('step', 'solver-0', 2));
    expect((await Promise.all(waiting)).map(({ data }) => data)).toEqual([1, 2]);
  });

  test('waits for a sender and for what fits; the rest is kept for others', async () => {
    const mailbox = new ReceiveMailbox();
    mailbox.deliver(message('step', 'solver-0', 1));
    mailbox.deliver(message('mesh', 'solver-1', 2));
    mailbox.deliver(message('step', 'solver-1', 3));
    mailbox.deliver(message('step', 'solver-1', 4));
    expect((await mailbox.receive('step', { from: 'solver-1', where: ({ data }) => data === 4 }, never)).data).toBe(4);
    expect((await mailbox.receive('step', { from: 'solver-1' }, never)).data).toBe(3);
    expect((await mailbox.receive('mesh', {}, never)).data).toBe(2);
    expect((await mailbox.receive('step', {}, never)).data).toBe(1);
  });

  test('gives up after its time, and says what it waited for', async () => {
    const waiting = new ReceiveMailbox().receive('step', { from: 'solver-1', timeoutMs: 1 }, never);
    await expect(waiting).rejects.toMatchObject({
      code: 'WORKER_RECEIVE_TIMEOUT',
      message: 'No message "step" from solver-1 came within 1 ms.',
    });
  });

  test('ends when the worker is asked to stop, and takes no message with it', async () => {
    const mailbox = new ReceiveMailbox();
    const stop = new AbortController();
    const waiting = mailbox.receive('step', {}, stop.signal);
    stop.abort(new Error('closed by ada'));
    await expect(waiting).rejects.toThrow('closed by ada');
    await expect(mailbox.receive('step', {}, stop.signal)).rejects.toThrow('closed by ada');
    mailbox.deliver(message('step'));
    expect((await mailbox.receive('step', {}, never)).type).toBe('step');
  });

  test('is not put off for ever: too many messages that nobody receives fail the worker', () => {
    const mailbox = new ReceiveMailbox();
    for (let count = 0; count < 10_000; count++) mailbox.deliver(message('step'));
    expect(() => mailbox.deliver(message('mesh', 'mesher-0'))).toThrow(
      expect.objectContaining({
        code: 'WORKER_MESSAGES_UNREAD',
        message: expect.stringContaining('"mesh" from mesher-0'),
      }),
    );
  });
});
