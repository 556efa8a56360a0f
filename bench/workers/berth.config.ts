import { definePlatform } from '@berth-platform/berth';

/** The session types that the benches open. */
export default definePlatform({
  name: 'bench',
  demo: { project: 'bench', files: [] },
  sessionTypes: {
    minimal: { workers: { minimal: { command: ['node', 'minimal/worker.ts'], memory: '512Mi' } } },
    // `wait`: no message is lost. Clients confirm every 200 ms; the window holds more than is carried in that time, so
    // that what is measured is the relay and not the window.
    flood: {
      workers: {
        flood: {
          command: ['node', 'flood/worker.ts'],
          memory: '1Gi',
          window: { messages: 100_000, memory: '128Mi', whenFull: 'wait' },
        },
      },
    },
    // `drop-oldest`: a client that stops reading does not hold the worker back.
    pour: {
      workers: {
        flood: {
          command: ['node', 'flood/worker.ts'],
          memory: '1Gi',
          window: { memory: '16Mi', whenFull: 'drop-oldest' },
        },
      },
    },
  },
});
