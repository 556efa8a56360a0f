import Type, { type Static } from 'typebox';
import { KindName, NamespaceName } from './cluster-names.ts';

/** One operation of a JSON patch (RFC 6902). */
const PatchOperation = Type.Union([
  Type.Object(
    {
      op: Type.Union([Type.Literal('add'), Type.Literal('replace'), Type.Literal('test')]),
      path: Type.String({ pattern: '^/' }),
      value: Type.Unknown(),
    },
    { additionalProperties: false },
  ),
  Type.Object({ op: Type.Literal('remove'), path: Type.String({ pattern: '^/' }) }, { additionalProperties: false }),
]);
export type PatchOperation = Static<typeof PatchOperation>;

/** A change of one synthesized object that the model has no word for. */
export const ManifestPatch = Type.Object(
  {
    target: Type.Object(
      {
        kind: KindName,
        name: Type.String({ minLength: 1 }),
        namespace: Type.Optional(NamespaceName),
      },
      { additionalProperties: false },
    ),
    patch: Type.Array(PatchOperation, { minItems: 1 }),
    reason: Type.String({ minLength: 10, maxLength: 400 }),
  },
  { additionalProperties: false },
);
export type ManifestPatch = Static<typeof ManifestPatch>;
