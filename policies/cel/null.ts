/**
 * CEL: whether a list is null. So the API server writes an empty one where the field has no `omitempty`, though its types
 * say that it is a list: it is compared as a value of any type.
 */
export function isNull(list: string): string {
  return `dyn(${list}) == null`;
}
