import { runWorker } from '@berth-platform/berth/worker';

const rounds = 50;

// "ping" sends each "pong" a number and a payload; it comes back one higher, many times; then the clients are told.
await runWorker({
  run: async (context) => {
    if (context.self.type !== 'ping') return;
    for (const peer of context.workers.filter(({ type }) => type === 'pong')) {
      for (let round = 0; round < rounds; round++) {
        await context.send(peer.id, 'ball', round, new Uint8Array(1000).fill(round));
        const back = await context.receive('ball', { from: peer.id, timeoutMs: 10_000 });
        if (back.data !== round + 1 || back.bytes[999] !== round)
          throw new Error(`a wrong ball came back: ${JSON.stringify(back.data)}`);
      }
      await context.publish('played', { with: peer.id, rounds });
    }
  },
  messages: {
    ...(process.env['BERTH_WORKER_TYPE'] === 'pong' && {
      ball: (message, context) => context.send(message.from, 'ball', Number(message.data) + 1, message.bytes),
    }),
  },
});
