import { canonicalQuantity } from './quantity.ts';

/** Maps of quantities wherever they are met: `resources.limits`, `resources.requests`. */
const quantityMaps = new Set(['limits', 'requests']);

/**
 * A value of JSON as CEL sees it in the API server: whole numbers are integers (as JavaScript numbers they would be
 * doubles, and `replicas + 1` an error), what is `null` or `undefined` is not there, quantities are in their canonical
 * form.
 */
export function toCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return itemsToCel(value);
  return isObject(value) ? fieldsToCel(value, fieldToCel) : value;
}

function fieldToCel(name: string, value: unknown): unknown {
  const isTable = quantityMaps.has(name) && isObject(value) && !Array.isArray(value);
  return isTable ? fieldsToCel(value, quantityToCel) : toCel(value);
}

function quantityToCel(_name: string, amount: unknown): unknown {
  return typeof amount === 'string' || typeof amount === 'number' ? canonicalQuantity(amount) : toCel(amount);
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsToCel(fields: Fields, convert: typeof fieldToCel): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    try {
      const value = fields[name];
      if (value !== null && value !== undefined) result[name] = convert(name, value);
    } catch {
      leaveUnread(result, name, fields);
    }
  }
  return result;
}

function itemsToCel(items: readonly unknown[]): unknown[] {
  const result: unknown[] = [];
  for (let index = 0; index < items.length; index++) {
    try {
      result[index] = toCel(items[index]);
    } catch {
      leaveUnread(result, index, items);
    }
  }
  return result;
}

/** What cannot be read, as Pulumi does not know it before the update, is no error yet: it is one to the rule that reads it. */
function leaveUnread(result: object, key: string | number, from: object): void {
  Object.defineProperty(result, key, { enumerable: true, get: (): unknown => Reflect.get(from, key) });
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** A value, such as that of a parameter, as a literal of CEL. Texts of JSON are texts of CEL. */
export function toLiteral(
  value: string | boolean | number | readonly string[] | Readonly<Record<string, string>>,
): string {
  return JSON.stringify(value);
}
