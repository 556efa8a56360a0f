/** Where a pod has containers: those that serve, and those that prepare it or stay at its side. */
export const containerLists = ['pod.spec.containers', 'pod.spec.initContainers'] as const;

const [serving, others] = containerLists;

/** CEL: whether a condition holds for every container of the pod. */
export function allContainers(as: string, condition: string): string {
  return `(${serving}.all(${as}, ${condition}) && (!has(${others}) || ${others}.all(${as}, ${condition})))`;
}

/** CEL: whether a condition holds for at least one container of the pod. */
export function someContainer(as: string, condition: string): string {
  return `(${serving}.exists(${as}, ${condition}) || (has(${others}) && ${others}.exists(${as}, ${condition})))`;
}
