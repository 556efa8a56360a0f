import Type, { type Static } from 'typebox';

/**
 * A rule that an object of the platform may break for a while. With the kind `*` and the name `*` all objects may, in
 * the namespace if one is given: so a whole rule is suspended.
 */
export const PolicyException = Type.Object(
  {
    rule: Type.String({ pattern: '^[a-z][a-z0-9-]*$', description: 'the id of a rule such as "image-digest"' }),
    target: Type.Object(
      {
        kind: Type.String({
          pattern: '^(?:[A-Z][A-Za-z0-9]*|[*])$',
          description: 'a kind such as "Deployment", or "*" for any',
        }),
        // No `*` but the last, and nothing that means more than itself in a regular expression apart from the dot.
        name: Type.String({
          pattern: '^(?:[A-Za-z0-9][A-Za-z0-9._:-]*[*]?|[*])$',
          description: 'a name, or the beginning of one with "*" behind it, such as "lab-*"',
        }),
        /** @default any namespace, and objects that have none */
        namespace: Type.Optional(
          Type.String({
            pattern: '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$',
            description: 'the name of a namespace, without "*"',
          }),
        ),
      },
      { additionalProperties: false },
    ),
    /** Why; shown to auditors. */
    reason: Type.String({ minLength: 10, maxLength: 400 }),
    /** The last day that it holds. */
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
