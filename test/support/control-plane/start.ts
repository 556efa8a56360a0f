import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import type { GoContext } from '../go-tools/go-command.ts';
import { goProgram } from '../go-tools/go-program.ts';
import { etcd, kubeApiserver, kubeControllerManager, kubectl, kubeScheduler } from '../go-tools/programs.ts';
import {
  apiserverArguments,
  controllerManagerArguments,
  etcdArguments,
  schedulerArguments,
  schedulerConfiguration,
  type Layout,
} from './arguments.ts';
import { writeCredentials, writeKubeconfig, type BuiltInUser, type Credentials } from './credentials.ts';
import { createCrew } from './crew.ts';
import { claimFolder } from './folder.ts';
import { freePorts } from './free-ports.ts';
import type { RunningProgram } from './running-program.ts';

/** How to reach a control plane as its administrator (group `system:masters`). */
export interface ClusterAccess {
  /** Path of a kubeconfig. */
  readonly kubeconfig: string;
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  readonly token: string;
  /** The certificates to trust, PEM. */
  readonly ca: string;
  /** Path of a kubectl of the same version. */
  readonly kubectlPath: string;
  /** Holds the logs and the data of the control plane, until it is stopped. */
  readonly folder: string;
}

/** A control plane that answers. */
export interface ControlPlane {
  readonly access: ClusterAccess;
  /** Settles with a sentence when one of its programs ends unasked. */
  readonly broken: Promise<string>;
  /** Starts one more program that belongs to it and is stopped with it. */
  add(path: string, args: readonly string[]): Promise<RunningProgram>;
  /** Ends what was started and removes the folder. May be called again. */
  stop(): Promise<void>;
}

/** Options of {@link startControlPlane}. */
export interface ControlPlaneOptions extends GoContext {
  /** A folder of its own; what is in it is removed. */
  readonly folder: string;
}

interface Programs {
  readonly etcd: string;
  readonly apiserver: string;
  readonly controllerManager: string;
  readonly scheduler: string;
  readonly kubectl: string;
}

/** A port that was free can be taken before its server binds it. */
const ATTEMPTS = 3;

/**
 * Starts etcd, an API server, a controller manager and a scheduler on 127.0.0.1, on ports of their own; builds what is
 * missing first. Ready means: /readyz is ok, and the namespace `default` has its service account `default`.
 * @throws Error where a program cannot be built or ends, quoting its log; nothing is left running then
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const programs = await findPrograms(options);
  options.onProgress('starting a Kubernetes control plane …');
  const started = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      const plane = await startOnce(programs, options);
      options.onProgress(`the control plane is ready after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
      return plane;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (attempt === ATTEMPTS || !String(error).includes('address already in use')) throw error;
    }
  }
}

/** One after another: each build uses every processor, and later ones use what earlier ones compiled. */
async function findPrograms(context: GoContext): Promise<Programs> {
  return {
    etcd: await goProgram(etcd, context),
    apiserver: await goProgram(kubeApiserver, context),
    controllerManager: await goProgram(kubeControllerManager, context),
    scheduler: await goProgram(kubeScheduler, context),
    kubectl: await goProgram(kubectl, context),
  };
}

async function startOnce(programs: Programs, options: ControlPlaneOptions): Promise<ControlPlane> {
  const { folder } = options;
  await claimFolder(folder, options.onProgress);
  const crew = createCrew(options);
  try {
    const credentials = await writeCredentials(folder);
    const layout = await planLayout(folder, credentials);
    const url = `https://127.0.0.1:${layout.apiPort}`;

    await crew.add(programs.etcd, etcdArguments(layout));
    await crew.until('etcd to answer', () => answersOk(`${layout.etcdUrl}/health`));
    await crew.add(programs.apiserver, apiserverArguments(layout));
    const ca = await crew.until('the API server to write its certificate', () => readWhole(layout.caFile));
    const clients = await writeClientFiles(layout, { url, tokens: credentials.tokens });

    const api = createAdmin(url, { ca, token: credentials.tokens.admin });
    try {
      await crew.until('the API server to be ready', () => api.answersOk('/readyz'));
      await crew.add(programs.controllerManager, controllerManagerArguments(layout, clients.controllerManager));
      await crew.add(programs.scheduler, schedulerArguments(clients.schedulerConfiguration));
      const account = '/api/v1/namespaces/default/serviceaccounts/default';
      await crew.until('the service account "default"', () => api.answersOk(account));
    } finally {
      await api.close();
    }
    const access = { kubeconfig: clients.kubeconfig, url, token: credentials.tokens.admin, ca, folder };
    return {
      access: { ...access, kubectlPath: programs.kubectl },
      broken: crew.broken,
      add: (path, args) => crew.add(path, args),
      stop: () => crew.stop(),
    };
  } catch (error) {
    await crew.stop();
    throw error;
  }
}

async function planLayout(folder: string, credentials: Credentials): Promise<Layout> {
  const [client, peer, api] = await freePorts();
  const certificateFolder = join(folder, 'certificates');
  await mkdir(certificateFolder);
  return {
    folder,
    etcdUrl: `http://127.0.0.1:${client}`,
    etcdPeerUrl: `http://127.0.0.1:${peer}`,
    apiPort: api,
    certificateFolder,
    caFile: join(certificateFolder, 'apiserver.crt'),
    ...credentials,
  };
}

interface ClientFiles {
  readonly kubeconfig: string;
  readonly controllerManager: string;
  readonly schedulerConfiguration: string;
}

async function writeClientFiles(
  { folder, caFile }: Layout,
  { url, tokens }: { readonly url: string; readonly tokens: Readonly<Record<BuiltInUser, string>> },
): Promise<ClientFiles> {
  const kubeconfigOf = async (user: BuiltInUser, name: string): Promise<string> => {
    const path = join(folder, name);
    await writeKubeconfig(path, { url, caFile, user, token: tokens[user] });
    return path;
  };
  const scheduler = await kubeconfigOf('kube-scheduler', 'kube-scheduler.kubeconfig');
  const configurationFile = join(folder, 'kube-scheduler.json');
  await writeFile(configurationFile, schedulerConfiguration(scheduler));
  return {
    kubeconfig: await kubeconfigOf('admin', 'kubeconfig'),
    controllerManager: await kubeconfigOf('kube-controller-manager', 'kube-controller-manager.kubeconfig'),
    schedulerConfiguration: configurationFile,
  };
}

/** Enough of a client to see that the server is there. */
function createAdmin(url: string, { ca, token }: Pick<ClusterAccess, 'ca' | 'token'>) {
  const dispatcher = new Agent({ connect: { ca } });
  return {
    answersOk: (path: string) =>
      answersOk(`${url}${path}`, { dispatcher, headers: { authorization: `Bearer ${token}` } }),
    close: () => dispatcher.close(),
  };
}

async function answersOk(url: string, options: Parameters<typeof request>[1] = {}): Promise<true | undefined> {
  try {
    const { statusCode, body } = await request(url, options);
    await body.dump();
    return statusCode === 200 ? true : undefined;
  } catch {
    return undefined; // It does not listen yet.
  }
}

/** A certificate file that has been written to its end. */
async function readWhole(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().endsWith('-----END CERTIFICATE-----') ? text : undefined;
}
