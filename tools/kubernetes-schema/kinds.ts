/** The kinds that Berth writes, and where each one's schema comes from. */

/** The module whose documents describe the built-in kinds: the version of the test control plane. */
export const kubernetesModule = { path: 'k8s.io/kubernetes', version: 'v1.34.4' } as const;

/** Of Kubernetes itself: `<apiVersion>/<kind>`. */
export const builtInKinds: readonly string[] = [
  'v1/ConfigMap',
  'v1/LimitRange',
  'v1/Namespace',
  'v1/Node',
  'v1/PersistentVolume',
  'v1/PersistentVolumeClaim',
  'v1/Pod',
  'v1/ResourceQuota',
  'v1/Secret',
  'v1/Service',
  'v1/ServiceAccount',
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding',
  'apiextensions.k8s.io/v1/CustomResourceDefinition',
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
  'autoscaling/v2/HorizontalPodAutoscaler',
  'batch/v1/CronJob',
  'batch/v1/Job',
  'coordination.k8s.io/v1/Lease',
  'networking.k8s.io/v1/Ingress',
  'networking.k8s.io/v1/IngressClass',
  'networking.k8s.io/v1/NetworkPolicy',
  'node.k8s.io/v1/RuntimeClass',
  'policy/v1/PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1/ClusterRole',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1/Role',
  'rbac.authorization.k8s.io/v1/RoleBinding',
  'resource.k8s.io/v1/DeviceClass',
  'resource.k8s.io/v1/ResourceClaim',
  'resource.k8s.io/v1/ResourceClaimTemplate',
  'resource.k8s.io/v1/ResourceSlice',
  'scheduling.k8s.io/v1/PriorityClass',
  'storage.k8s.io/v1/StorageClass',
];

/** Where the definition of custom kinds is: a Go module, or the folder of those that are written by hand. */
export interface CustomKinds {
  readonly module?: { readonly path: string; readonly version: string };
  readonly resources: readonly {
    readonly file: string;
    readonly version: string;
    /** The file holds several documents: the one of this kind. */
    readonly kind?: string;
  }[];
}

const machineSets = 'zz_generated.crd-manifests/0000_10_machine-api_01_machinesets-Default.crd.yaml';

/** One entry for each source; a path is that inside the module. */
export const customKinds: readonly CustomKinds[] = [
  {
    module: { path: 'sigs.k8s.io/karpenter', version: 'v1.15.0' },
    resources: [
      { file: 'pkg/apis/crds/karpenter.sh_nodepools.yaml', version: 'v1' },
      { file: 'pkg/apis/crds/karpenter.sh_nodeoverlays.yaml', version: 'v1alpha1' },
    ],
  },
  {
    module: { path: 'github.com/aws/karpenter-provider-aws', version: 'v1.15.1' },
    resources: [{ file: 'pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml', version: 'v1' }],
  },
  {
    module: { path: 'github.com/cert-manager/cert-manager', version: 'v1.21.2' },
    resources: [
      { file: 'deploy/crds/cert-manager.io_certificates.yaml', version: 'v1' },
      { file: 'deploy/crds/cert-manager.io_issuers.yaml', version: 'v1' },
      { file: 'deploy/crds/cert-manager.io_clusterissuers.yaml', version: 'v1' },
    ],
  },
  {
    module: { path: 'github.com/external-secrets/external-secrets', version: 'v1.3.2' },
    resources: [
      { file: 'config/crds/bases/external-secrets.io_externalsecrets.yaml', version: 'v1' },
      { file: 'config/crds/bases/external-secrets.io_secretstores.yaml', version: 'v1' },
      { file: 'config/crds/bases/external-secrets.io_clustersecretstores.yaml', version: 'v1' },
    ],
  },
  {
    module: { path: 'sigs.k8s.io/gateway-api', version: 'v1.7.0' },
    resources: [
      { file: 'config/crd/standard/gateway.networking.k8s.io_gatewayclasses.yaml', version: 'v1' },
      { file: 'config/crd/standard/gateway.networking.k8s.io_gateways.yaml', version: 'v1' },
      { file: 'config/crd/standard/gateway.networking.k8s.io_httproutes.yaml', version: 'v1' },
    ],
  },
  {
    module: { path: 'github.com/prometheus-operator/prometheus-operator', version: 'v0.85.0' },
    resources: [
      { file: 'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml', version: 'v1' },
      { file: 'example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml', version: 'v1' },
      { file: 'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml', version: 'v1' },
    ],
  },
  {
    module: { path: 'github.com/openshift/api', version: 'v0.0.0-20260318185450-1f2fa3f09f4e' },
    resources: [{ file: 'route/v1/zz_generated.crd-manifests/routes.crd.yaml', version: 'v1' }],
  },
  {
    module: { path: 'github.com/openshift/api', version: 'v0.0.0-20260318185450-1f2fa3f09f4e' },
    resources: [{ file: `machine/v1beta1/${machineSets}`, version: 'v1beta1' }],
  },
  {
    module: {
      path: 'github.com/openshift/cluster-autoscaler-operator',
      version: 'v0.0.1-0.20260608074635-5c8643284941',
    },
    resources: [{ file: 'install/02_machineautoscaler.crd.yaml', version: 'v1beta1' }],
  },
  {
    module: { path: 'sigs.k8s.io/cluster-api', version: 'v1.14.2' },
    resources: [{ file: 'core/config/crd/bases/cluster.x-k8s.io_machinedeployments.yaml', version: 'v1beta2' }],
  },
  {
    module: { path: 'sigs.k8s.io/node-feature-discovery', version: 'v0.17.0' },
    resources: [{ file: 'deployment/base/nfd-crds/nfd-api-crds.yaml', version: 'v1alpha1', kind: 'NodeFeatureRule' }],
  },
  { resources: [{ file: 'aksnodeclasses.karpenter.azure.com.yaml', version: 'v1beta1' }] },
  { resources: [{ file: 'containernodepools.container.cnrm.cloud.google.com.yaml', version: 'v1beta1' }] },
  { resources: [{ file: 'gcpbackendpolicies.networking.gke.io.yaml', version: 'v1' }] },
  { resources: [{ file: 'healthcheckpolicies.networking.gke.io.yaml', version: 'v1' }] },
];

/** Hundreds of secret providers stand below this field: it is handed through as it is. */
export const opaqueFields: ReadonlySet<string> = new Set([
  'SecretStore.spec.provider',
  'ClusterSecretStore.spec.provider',
]);
