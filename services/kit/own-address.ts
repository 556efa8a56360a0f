import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';
import { BerthError } from './errors/berth-error.ts';

const range = /^([0-9.]+)\/([0-9]|[12][0-9]|3[0-2])$/;

/**
 * The address to listen on. Where a range is given, such as `10.213.1.0/24`, it is the one that this machine has in it:
 * whoever writes the configuration of a container knows its networks, not its addresses.
 * @throws {BerthError} `CONFIG_INVALID` where the machine has none in the range
 */
export function ownAddress(
  host: string,
  machine: () => ReturnType<typeof networkInterfaces> = networkInterfaces,
): string {
  const [, network, bits] = range.exec(host) ?? [];
  if (network === undefined) return host;
  const members = new BlockList();
  members.addSubnet(network, Number(bits));
  const own = Object.values(machine()).flatMap((addresses) => addresses ?? []);
  const found = own.find(({ family, address }) => family === 'IPv4' && members.check(address));
  if (found !== undefined) return found.address;
  throw new BerthError('CONFIG_INVALID', {
    detail: `This machine has no address in ${host}; it has ${own.map(({ address }) => address).join(', ')}.`,
    remedy: 'Name the range of one of its networks, or an address.',
  });
}
