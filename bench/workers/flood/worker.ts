/** Publishes as many messages as a client asks for, as fast as they are taken. */
import { runWorker, type WorkerContext } from '@berth-platform/berth/worker';
import { messageData, payloadOf, windowMessages, type Flood } from '../../support/flood.ts';

async function pour(flood: Flood, context: WorkerContext): Promise<void> {
  const payload = payloadOf(flood.bytes);
  const window = windowMessages(flood);
  const underWay: Promise<void>[] = [];
  for (let index = 0; index < flood.count && !context.signal.aborted; index++) {
    if (underWay.length >= window) await underWay[index % window];
    underWay[index % window] = context.publish('tick', messageData(index), payload);
  }
  await Promise.all(underWay);
}

await runWorker({
  messages: {
    async flood({ data }, context) {
      await pour(data as unknown as Flood, context);
      await context.publish('end');
    },
  },
});
