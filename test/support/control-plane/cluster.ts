import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { createApiClient, expectOk, valueAt, type OwnedApiClient } from './api-client.ts';
import type { ClusterAccess } from './start.ts';

/** A cluster in the administrator's hands. */
export interface Cluster extends OwnedApiClient, ClusterAccess {
  /** Runs kubectl to its end. */
  kubectl(args: readonly string[], options?: { readonly stdin?: string }): Promise<CommandAnswer>;
  /** Makes a namespace that nobody else uses and that has its service account `default`; gives its name. */
  newNamespace(prefix: string, labels?: Readonly<Record<string, string>>): Promise<string>;
  /** A token of a service account, as a pod of it would get. */
  tokenFor(account: ServiceAccountRef, options?: TokenOptions): Promise<string>;
}

/** How a command ended. */
export interface CommandAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A service account. */
export interface ServiceAccountRef {
  readonly namespace: string;
  readonly name: string;
}

/** Options of {@link Cluster.tokenFor}. */
export interface TokenOptions {
  /** @default the API server */
  readonly audiences?: readonly string[];
  /** The token says this Pod and the node that it is bound to, and ends with it. */
  readonly pod?: { readonly name: string; readonly uid: string };
}

/** Requests and commands for a control plane that runs. Close it when done: it holds connections. */
export function openCluster(access: ClusterAccess): Cluster {
  const client = createApiClient(access);
  return {
    ...access,
    ...client,
    kubectl: (args, { stdin } = {}) => runKubectl(access, args, stdin),
    async newNamespace(prefix, labels = {}) {
      const name = `${prefix}-${randomBytes(4).toString('hex')}`;
      await expectOk(client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }));
      const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } };
      // Until the controller has made it, Pods are refused; server-side apply creates it or leaves it as it is.
      await expectOk(client.apply(account));
      return name;
    },
    async tokenFor({ namespace, name }, { audiences, pod } = {}) {
      const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
      const boundObjectRef = pod && { apiVersion: 'v1', kind: 'Pod', name: pod.name, uid: pod.uid };
      const body = {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { audiences, boundObjectRef },
      };
      return String(valueAt(await expectOk(client.request('POST', path, body)), 'status', 'token'));
    },
  };
}

async function runKubectl(
  { kubectlPath, kubeconfig }: ClusterAccess,
  args: readonly string[],
  stdin?: string,
): Promise<CommandAnswer> {
  const child = spawn(kubectlPath, ['--kubeconfig', kubeconfig, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  child.stdin.on('error', () => undefined); // It may end before it has read everything.
  child.stdin.end(stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout(), stderr: stderr() };
}

function textOf(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
