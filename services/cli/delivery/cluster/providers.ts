/** Who brings the kinds of an API group, and what to do where they are not there. */
export interface Provider {
  readonly name: string;
  readonly remedy: string;
}

const kubernetes: Provider = {
  name: 'Kinds of Kubernetes',
  remedy: 'Upgrade the cluster, or switch the API group on.',
};

function installed(name: string, unless: string): Provider {
  return { name, remedy: `Install ${name}, or ${unless}.` };
}

const certManager = installed('cert-manager', 'leave `domain` out of the environment');
const gatewayApi = installed('the Gateway API', 'set `exposure.through` to "ingress"');
const prometheus = installed('the Prometheus Operator', 'set `monitoring.serviceMonitors` to false');
const externalSecrets = installed('External Secrets', 'leave `secrets` out and run `berth secrets init`');
const karpenter = installed('Karpenter', 'leave `provisioning.karpenter` out');
const openshift: Provider = {
  name: 'OpenShift',
  remedy: 'Use a cluster of OpenShift, or correct `flavour` of the environment.',
};
const gke: Provider = { name: 'GKE', remedy: 'Use a cluster of GKE, or correct `flavour` of the environment.' };

const providers: Readonly<Record<string, Provider>> = {
  'cert-manager.io': certManager,
  'gateway.networking.k8s.io': gatewayApi,
  'monitoring.coreos.com': prometheus,
  'external-secrets.io': externalSecrets,
  'karpenter.sh': karpenter,
  'karpenter.k8s.aws': installed('Karpenter’s provider for AWS', 'leave `provisioning.karpenter` out'),
  'karpenter.azure.com': installed('Karpenter’s provider for Azure', 'leave `provisioning.karpenter` out'),
  'cluster.x-k8s.io': installed('Cluster API', 'leave `provisioning.clusterApi` out'),
  'container.cnrm.cloud.google.com': installed('Config Connector', 'leave `provisioning.configConnector` out'),
  'nfd.k8s-sigs.io': installed('Node Feature Discovery', 'let Berth bring it'),
  'networking.gke.io': gke,
  'route.openshift.io': openshift,
  'machine.openshift.io': openshift,
  'autoscaling.openshift.io': openshift,
};

/** The provider of an API group; an unknown one with a domain of its own is called by the group. */
export function providerOf(group: string): Provider {
  const known = providers[group];
  if (known !== undefined) return known;
  const isBuiltIn = !group.includes('.') || group.endsWith('.k8s.io');
  return isBuiltIn ? kubernetes : installed(group, 'remove the patch that uses it');
}
