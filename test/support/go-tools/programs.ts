/** A program that is built from Go modules. */
export interface GoProgram {
  /** The name of its file. */
  readonly name: string;
  /** The folder under `projects/` whose go.mod and go.sum pin every module that it is built from. */
  readonly project: string;
  /** The module that defines it; go.mod says its version. */
  readonly module: string;
  /** The import path of its main package. */
  readonly package: string;
  /** Variables that the linker sets, by import path and name. */
  readonly stamps?: (version: string) => Readonly<Record<string, string>>;
  /** How long its build takes on two idle processors, after those that are built before it, in seconds. */
  readonly usualSeconds: number;
}

/** Kubernetes' own build scripts stamp these: the API server would call itself v0.0.0-master otherwise. */
function kubernetesStamps(version: string): Readonly<Record<string, string>> {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)\./.exec(version) ?? [];
  const values = { gitVersion: version, gitMajor: major, gitMinor: minor };
  const packages = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];
  return Object.fromEntries(
    packages.flatMap((path) => Object.entries(values).map(([name, value]) => [`${path}.${name}`, value])),
  );
}

function kubernetes(name: string, usualSeconds: number): GoProgram {
  return {
    name,
    project: 'kubernetes',
    module: 'k8s.io/kubernetes',
    package: `k8s.io/kubernetes/cmd/${name}`,
    stamps: kubernetesStamps,
    usualSeconds,
  };
}

/** Kubernetes' API server: the first of its module to be built, so it compiles what the others share. */
export const kubeApiserver = kubernetes('kube-apiserver', 280);

export const kubeControllerManager = kubernetes('kube-controller-manager', 65);

export const kubeScheduler = kubernetes('kube-scheduler', 5);

export const kubectl = kubernetes('kubectl', 30);

export const etcd: GoProgram = {
  name: 'etcd',
  project: 'etcd',
  module: 'go.etcd.io/etcd/server/v3',
  package: 'go.etcd.io/etcd/server/v3',
  usualSeconds: 60,
};

/** Plays the kubelets of nodes that do not exist. */
export const kwok: GoProgram = {
  name: 'kwok',
  project: 'kwok',
  module: 'sigs.k8s.io/kwok',
  package: 'sigs.k8s.io/kwok/cmd/kwok',
  usualSeconds: 100,
};

/** Checks manifests against JSON schemas, without a server. */
export const kubeconform: GoProgram = {
  name: 'kubeconform',
  project: 'kubeconform',
  module: 'github.com/yannh/kubeconform',
  package: 'github.com/yannh/kubeconform/cmd/kubeconform',
  stamps: (version) => ({ 'main.version': version }),
  usualSeconds: 5,
};
