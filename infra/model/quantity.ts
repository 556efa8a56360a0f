import Type from 'typebox';

/** Binary and decimal suffixes of Kubernetes quantities. */
const memoryFactors: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

const durationFactorsMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Memory as Kubernetes writes it, e.g. `512Mi`, `2Gi`. */
export const Memory = Type.String({
  pattern: '^[0-9]+(\\.[0-9]+)?(k|M|G|T|Ki|Mi|Gi|Ti)?$',
  description: 'a quantity of memory such as "512Mi" or "2Gi"',
});

/** A length of time, e.g. `500ms`, `30s`, `5m`, `8h`. */
export const Duration = Type.String({
  pattern: '^[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)$',
  description: 'a duration such as "500ms", "30s" or "5m"',
});

/** Processors; fractions are allowed, e.g. `0.5`. */
export const Cpu = Type.Number({
  minimum: 0.001,
  maximum: 4096,
  description: 'a number of processors such as 0.5 or 4',
});

/** Bytes of a {@link Memory}. */
export function memoryBytes(quantity: string): number {
  const { value, unit } = splitQuantity(quantity);
  return Math.ceil(value * (memoryFactors[unit] ?? NaN));
}

/** Milliseconds of a {@link Duration}. */
export function durationMs(duration: string): number {
  const { value, unit } = splitQuantity(duration);
  return Math.ceil(value * (durationFactorsMs[unit] ?? NaN));
}

/** Thousandths of a processor, or of a GPU. */
export function thousandths(amount: number): number {
  return Math.round(amount * 1000);
}

/** A share of one GPU in thousandths: `1/4` is 250. */
export function shareThousandths(share: string): number {
  const [numerator, denominator] = share.split('/').map(Number);
  return Math.floor((1000 * (numerator ?? NaN)) / (denominator ?? NaN));
}

/** Memory for a reader, e.g. `1.5 GiB`. */
export function showMemory(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ${units[unit] ?? 'B'}`;
}

function splitQuantity(text: string): { value: number; unit: string } {
  const match = /^([0-9.]+)([A-Za-z]*)$/.exec(text);
  return { value: Number(match?.[1] ?? NaN), unit: match?.[2] ?? '' };
}
