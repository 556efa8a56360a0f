/** CEL: whether a request comes from a controller of Kubernetes, under its own account or as one program with all others. */
export function isByController(name: string): string {
  const users = [`system:serviceaccount:kube-system:${name}`, 'system:kube-controller-manager'];
  return `request.userInfo.username in [${users.map((user) => JSON.stringify(user)).join(', ')}]`;
}
