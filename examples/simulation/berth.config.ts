import { definePlatform } from '@berth-platform/berth';

// A run lives in the memory of all its workers: one that was started anew could not join it.
const restart = { policy: 'never' } as const;

export default definePlatform({
  name: 'simulation',
  demo: { project: 'demo', files: ['geometries'] },
  sessionTypes: {
    cavity: {
      workers: {
        geometry: { command: ['node', 'geometry/worker.ts'], cpu: 0.1, memory: '256Mi', critical: true, restart },
        // -B: Python writes no compiled files beside its sources.
        mesher: { command: ['python3', '-B', 'mesher/worker.py'], cpu: 0.2, memory: '256Mi', critical: true, restart },
        solver: { command: ['node', 'solver/worker.ts'], count: 2, cpu: 0.5, memory: '512Mi', critical: true, restart },
        viewer: { command: ['node', 'viewer/worker.ts'], cpu: 0.3, memory: '256Mi', critical: true, restart },
      },
    },
  },
});
