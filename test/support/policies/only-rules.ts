import type { AdmissionObject } from '../../../policies/adapters/admission.ts';

/** Of the policies for admission those parts that enforce some rules: a mandatory rule cannot be switched off by settings. */
export function onlyRules(objects: readonly AdmissionObject[], ids: Iterable<string>): readonly AdmissionObject[] {
  const beginnings = [...ids].map((id) => `${id}: `);
  const isWanted = ({ message }: Validation) => beginnings.some((beginning) => message.startsWith(beginning));
  const reduced = objects.map((object) => {
    const validations = object.spec['validations'] as readonly Validation[] | undefined;
    if (validations === undefined) return object;
    return { ...object, spec: { ...object.spec, validations: validations.filter(isWanted) } };
  });
  const empty = new Set(reduced.filter(({ spec }) => isEmptyList(spec['validations'])).map(nameOf));
  return reduced.filter((object) => !empty.has(nameOf(object)));
}

interface Validation {
  readonly message: string;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** A policy and its binding have one name. */
function nameOf({ metadata }: AdmissionObject): string {
  return metadata.name;
}
