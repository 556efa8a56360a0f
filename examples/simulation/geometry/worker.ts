import { runWorker } from '@berth-platform/berth/worker';

import { readRequest } from './request.ts';
import { Simulations } from './simulate.ts';

const simulations = new Simulations();

await runWorker({
  // A wrong input is refused before the session runs.
  init: (context) => void readRequest(context.input),
  run: (context) => simulations.first(context),
  messages: { simulate: (message, context) => simulations.further(message, context) },
});
