import { runWorker } from '@berth-platform/berth/worker';

import { solve } from './solve.ts';

await runWorker({ messages: { plan: solve } });
