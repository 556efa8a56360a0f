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

function tableOf(container: string, field: string): string {
  const resources = `dyn(${container}.resources)`;
  return `(has(${container}.resources) && '${field}' in ${resources} ? ${resources}['${field}'] : {})`;
}
