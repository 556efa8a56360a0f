import type { FieldType } from './field-types.ts';

/**
 * Whether two values mean the same to the API server (its `Semantic.DeepEqual`): quantities by their sum, and what is
 * absent like what is empty. What a default would fill in is not known here.
 */
export function isSameValue(a: unknown, b: unknown, type: FieldType): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (a === undefined || b === undefined) return false;
  switch (type.is) {
    case 'quantity':
      return quantityOf(a) === quantityOf(b);
    case 'list':
      return isSameList(a, b, type.of);
    case 'mapOf':
      return isSameMap(a, b, () => type.of);
    case 'object':
      return isSameMap(a, b, (key) => type.fields.get(key));
    default:
      return isSameJson(a, b);
  }
}

function isSameList(a: unknown, b: unknown, of: FieldType): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  return a.length === b.length && a.every((item, index) => isSameValue(item, b[index], of));
}

function isSameMap(a: unknown, b: unknown, typeOf: (key: string) => FieldType | undefined): boolean {
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => {
    const type = typeOf(key);
    return type === undefined ? isSameJson(a[key], b[key]) : isSameValue(a[key], b[key], type);
  });
}

/** Where there is no type to go by. */
function isSameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSameJson(item, b[index]));
  }
  return isRecord(a) && isRecord(b) ? isSameMap(a, b, () => undefined) : a === b;
}

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The sum that a quantity stands for; the text itself where it is none. */
export function quantityOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const match = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([A-Za-z]*)$/.exec(value);
  const factor = factors[match?.[2] ?? ''];
  // Rounded, because 100m and 0.1 differ in the last bit otherwise.
  return match === null || factor === undefined ? value : Number((Number(match[1]) * factor).toPrecision(15));
}

/** Absent, or an empty list or map. */
function isEmpty(value: unknown): boolean {
  if (value === undefined) return true;
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
