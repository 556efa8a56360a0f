/** A part of a file. */
export interface ByteRange {
  /** The first byte. */
  readonly start: number;
  /** The byte after the last. */
  readonly end: number;
}

/**
 * The range that a request asks for; `undefined` for the whole file. A header that is not understood (several ranges, a
 * range outside the file) is passed over, which RFC 9110 (14.2) allows; so is one that continues another content.
 */
export function requestedRange(
  headers: { readonly range?: string | undefined; readonly 'if-range'?: string | string[] | undefined },
  sizeBytes: number,
  etag: string,
): ByteRange | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range ?? '');
  if (match === null) return undefined;
  const condition = headers['if-range'];
  if (condition !== undefined && condition !== etag) return undefined;
  const [, first = '', last = ''] = match;
  const range = first === '' ? suffix(last, sizeBytes) : between(Number(first), last, sizeBytes);
  return range.start < range.end ? range : undefined;
}

/** `bytes=-500`: the last 500 bytes. */
function suffix(length: string, sizeBytes: number): ByteRange {
  return { start: Math.max(0, sizeBytes - Number(length)), end: sizeBytes };
}

/** `bytes=0-499`, `bytes=500-`; the last byte is included in the header. */
function between(first: number, last: string, sizeBytes: number): ByteRange {
  return { start: first, end: last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes) };
}
