import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runWorker, WorkerError, type JsonValue } from '@berth-platform/berth/worker';

const text = (data: JsonValue) => (typeof data === 'string' ? data : JSON.stringify(data));

// Answers what it is told, and does what tests ask for.
await runWorker({
  messages: {
    echo: (message, context) => context.publish('echo', message.data, message.bytes),
    whoami: (_, context) =>
      context.publish('whoami', {
        pid: process.pid,
        id: context.self.id,
        incarnation: context.self.incarnation,
        user: context.session.user,
        input: context.input,
        gpus: process.env['CUDA_VISIBLE_DEVICES'] ?? null,
        secrets: Object.keys(process.env).filter((name) => /MONGODB|SECRET|PASSWORD|KEY/.test(name)),
      }),
    exit: (message) => process.exit(Number(message.data)),
    fail: () => {
      throw new WorkerError('TEST_FAILED', 'the test asked for it');
    },
    progress: (message, context) => context.progress(Number(message.data), 'as asked'),
    write: async (message, context) => {
      await context.project.write('notes/echo.txt', text(message.data));
      await appendFile(join(context.scratchFolder, 'scratch.txt'), 'x');
      await context.publish(
        'written',
        (await context.project.list()).map(({ path }) => path),
      );
    },
    read: async (message, context) => {
      const bytes = await context.project.read(text(message.data));
      await context.publish('read', Buffer.from(bytes).toString('utf8'));
    },
    log: (message) => {
      process.stdout.write(`${text(message.data)}\n`);
    },
  },
});
