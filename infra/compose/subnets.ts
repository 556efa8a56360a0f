import type { Issue } from '../model/check.ts';
import { ModelError } from '../model/platform.ts';

/** Networks that fit into the range. */
const most = 256;

/**
 * The ranges of the networks: each is a 256th of the given one, `10.213.0.0/16`. Docker's own choice ends after about
 * thirty networks, and a container has to know the range of its own.
 * @throws {ModelError} for more networks than there are
 */
export function subnetsOf(base: string, names: readonly string[]): ReadonlyMap<string, string> {
  const [a = '', b = ''] = base.split('.');
  if (names.length > most) throw new ModelError([tooMany(names.length)]);
  return new Map(names.map((name, index) => [name, `${a}.${b}.${index}.0/24`]));
}

function tooMany(count: number): Issue {
  return {
    path: '/services',
    value: `${count} networks`,
    expected: `at most ${most} networks, one for each service that is called or reaches outside`,
    remedy: 'Run an application of this size in a cluster.',
  };
}

/** A range that can be given to {@link subnetsOf}: private addresses (RFC 1918), 16 bits of them. */
export const subnetPattern =
  /^(10\.([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])|172\.(1[6-9]|2[0-9]|3[01])|192\.168)\.0\.0\/16$/;
