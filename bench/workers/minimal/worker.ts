/** The least that a worker can be: it says ready, is initialised, runs, and stops when it is asked to. */
import { runWorker } from '@berth-platform/berth/worker';

await runWorker({});
