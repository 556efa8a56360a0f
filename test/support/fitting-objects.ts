import fc from 'fast-check';
import type { FieldType, Kind, ObjectType } from '../../infra/constructs/strict/field-types.ts';

/** Deeper than this only what a schema requires is given. */
const deepest = 6;

/** Any object of a kind, as its schema allows it. */
export function fittingObject({ apiVersion, kind, type }: Kind): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return fittingFields(type, 0).map((fields) => ({ metadata: {}, ...fields, apiVersion, kind }));
}

const leaf: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: fc.string(),
  integer: fc.maxSafeInteger(),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  boolean: fc.boolean(),
  quantity: fc.oneof(fc.nat(), fc.constantFrom('500m', '2Gi', '1.5', '.5', '+1', '-3k', '1e3', '12E+2', '0.1n', '1.')),
  intOrString: fc.oneof(fc.maxSafeInteger(), fc.string()),
  any: fc.jsonValue().filter((value) => !JSON.stringify(value).includes('null')),
  map: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.nat(), fc.boolean()), { maxKeys: 2 }),
};

function fitting(type: FieldType, depth: number): fc.Arbitrary<unknown> {
  switch (type.is) {
    case 'object':
      return fittingFields(type, depth);
    case 'list':
      return fc.array(
        fc.constant(undefined).chain(() => fitting(type.of, depth + 1)),
        { maxLength: 2 },
      );
    case 'mapOf':
      return fc.dictionary(
        fc.string(),
        fc.constant(undefined).chain(() => fitting(type.of, depth + 1)),
        { maxKeys: 2 },
      );
    case 'enum':
      return fc.constantFrom(...type.values);
    default:
      return leaf[type.is] ?? fc.constant('');
  }
}

/** What is required, and a few fields more. */
function fittingFields(
  { fields, required }: ObjectType,
  depth: number,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const optional =
    depth < deepest ? [...fields.keys()].filter((name) => !required.includes(name) && name !== 'status') : [];
  return fc.subarray(optional, { maxLength: Math.min(3, optional.length) }).chain((chosen) => {
    const names = [...required, ...chosen];
    return fc.record(
      Object.fromEntries(names.map((name) => [name, fitting(fields.get(name) ?? { is: 'any' }, depth + 1)])),
    );
  });
}
