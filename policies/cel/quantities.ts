/**
 * CEL: the limits of a container as a table of texts, empty where it has none. `dyn`, for the API server's own types leave
 * quantities out, and it would warn of an unknown field.
 */
export function limitsOf(container: string): string {
  return tableOf(container, 'limits');
}

/** The same for what it requests. */
export function requestsOf(container: string): string {
  return tableOf(container, 'requests');
}

/** CEL: the names in such a table that are no resources of Kubernetes itself, as GPUs are. */
export function extendedIn(table: string): string {
  return `${table}.filter(x, x.contains('/'))`;
}

function tableOf(container: string, field: string): string {
  const resources = `dyn(${container}.resources)`;
  return `(has(${container}.resources) && '${field}' in ${resources} ? ${resources}['${field}'] : {})`;
}
