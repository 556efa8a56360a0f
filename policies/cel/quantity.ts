/** Suffixes of Kubernetes quantities by their power of a thousand, from 10^-9 on, and by their power of 1024. */
const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
/** The power of ten of the first of them. */
const first = -9;
/** What is finer than a thousandth is rounded up in the resources of a container. */
const finest = -3;
const largest = first + 3 * (decimalSuffixes.length - 1);

const quantityPattern = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?$/;

/**
 * A quantity as the API server writes it, so that what is the same is also the same text: `1000m` and 1 are `1`, `1024Mi`
 * is `1Gi`. A value that is no quantity is left as it is: the API server refuses it. Some odd spellings (`+5`, `5.`, `1E3`)
 * the API server leaves as they are; here they become like the others.
 */
export function canonicalQuantity(value: string | number): string {
  const text = String(value);
  const match = quantityPattern.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  if (whole + fraction === '') return text;
  const digits = BigInt(whole + fraction);
  const scale = -fraction.length;
  const negative = sign === '-' && digits !== 0n ? '-' : '';
  if (suffix.endsWith('i')) return negative + binary(digits, scale, 2n ** BigInt(10 * binarySuffixes.indexOf(suffix)));
  if (/^[eE][+-]?[0-9]/.test(suffix)) return negative + scientific(digits, scale + Number(suffix.slice(1)));
  return negative + decimal(digits, scale + first + 3 * decimalSuffixes.indexOf(suffix));
}

/** `digits` times ten to the power of `power`, with the largest decimal suffix that leaves a whole number. */
function decimal(digits: bigint, power: number): string {
  const { amount, exponent } = thousands(digits, power);
  return `${amount}${decimalSuffixes[(exponent - first) / 3] ?? ''}`;
}

/** The same in the notation with an exponent, which Kubernetes keeps where it was used. */
function scientific(digits: bigint, power: number): string {
  const { amount, exponent } = thousands(digits, power);
  return exponent === 0 ? String(amount) : `${amount}e${exponent}`;
}

/** A whole number of the largest power of a thousand that leaves one. */
function thousands(digits: bigint, power: number): { readonly amount: bigint; readonly exponent: number } {
  const shift = power - finest;
  let amount = shift >= 0 ? digits * 10n ** BigInt(shift) : ceilDivide(digits, 10n ** BigInt(-shift));
  if (amount === 0n) return { amount, exponent: 0 };
  let exponent = finest;
  while (amount % 1000n === 0n && exponent < largest) {
    amount /= 1000n;
    exponent += 3;
  }
  return { amount, exponent };
}

/** `digits` times ten to the power of `scale` times `factor`, with the largest binary suffix that leaves a whole number. */
function binary(digits: bigint, scale: number, factor: bigint): string {
  const scaled = digits * factor;
  const divisor = 10n ** BigInt(-scale);
  if (scaled < 1024n * divisor || scaled % divisor !== 0n) return decimal(scaled, scale);
  let amount = scaled / divisor;
  let steps = 0;
  while (amount % 1024n === 0n && steps < binarySuffixes.length - 1) {
    amount /= 1024n;
    steps++;
  }
  return `${amount}${binarySuffixes[steps] ?? ''}`;
}

function ceilDivide(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
