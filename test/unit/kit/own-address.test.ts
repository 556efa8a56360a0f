import { describe, expect, test } from '@jest/globals';
import type { networkInterfaces } from 'node:os';
import { ownAddress } from '../../../services/kit/own-address.ts';

const machine = () =>
  ({
    lo: [{ family: 'IPv4', address: '127.0.0.1' }],
    eth0: [
      { family: 'IPv6', address: 'fe80::1' },
      { family: 'IPv4', address: '10.213.1.7' },
    ],
    eth1: [{ family: 'IPv4', address: '10.213.2.9' }],
  }) as unknown as ReturnType<typeof networkInterfaces>;

describe('the address to listen on', () => {
  test.each(['127.0.0.1', '0.0.0.0', '::', 'localhost', 'auth'])('is %s where that is said', (host) => {
    expect(ownAddress(host, machine)).toBe(host);
  });

  test('is the one that the machine has in a range', () => {
    expect(ownAddress('10.213.2.0/24', machine)).toBe('10.213.2.9');
    expect(ownAddress('10.213.1.0/24', machine)).toBe('10.213.1.7');
  });

  test('is refused where the machine has none in the range', () => {
    expect(() => ownAddress('10.99.0.0/24', machine)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('10.213.1.7, 10.213.2.9') }),
    );
  });
});
