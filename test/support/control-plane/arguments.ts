/** Where the parts of a control plane find each other. */
export interface Layout {
  readonly folder: string;
  /** `http://127.0.0.1:<port>` */
  readonly etcdUrl: string;
  readonly etcdPeerUrl: string;
  readonly apiPort: number;
  readonly certificateFolder: string;
  /** The API server writes its certificate there, with the authority that signed it. */
  readonly caFile: string;
  readonly tokenFile: string;
  readonly serviceAccountKeyFile: string;
}

/** kubeadm's default, also what a token's `iss` says. */
const SERVICE_ACCOUNT_ISSUER = 'https://kubernetes.default.svc.cluster.local';
/** kubeadm's default. */
const SERVICE_NETWORK = '10.96.0.0/12';
/** The default of 50 requests/s would be what a test of many pods measures. */
const CLIENT_QPS = 1_000;
const CLIENT_BURST = 2_000;

/** etcd as a single member. What it stores is thrown away, so that it need not reach the disk. */
export function etcdArguments({ folder, etcdUrl, etcdPeerUrl }: Layout): readonly string[] {
  return [
    `--data-dir=${folder}/etcd`,
    `--listen-client-urls=${etcdUrl}`,
    `--advertise-client-urls=${etcdUrl}`,
    `--listen-peer-urls=${etcdPeerUrl}`,
    `--initial-advertise-peer-urls=${etcdPeerUrl}`,
    `--initial-cluster=default=${etcdPeerUrl}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

/**
 * The API server with its default admission plugins and NodeRestriction, as every distribution runs it. Everything that
 * Kubernetes 1.34 serves by default is served: resource.k8s.io/v1 and ValidatingAdmissionPolicy among it. It writes no
 * audit log.
 */
export function apiserverArguments(layout: Layout): readonly string[] {
  return [
    `--etcd-servers=${layout.etcdUrl}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${layout.apiPort}`,
    `--cert-dir=${layout.certificateFolder}`,
    // Nobody reaches the server through the Service "kubernetes", whose endpoints may not be on loopback.
    '--endpoint-reconciler-type=none',
    `--service-cluster-ip-range=${SERVICE_NETWORK}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    `--token-auth-file=${layout.tokenFile}`,
    `--service-account-issuer=${SERVICE_ACCOUNT_ISSUER}`,
    `--service-account-signing-key-file=${layout.serviceAccountKeyFile}`,
    `--service-account-key-file=${layout.serviceAccountKeyFile}`,
    '--allow-privileged=true',
    '--profiling=false',
  ];
}

/** All controllers that run by default, each with its own service account. */
export function controllerManagerArguments(layout: Layout, kubeconfig: string): readonly string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    '--leader-elect=false',
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${layout.serviceAccountKeyFile}`,
    `--root-ca-file=${layout.caFile}`,
    `--kube-api-qps=${CLIENT_QPS}`,
    `--kube-api-burst=${CLIENT_BURST}`,
    '--secure-port=0',
    '--profiling=false',
  ];
}

/** The scheduler, which reads the rest from its configuration. */
export function schedulerArguments(configurationFile: string): readonly string[] {
  return [`--config=${configurationFile}`, '--secure-port=0'];
}

/** The scheduler's configuration. JSON is YAML. */
export function schedulerConfiguration(kubeconfig: string): string {
  return JSON.stringify({
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    leaderElection: { leaderElect: false },
    clientConnection: { kubeconfig, qps: CLIENT_QPS, burst: CLIENT_BURST },
  });
}
