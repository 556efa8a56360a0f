import { cachePort } from '../charts/stores/cache.ts';
import { memoryBytes, thousandths } from '../model/quantity.ts';
import { mountedSecret, type ComposeContext, type ComposePart } from './compose-part.ts';
import { hardened } from './hardened.ts';
import { commandCheck } from './health.ts';
import { secretKey, type SecretFiles } from './secret-file.ts';

/** The user of the official image. */
const uid = 999;
const defaults = { cpu: 0.1, memory: '256Mi' } as const;
/** Of the limit; the rest is for connections and for what the allocator cannot use again. */
const dataShare = 0.75;

/** The cache, where the model has one: nothing in it outlives its container. */
export function cache({ target }: ComposeContext): ComposePart {
  const { cache: authored } = target.stores;
  if (authored === undefined) return { containers: [] };
  const { cpu, memory } = { ...defaults, ...authored };
  const bytes = memoryBytes(memory);
  const config = mountedSecret('cache-config');
  return {
    containers: [
      {
        name: 'cache',
        listens: 'all',
        service: hardened({
          image: target.image('cache'),
          // Past the image's entry point, which only gives up rights that this container never had.
          entrypoint: [
            'valkey-server',
            config.target,
            ...['--port', String(cachePort)],
            ...['--save', ''],
            ...['--maxmemory', String(Math.floor(bytes * dataShare))],
            ...['--maxmemory-policy', 'allkeys-lru'],
          ],
          working_dir: '/tmp',
          // The image declares it as a volume, and nothing is kept.
          inMemory: ['/data'],
          uid,
          size: { cpuMillis: thousandths(cpu), memoryBytes: bytes },
          expose: [String(cachePort)],
          secrets: [config],
          healthcheck: commandCheck(['valkey-cli', '-p', String(cachePort), 'ping']),
        }),
      },
    ],
    secrets,
  };
}

const secrets: SecretFiles = {
  'cache-password': {
    purpose: 'password of the cache',
    make: { kind: 'random', bytes: 32, encoding: 'base64url' },
  },
  'cache-config': {
    purpose: 'the same for Valkey',
    make: { kind: 'text', parts: ['requirepass ', { from: secretKey('cache-password'), as: 'plain' }, '\n'] },
  },
};
