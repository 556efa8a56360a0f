import type { ComposeContext, Volume } from './compose-part.ts';
import type { Container } from './container.ts';
import { hardened } from './hardened.ts';

export const volumeOwner = 'volume-owner';
const folder = '/volumes';
const size = { cpuMillis: 50, memoryBytes: 96 * 2 ** 20 };
/** Arguments: a folder and its user, and so on. */
const program = `const [...all] = process.argv.slice(1);
for (let at = 0; at < all.length; at += 2) require('fs').chownSync(all[at], Number(all[at + 1]), Number(all[at + 1]));`;

/**
 * A new volume belongs to root, and the containers are not: this one gives each to its user, before it is used. It has
 * the one right that this takes, and no network.
 */
export function volumeOwners({ target }: ComposeContext, volumes: readonly Volume[]): readonly Container[] {
  if (volumes.length === 0) return [];
  return [
    {
      name: volumeOwner,
      listens: 'nothing',
      within: 'nothing',
      service: {
        ...hardened({
          image: target.image('platform'),
          entrypoint: ['node', '-e', program],
          command: volumes.flatMap(({ name, uid }) => [`${folder}/${name}`, String(uid)]),
          uid: 0,
          size,
          once: true,
          volumes: volumes.map(({ name }) => ({ type: 'volume', source: name, target: `${folder}/${name}` })),
        }),
        cap_add: ['CHOWN'],
      },
    },
  ];
}

/** Whoever uses such a volume waits until it is theirs. */
export function afterOwner(container: Container): Container {
  const uses = container.service.volumes?.some(({ type }) => type === 'volume') ?? false;
  if (!uses || container.name === volumeOwner) return container;
  const depends_on = {
    ...container.service.depends_on,
    [volumeOwner]: { condition: 'service_completed_successfully' },
  } as const;
  return { ...container, service: { ...container.service, depends_on } };
}
