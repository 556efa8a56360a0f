import Type, { type Static } from 'typebox';
import { Name } from './names.ts';

/** An environment: the model with a small overlay, never a copy of it. */
export const Environment = Type.Object(
  {
    flavour: Type.Union([
      Type.Literal('kubernetes'),
      Type.Literal('openshift'),
      Type.Literal('eks'),
      Type.Literal('aks'),
      Type.Literal('gke'),
    ]),
    domain: Type.Optional(
      Type.String({
        pattern: '^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$',
        description: 'a host name such as "berth.example.org"',
      }),
    ),
    pools: Type.Optional(Type.Array(Name, { description: 'The pools it has. @default all of the model' })),
  },
  { additionalProperties: false },
);
export type Environment = Static<typeof Environment>;
