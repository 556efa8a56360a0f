import Type, { type Static } from 'typebox';

/** A rule that an object of the platform may break for a while. */
export const PolicyException = Type.Object(
  {
    rule: Type.String({ pattern: '^[a-z][a-z0-9-]*$', description: 'the id of a rule such as "image-digest"' }),
    target: Type.Object(
      {
        kind: Type.String({ minLength: 1 }),
        name: Type.String({ minLength: 1, description: 'A name, or the beginning of one with "*" behind it.' }),
        namespace: Type.Optional(Type.String({ minLength: 1 })),
      },
      { additionalProperties: false },
    ),
    reason: Type.String({ minLength: 10, maxLength: 400 }),
    until: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'a day such as "2027-03-31"' }),
  },
  { additionalProperties: false },
);
export type PolicyException = Static<typeof PolicyException>;

/** How the policies are applied; an environment's are laid over those of the platform. */
export const PolicySettings = Type.Object(
  {
    levels: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
        Type.Union([Type.Literal('mandatory'), Type.Literal('advisory'), Type.Literal('off')]),
        { additionalProperties: false },
      ),
    ),
    parameters: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }), Type.Unknown(), { additionalProperties: false }),
    ),
    exceptions: Type.Optional(Type.Array(PolicyException)),
  },
  { additionalProperties: false },
);
export type PolicySettings = Static<typeof PolicySettings>;
