import { runWorker } from '@berth-platform/berth/worker';

interface Flow {
  readonly count: number;
  readonly bytes: number;
}

// Publishes as many numbered messages as it is asked for, each with a payload of the size that was asked for.
await runWorker({
  messages: {
    flow: async (message, context) => {
      const { count, bytes } = message.data as unknown as Flow;
      const payload = new Uint8Array(bytes).fill(7);
      for (let number = 1; number <= count; number++) await context.publish('number', number, payload);
      await context.publish('done', count);
    },
  },
});
