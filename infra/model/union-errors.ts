import type { SchemaError } from './schema-error.ts';

/** How far a value keeps a branch of a union, from not at all: the branch that it keeps farthest is the one that was meant. */
const fits = { otherType: 0, otherConstant: 1, otherFields: 2, sameFields: 3 } as const;
type Fit = (typeof fits)[keyof typeof fits];

interface Branch {
  readonly errors: readonly SchemaError[];
  readonly fit: Fit;
}

/** Of the errors of unions, which name those of every branch, only those of the branches that the author meant. */
export function withoutOtherBranches(errors: readonly SchemaError[]): readonly SchemaError[] {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf');
  const others = new Set(unions.flatMap((union) => errorsOfOthers(union, errors)));
  return errors.filter((error) => !others.has(error));
}

function errorsOfOthers(union: SchemaError, errors: readonly SchemaError[]): readonly SchemaError[] {
  const branches = branchesOf(union, errors);
  const best = Math.max(...branches.map(({ fit }) => fit));
  return branches.flatMap((branch) => {
    if (branch.fit < best) return branch.errors;
    // Without the constant that tells the branches apart, nothing else can be said of any of them.
    return best === fits.otherConstant ? branch.errors.filter((error) => fitOf(error, union) !== best) : [];
  });
}

function branchesOf(union: SchemaError, errors: readonly SchemaError[]): readonly Branch[] {
  const below = `${union.schemaPath}/anyOf/`;
  const ofUnion = errors.filter(
    ({ schemaPath, instancePath }) =>
      schemaPath.startsWith(below) &&
      (instancePath === union.instancePath || instancePath.startsWith(`${union.instancePath}/`)),
  );
  const byBranch = Map.groupBy(ofUnion, ({ schemaPath }) => schemaPath.slice(below.length).split('/')[0]);
  return [...byBranch.values()].map((ofBranch) => ({
    errors: ofBranch,
    fit: Math.min(...ofBranch.map((error) => fitOf(error, union))) as Fit,
  }));
}

function fitOf({ keyword, instancePath }: SchemaError, union: SchemaError): Fit {
  const isItself = instancePath === union.instancePath;
  if (isItself && (keyword === 'type' || keyword === 'const')) return fits.otherType;
  if (keyword === 'const' && parentOf(instancePath) === union.instancePath) return fits.otherConstant;
  if (isItself && (keyword === 'required' || keyword === 'additionalProperties')) return fits.otherFields;
  return fits.sameFields;
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
