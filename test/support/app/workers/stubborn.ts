import { runWorker } from '@berth-platform/berth/worker';

process.on('SIGTERM', () => undefined);
await runWorker({ stop: () => new Promise(() => setInterval(() => undefined, 1000)) });
