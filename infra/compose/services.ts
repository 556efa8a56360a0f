import { drainSeconds } from '../charts/services/service-container.ts';
import { nonRootUser } from '../constructs/security.ts';
import { requirementsOf } from '../model/catalogue.ts';
import type { Issue } from '../model/check.ts';
import { ModelError } from '../model/platform.ts';
import type { Probe } from '../model/probe.ts';
import type { Service } from '../model/service.ts';
import { sandboxed } from './sandbox.ts';
import type { ComposeContext, ComposePart, Volume } from './compose-part.ts';
import type { ComposeService, Mount, PublishedPort } from './compose-file.ts';
import type { Container, Note } from './container.ts';
import { someGpus } from './gpus.ts';
import { hardened } from './hardened.ts';
import { probeCheck } from './health.ts';
import { applicationFolder, applicationMounts } from './local-directory.ts';
import { secretPath } from './secret-file.ts';

/** Programs of the application may have many threads. */
const pids = 1024;
const defaultReplicas = 2;

/**
 * The always-on services of the application.
 * @throws {ModelError} for an external service without a port
 */
export function services(context: ComposeContext): ComposePart {
  const all = Object.entries(context.target.platform.services ?? {});
  const here = all.filter(([, service]) => service.os !== 'windows');
  const issues = here.flatMap(([name, service]) => issuesOf(name, service));
  if (issues.length > 0) throw new ModelError(issues);
  return {
    containers: here.flatMap(([name, service]) => containersOf(context, name, service)),
    volumes: here.flatMap(([name, service]) => volumesOf(name, service)),
    variables: Object.fromEntries(here.flatMap(([name, service]) => variableNames(name, service))),
    notes: all.flatMap(([name, service]) => notesOf(context, name, service)),
  };
}

function issuesOf(name: string, { external, port, sidecars = {} }: Service): readonly Issue[] {
  const path = `/services/${name}`;
  const taken = new Set([port]);
  const clashes = Object.entries(sidecars).filter(([, sidecar]) => {
    const isTaken = sidecar.port !== undefined && taken.has(sidecar.port);
    taken.add(sidecar.port);
    return isTaken;
  });
  return [
    ...(external === true && port === undefined
      ? [
          {
            path: `${path}/port`,
            expected: 'a port, because the service is external',
            remedy: 'Add for example port: 8080, or remove external.',
          },
        ]
      : []),
    ...clashes.map(([sidecar, { port: clashing }]) => ({
      path: `${path}/sidecars/${sidecar}/port`,
      value: String(clashing),
      expected: 'a port that neither the service nor another sidecar has: they share one network',
      remedy: 'Give it another port.',
    })),
  ];
}

function containersOf(context: ComposeContext, name: string, service: Service): readonly Container[] {
  const container: Container = {
    name,
    listens: service.port === undefined ? 'nothing' : 'all',
    service: serviceOf(context, name, service),
  };
  return service.sidecars === undefined ? [container] : sandboxed(context, container, service.sidecars);
}

function serviceOf(context: ComposeContext, name: string, service: Service): Container['service'] {
  const { cpuMillis, memoryBytes, gpu } = requirementsOf(service);
  const check = probeOf(service);
  const hasNode = service.image === undefined;
  const mounts = [...storageMounts(name, service), ...(hasNode ? applicationMounts(context) : [])];
  return hardened({
    ...programOf(context, service),
    ...variablesOf(context, name, service),
    size: { cpuMillis, memoryBytes },
    pids,
    replicas: replicasOf(context, name, service),
    graceSeconds: drainSeconds(service),
    ...(service.storage?.path === '/tmp' && { tmpfs: [] }),
    ...(mounts.length > 0 && { volumes: mounts }),
    ...(service.port !== undefined && { expose: [String(service.port)] }),
    ...(service.external === true && { ports: publicationOf(context, service) }),
    ...(check !== undefined && { healthcheck: probeCheck(check, { hasNode }) }),
    ...(gpu !== undefined && context.gpus && { gpus: someGpus(gpu.count) }),
  });
}

