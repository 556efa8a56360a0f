import { runWorker } from '@berth-platform/berth/worker';

import { record } from './record.ts';

await runWorker({ messages: { plan: record } });
