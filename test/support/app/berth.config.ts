import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definePlatform } from '@berth-platform/berth';

const node = (script: string) => ['node', `workers/${script}`];

/** The worker that docs/reference/worker-protocol.md shows, as it stands there. */
function documentedWorker(): string {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/reference/worker-protocol.md'), 'utf8');
  const block = /^```python\n(.*?)^```$/ms.exec(page)?.[1];
  if (block === undefined) throw new Error('docs/reference/worker-protocol.md has no block of Python');
  return block;
}

/** The application of the tests: small workers, each for one thing that can happen to a session. */
export default definePlatform({
  name: 'test-app',
  sessionTypes: {
    echo: { workers: { echo: { command: node('echo.ts'), cpu: 0.1, memory: '256Mi' } } },
    python: { workers: { echo: { command: ['python3', '-c', documentedWorker()], cpu: 0.1, memory: '256Mi' } } },
    pair: {
      workers: {
        ping: { command: node('pair.ts'), cpu: 0.1, memory: '256Mi' },
        pong: { command: node('pair.ts'), cpu: 0.1, memory: '256Mi', count: 2 },
      },
    },
    restarting: {
      workers: {
        echo: {
          command: node('echo.ts'),
          cpu: 0.1,
          memory: '256Mi',
          restart: { policy: 'on-failure', max: 2, backoff: '50ms' },
        },
      },
    },
    fragile: {
      workers: {
        echo: { command: node('echo.ts'), cpu: 0.1, memory: '256Mi', restart: { policy: 'never' } },
        helper: {
          command: node('echo.ts'),
          cpu: 0.1,
          memory: '256Mi',
          critical: false,
          restart: { policy: 'never' },
        },
      },
    },
    stubborn: {
      workers: { mule: { command: node('stubborn.ts'), cpu: 0.1, memory: '256Mi', stopGrace: '300ms' } },
      deadlines: { close: '10s' },
    },
    sleeper: {
      workers: {
        sleeper: {
          command: ['sleep', '600'],
          cpu: 0.1,
          memory: '64Mi',
          deadlines: { start: '500ms' },
          restart: { policy: 'never' },
        },
      },
    },
    plain: {
      workers: {
        server: {
          command: ['python3', '-m', 'http.server', '--bind', '127.0.0.1', '48213'],
          protocol: 'none',
          cpu: 0.1,
          memory: '256Mi',
          probes: { readiness: { http: { port: 48_213, path: '/' }, period: '50ms' } },
          stopGrace: '2s',
        },
      },
    },
    missing: {
      workers: {
        ghost: { command: ['no-such-program-of-berth'], cpu: 0.1, memory: '64Mi' },
      },
    },
    hungry: {
      workers: { eater: { command: node('hungry.ts'), cpu: 0.1, memory: '200Mi', restart: { policy: 'never' } } },
    },
    wide: { workers: { echo: { command: node('echo.ts'), cpu: 5, memory: '256Mi' } } },
    windows: { workers: { cad: { command: ['cad.exe'], os: 'windows', cpu: 0.1, memory: '64Mi' } } },
    gpu: {
      workers: {
        solver: { command: node('echo.ts'), cpu: 0.1, memory: '256Mi', gpu: { share: '1/2', memory: '8Gi' } },
      },
    },
    stream: {
      workers: {
        source: {
          command: node('source.ts'),
          cpu: 0.1,
          memory: '512Mi',
          window: { messages: 200, memory: '32Mi' },
        },
      },
    },
  },
});
