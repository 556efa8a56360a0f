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
  if (Array.isArray(value)) return value.map(toCel);
  return typeof value === 'object' && value !== null ? fieldsToCel(value) : value;
}

function fieldsToCel(fields: object): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields) as [string, unknown][]) {
    if (value === null || value === undefined) continue;
    result[name] = quantityMaps.has(name) ? quantitiesToCel(value) : toCel(value);
  }
  return result;
}

function quantitiesToCel(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return toCel(value);
  const quantities = Object.entries(value as Readonly<Record<string, unknown>>).map(([name, amount]) => [
    name,
    typeof amount === 'string' || typeof amount === 'number' ? canonicalQuantity(amount) : toCel(amount),
  ]);
  return Object.fromEntries(quantities) as unknown;
}

/** A parameter's value as a literal of CEL. Texts of JSON are texts of CEL. */
export function toLiteral(value: boolean | number | readonly string[] | Readonly<Record<string, string>>): string {
  return JSON.stringify(value);
}