/** An image knows its program; the application's image holds many, and is told which. */
function programOf(
  { target }: ComposeContext,
  { image, command }: Service,
): Pick<ComposeService, 'image' | 'entrypoint' | 'working_dir'> {
  if (image !== undefined) return { image };
  return {
    image: target.image('application'),
    ...(command !== undefined && { entrypoint: command }),
    working_dir: applicationFolder,
  };
}

function variablesOf(
  context: ComposeContext,
  name: string,
  { env, secrets = {}, threads }: Service,
): Pick<ComposeService, 'environment' | 'env_file'> {
  const variables = {
    ...(threads !== undefined && { BERTH_THREADS: String(threads), OMP_NUM_THREADS: String(threads) }),
    ...env,
  };
  // A secret goes before a plain value of the same name, as in a cluster; compose would have it the other way round.
  const plain = Object.entries(variables).filter(([variable]) => !Object.hasOwn(secrets, variable));
  const hasSecrets = Object.keys(secrets).length > 0;
  return {
    ...(plain.length > 0 && { environment: Object.fromEntries(plain) }),
    ...(hasSecrets && { env_file: [{ path: secretPath(context, variablesFile(name)), required: true }] }),
  };
}

function variablesFile(name: string): string {
  return `service-${name}.env`;
}

function variableNames(name: string, { secrets = {} }: Service): readonly (readonly [string, readonly string[]])[] {
  const names = Object.keys(secrets);
  return names.length === 0 ? [] : [[variablesFile(name), names]];
}

/** Why there can be only one of a service on one machine. */
function reasonForOne({ external, storage, sidecars, perNode }: Service): string | undefined {
  if (perNode === true) return 'there is one machine';
  if (external === true) return 'two containers cannot publish the same port';
  if (storage !== undefined) return 'replicas would share its volume';
  return sidecars === undefined ? undefined : 'its sidecars belong to one container';
}

function replicasOf({ target, production }: ComposeContext, name: string, service: Service): number {
  if (!production || reasonForOne(service) !== undefined) return 1;
  return target.replicas(name, service.replicas ?? defaultReplicas);
}

function publicationOf({ published }: ComposeContext, { port = 0 }: Service): readonly PublishedPort[] {
  return [{ target: port, published: String(port), host_ip: published.address, protocol: 'tcp' }];
}

function probeOf({ probes = {}, port }: Service): Probe | undefined {
  const authored = probes.readiness ?? probes.liveness ?? probes.startup;
  return authored ?? (port === undefined ? undefined : { tcp: { port } });
}

function storageVolume(name: string): string {
  return `${name}-storage`;
}

function storageMounts(name: string, { storage }: Service): readonly Mount[] {
  return storage === undefined ? [] : [{ type: 'volume', source: storageVolume(name), target: storage.path }];
}

function volumesOf(name: string, { storage }: Service): readonly Volume[] {
  return storage === undefined ? [] : [{ name: storageVolume(name), uid: nonRootUser }];
}

function notesOf(context: ComposeContext, name: string, service: Service): readonly Note[] {
  const path = `/services/${name}`;
  if (service.os === 'windows') {
    return [{ path, text: 'is left out: a Windows container cannot run beside Linux ones' }];
  }
  const replicas = context.target.environment.replicas?.[name] ?? service.replicas ?? 1;
  const reason = reasonForOne(service);
  return [
    ...(context.production && replicas > 1 && reason !== undefined
      ? [{ path: `${path}/replicas`, text: `there is one, not ${replicas}: ${reason}` }]
      : []),
    ...(service.autoscale === undefined
      ? []
      : [{ path: `${path}/autoscale`, text: 'nothing scales it here: its replicas stay as many as they are' }]),
    ...gpuNotes(context, path, service),
    ...(service.exclusiveCpus === true
      ? [{ path: `${path}/exclusiveCpus`, text: 'its processors are limited, not its own' }]
      : []),
  ];
}

function gpuNotes({ gpus }: ComposeContext, path: string, { gpu }: Service): readonly Note[] {
  if (gpu === undefined) return [];
  if (!gpus) return [{ path: `${path}/gpu`, text: 'gets no GPU: none of the machine is given to containers' }];
  return gpu.share === undefined
    ? []
    : [{ path: `${path}/gpu/share`, text: 'it sees a whole GPU, which others may have too' }];
}
