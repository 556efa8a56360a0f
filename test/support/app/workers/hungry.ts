import { runWorker } from '@berth-platform/berth/worker';

const eaten: Buffer[] = [];
await runWorker({
  run: () => {
    setInterval(() => eaten.push(Buffer.alloc(50 * 2 ** 20, 1)), 50);
  },
});
