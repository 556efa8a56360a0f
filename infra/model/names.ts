import Type from 'typebox';
import { LabelKey, LabelValue } from './cluster-names.ts';

/** A name that is also a DNS label, so that every target (Kubernetes, compose, a host name) can carry it. */
export const namePattern = '^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$';

/** Up to 40 lower-case letters, digits and `-`, beginning with a letter. */
export const Name = Type.String({
  pattern: namePattern,
  description: 'a name of up to 40 lower-case letters, digits and "-", beginning with a letter',
});

/** A table by name. */
export function byName<const T extends Type.TSchema>(schema: T, options: Type.TObjectOptions = {}) {
  return Type.Record(Name, schema, { ...options, additionalProperties: false });
}

/** Labels as Kubernetes has them. */
export const Labels = Type.Record(LabelKey, LabelValue, { additionalProperties: false });

/** Variables of a process. Those that begin with `BERTH_` are given by the platform. */
export const Variables = Type.Record(
  Type.String({ pattern: '^(?!BERTH_)[A-Za-z_][A-Za-z0-9_]*$' }),
  Type.String({ maxLength: 32_768 }),
  { additionalProperties: false },
);

/** Variables whose values are secrets of the cluster: `{ DB_PASSWORD: 'lab-db/password' }`, a Secret's name and key. */
export const SecretVariables = Type.Record(
  Type.String({ pattern: '^(?!BERTH_)[A-Za-z_][A-Za-z0-9_]*$' }),
  Type.String({
    pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?/[A-Za-z0-9._-]+$',
    description: 'a Secret and its key such as "lab-db/password"',
    writeOnly: true,
  }),
  { additionalProperties: false },
);
