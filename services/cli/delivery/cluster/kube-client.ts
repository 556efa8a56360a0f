import { Agent, type RequestOptions } from 'node:https';
import type { Cluster, KubeConfig } from '@kubernetes/client-node';
import { kindOf, type Kind } from '../../../../infra/constructs/strict/field-types.ts';
import type { KubernetesObject } from '../../../../infra/kubernetes/object.ts';
import { groupOf } from '../../../../infra/model/api-group.ts';
import { CommandError } from '../../errors/command-error.ts';
import { exitCodeOfStatus, exitCodes, type ExitCode } from '../../errors/exit-codes.ts';
import { send, type KubeAnswer } from './kube-http.ts';
import { readKubeconfig } from './kubeconfig.ts';

/**
 * The API server of a cluster. The typed client of @kubernetes/client-node is used for the credentials only: it knows the
 * fields of its own version and leaves out the others (it would lose `from` of a NetworkPolicy).
 */
export interface KubeClient {
  /** Where it is, for messages. */
  readonly server: string;
  request(method: string, path: string, options?: KubeRequest): Promise<KubeAnswer>;
}

export interface KubeRequest {
  readonly body?: unknown;
  /** @default "application/json" */
  readonly contentType?: string;
}

/**
 * Opens the cluster of a kubeconfig.
 * @param context one of its contexts @default its current one
 * @param signal ends what is under way
 * @throws {CommandError} where there is no kubeconfig, or it has no such context
 */
export async function openKubeClient({
  kubeconfig,
  context,
  env,
  signal,
}: {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}): Promise<KubeClient> {
  const config = await readKubeconfig(kubeconfig, env);
  if (context !== undefined) useContext(config, context);
  const cluster = config.getCurrentCluster();
  if (cluster === null) {
    throw new CommandError({
      exitCode: exitCodes.usage,
      detail: 'The kubeconfig has no current cluster.',
      remedy: 'Name a context with --kube-context, or a file with --kubeconfig.',
    });
  }
  return createClient(config, cluster, signal);
}

function useContext(config: KubeConfig, context: string): void {
  const known = config.getContexts().map(({ name }) => name);
  if (!known.includes(context)) {
    throw new CommandError({
      exitCode: exitCodes.usage,
      detail: `The kubeconfig has no context "${context}".`,
      remedy: `Name one of ${known.join(', ') || '(it has none)'}.`,
    });
  }
  config.setCurrentContext(context);
}

function createClient(config: KubeConfig, { server, proxyUrl }: Cluster, signal: AbortSignal): KubeClient {
  // Some hundred requests: a connection is used for many. Proxies have agents of their own.
  const agent = proxyUrl === undefined ? new Agent({ keepAlive: true }) : undefined;
  return {
    server,
    async request(method, path, { body, contentType = 'application/json' } = {}) {
      const url = new URL(path.replace(/^\//, ''), server.endsWith('/') ? server : `${server}/`);
      const text = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        accept: 'application/json',
        ...(text !== undefined && { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }),
      };
      const options = await withCredentials(config, { method, headers });
      return send({ url, options: { ...options, ...(agent && { agent }) }, text, signal }).catch((cause: unknown) => {
        signal.throwIfAborted();
        throw unavailable(server, cause);
      });
    },
  };
}

/** Tokens may be refreshed by a program of the user's: they are asked for at each request. */
async function withCredentials(config: KubeConfig, options: RequestOptions): Promise<RequestOptions> {
  try {
    await config.applyToHTTPSOptions(options);
    return options;
  } catch (cause) {
    throw new CommandError({
      exitCode: exitCodes.notAllowed,
      detail: `The credentials of the kubeconfig cannot be had: ${(cause as Error).message}`,
      remedy: 'Check the user of the context, its files and the program that it names.',
      cause,
    });
  }
}

function unavailable(server: string, cause: unknown): CommandError {
  return new CommandError({
    exitCode: exitCodes.unavailable,
    detail: `The cluster at ${server} does not answer: ${(cause as Error).message}`,
    remedy: 'Check the kubeconfig and the network.',
    cause,
  });
}

/** The path of all objects of a kind, in one namespace or everywhere. */
export function collectionPath({ group, apiVersion, plural }: Kind, namespace?: string): string {
  const base = group === '' ? `/api/${apiVersion}` : `/apis/${apiVersion}`;
  return namespace === undefined ? `${base}/${plural}` : `${base}/namespaces/${namespace}/${plural}`;
}

/** The path of an object. */
export function objectPath(object: KubernetesObject): string {
  const kind = kindOf(object.apiVersion, object.kind);
  if (kind === undefined)
    throw new TypeError(`${object.kind} of ${groupOf(object.apiVersion)} is no kind that Berth writes`);
  const { name = '', namespace } = object.metadata;
  return `${collectionPath(kind, kind.isNamespaced ? namespace : undefined)}/${name}`;
}

/** The error for an answer that was not expected. */
export function unexpectedAnswer(what: string, { status, body }: KubeAnswer): CommandError {
  const exitCode = exitCodeOfStatus(status);
  return new CommandError({
    exitCode,
    detail: `${what} was answered ${status}: ${messageOf(body)}`,
    remedy: remedies[exitCode] ?? 'See the message of the cluster.',
    status,
  });
}

const remedies: Readonly<Partial<Record<ExitCode, string>>> = {
  [exitCodes.usage]: 'Correct what the cluster does not take, in the model or in the policies of the cluster.',
  [exitCodes.notAllowed]: 'Use a kubeconfig whose user may do that.',
  [exitCodes.unavailable]: 'Try again later.',
};

function messageOf({ message }: KubeAnswer['body']): string {
  return typeof message === 'string' ? message : 'without a reason';
}
