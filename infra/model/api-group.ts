/** The group of an `apiVersion`: `apps` of `apps/v1`, empty for the core group, `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
