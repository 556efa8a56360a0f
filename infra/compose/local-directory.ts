import { rolePort, roleTable } from '../charts/roles/role-table.ts';
import { catalogueOf, type WorkerType } from '../model/catalogue.ts';
import type { Mount } from './compose-file.ts';
import type { ComposeContext, ComposePart } from './compose-part.ts';
import type { Note } from './container.ts';
import { allGpus } from './gpus.ts';
import { nonRootUser } from '../constructs/security.ts';
import { hardened, temporaryFolder } from './hardened.ts';
import { httpCheck } from './health.ts';
import { roomNotes, runsOnTheNode } from './node-size.ts';
import { dependenciesOf, readsOf } from './roles.ts';

const role = 'local-directory';
const volume = 'local-directory';
const stateFolder = '/var/lib/berth';
/** Where the images of applications have the application. */
export const applicationFolder = '/application';
/** Beside its workers: the local directory and a supervisor for each of them. */
const overheadBytes = 512 * 2 ** 20;
const temporaryMebi = 256;
const pids = 4096;

/** The node of the machine: a container in which the workers of sessions run as processes. */
export function localDirectory(context: ComposeContext): ComposePart {
  const { target, node, production } = context;
  const workers = workersOf(context);
  const here = workers.filter(({ type }) => runsOnTheNode(type));
  const reads = readsOf(context, role);
  const needsGpus = here.some(({ type }) => type.requirements.gpu !== undefined);
  return {
    containers: [
      {
        name: role,
        listens: 'own',
        addresses: { BERTH_HOST: 'own' },
        service: hardened({
          image: target.image('application'),
          entrypoint: ['berth'],
          command: ['serve', role],
          working_dir: applicationFolder,
          ...reads,
          environment: {
            ...reads.environment,
            LOCAL_DIRECTORY_NODE: target.name,
            LOCAL_DIRECTORY_FOLDER: `${stateFolder}/workers`,
            LOCAL_DIRECTORY_WORK_FOLDER: applicationFolder,
            LOCAL_DIRECTORY_CPU: String(node.cpuMillis / 1000),
            LOCAL_DIRECTORY_MEMORY_BYTES: String(node.memoryBytes),
            LOCAL_DIRECTORY_LABELS: JSON.stringify(labelsOf(here)),
          },
          size: { cpuMillis: node.cpuMillis, memoryBytes: node.memoryBytes + overheadBytes },
          // The machine of a developer may have fewer processors than the model asks for, and Docker refuses the limit then.
          limitCpu: production,
          pids,
          graceSeconds: roleTable[role].drainSeconds,
          tmpfs: [temporaryFolder('/tmp', temporaryMebi)],
          volumes: [{ type: 'volume', source: volume, target: stateFolder }, ...applicationMounts(context)],
          expose: [String(rolePort)],
          healthcheck: httpCheck(rolePort, '/health/ready'),
          ...dependenciesOf(context, role),
          ...(needsGpus && context.gpus && { gpus: allGpus }),
        }),
      },
    ],
    volumes: [{ name: volume, uid: nonRootUser }],
    notes: [
      ...workers.flatMap((worker) => notesOf(context, worker)),
      ...labelNotes(here),
      ...roomNotes(target.platform, node),
    ],
  };
}

/** In development the code of the application is that of the folder, not that of the image: a change is seen at once. */
export function applicationMounts({ production, applicationFolder: folder }: ComposeContext): readonly Mount[] {
  if (production || folder === undefined) return [];
  return [
    {
      type: 'bind',
      source: folder,
      target: applicationFolder,
      read_only: true,
      bind: { create_host_path: false },
    },
  ];
}

interface TypedWorker {
  readonly path: string;
  readonly type: WorkerType;
}

function workersOf({ target }: ComposeContext): readonly TypedWorker[] {
  return catalogueOf(target.platform).sessionTypes.flatMap(({ name, workers }) =>
    workers.map((type) => ({ path: `/sessionTypes/${name}/workers/${type.name}`, type })),
  );
}

/** The machine is what its workers ask for. */
function labelsOf(workers: readonly TypedWorker[]): Readonly<Record<string, string>> {
  return Object.fromEntries(workers.toReversed().flatMap(({ type }) => Object.entries(type.requirements.labels)));
}

function labelNotes(workers: readonly TypedWorker[]): readonly Note[] {
  const labels = labelsOf(workers);
  return workers.flatMap(({ path, type }) =>
    Object.entries(type.requirements.labels)
      .filter(([key, value]) => labels[key] !== value)
      .map(([key, value]) => ({
        path: `${path}/labels/${key}`,
        text: `finds no node: the one of this machine has the value "${labels[key] ?? ''}", not "${value}"`,
      })),
  );
}

function notesOf(context: ComposeContext, { path, type }: TypedWorker): readonly Note[] {
  const { requirements, command } = type;
  if (requirements.os === 'windows') {
    return [{ path, text: 'is left out: a Windows container cannot run beside Linux ones; its sessions find no node' }];
  }
  if (command.length === 0) {
    return [
      {
        path,
        text: 'is left out: it has an image and no command, and workers are processes of the application image here',
      },
    ];
  }
  return [
    ...(requirements.gpu !== undefined && !context.gpus
      ? [{ path: `${path}/gpu`, text: 'gets no GPU: none of the machine is given to containers' }]
      : []),
    ...(hasOwn(context, path, 'secrets')
      ? [{ path: `${path}/secrets`, text: 'are not given to it: only services get secrets here' }]
      : []),
    ...(hasOwn(context, path, 'sidecars') ? [{ path: `${path}/sidecars`, text: 'are not started here' }] : []),
  ];
}

/** Whether a worker of the model says something of a field. */
function hasOwn({ target }: ComposeContext, path: string, field: 'secrets' | 'sidecars'): boolean {
  const [, , sessionType = '', , worker = ''] = path.split('/');
  return Object.keys(target.platform.sessionTypes?.[sessionType]?.workers[worker]?.[field] ?? {}).length > 0;
}
