import type { Target } from '../../model/target.ts';

const defaultNamespace = 'monitoring';
/** OpenShift's Prometheus for what users run ("monitoring for user-defined projects"). */
const openshiftNamespace = 'openshift-user-workload-monitoring';

/** The namespace of the Prometheus that asks for metrics. */
export function monitoringNamespace({ environment, flavour }: Target): string {
  return environment.monitoring?.namespace ?? (flavour === 'openshift' ? openshiftNamespace : defaultNamespace);
}

/**
 * Whether monitors and rules see their own namespace only, as OpenShift has it for users: it passes over
 * `namespaceSelector` and adds the namespace to each query (openshift/cluster-monitoring-operator,
 * assets/prometheus-user-workload/prometheus.yaml: `ignoreNamespaceSelectors`, `enforcedNamespaceLabel`).
 */
export function seesOwnNamespaceOnly(target: Target): boolean {
  return monitoringNamespace(target) === openshiftNamespace;
}
