/** A range of addresses as numbers: from the first to the last. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const bitsOf = { 4: 32, 6: 128 } as const;

/** The range that a CIDR such as `10.0.0.0/16` or `fd00::/8` names; `undefined` for a text that names none. */
export function parseCidr(text: string): AddressRange | undefined {
  const [address = '', length, ...rest] = text.split('/');
  if (length === undefined || rest.length > 0 || !/^[0-9]{1,3}$/.test(length)) return undefined;
  const family = address.includes(':') ? 6 : 4;
  const number = family === 4 ? parseIpv4(address) : parseIpv6(address);
  const free = bitsOf[family] - Number(length);
  if (number === undefined || free < 0) return undefined;
  const size = 1n << BigInt(free);
  const first = number - (number % size);
  return { family, first, last: first + size - 1n };
}

/** Whether an address belongs to both ranges. */
export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** The CIDR as the API server takes it: the first address of its range, the length behind it. */
export function canonicalCidr(text: string): string | undefined {
  const range = parseCidr(text);
  if (range === undefined) return undefined;
  const [address = '', length = ''] = text.split('/');
  const isFirst = (range.family === 4 ? parseIpv4(address) : parseIpv6(address)) === range.first;
  if (isFirst) return text;
  return range.family === 4 ? `${showIpv4(range.first)}/${length}` : undefined;
}

function parseIpv4(address: string): bigint | undefined {
  const parts = address.split('.');
  const isAddress =
    parts.length === 4 && parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256);
  return isAddress ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) : undefined;
}

function showIpv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
}

/** Eight groups of 16 bits, of which `::` stands for as many zeroes as are missing. */
function parseIpv6(address: string): bigint | undefined {
  const [head = '', tail, ...rest] = address.split('::');
  if (rest.length > 0) return undefined;
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}
