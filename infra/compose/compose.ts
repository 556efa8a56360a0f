import type { Edge } from '../charts/edge.ts';
import type { ExpectedSecret } from '../charts/secrets/expected-secret.ts';
import { gatewayPort, roleNames } from '../charts/roles/role-table.ts';
import { busClients } from '../charts/stores/clients.ts';
import { ModelError, type Platform } from '../model/platform.ts';
import type { Target } from '../model/target.ts';
import { backup } from './backup.ts';
import { cache } from './cache.ts';
import { assemble, mountedConfigs } from './assemble.ts';
import type { ComposeFile } from './compose-file.ts';
import { composeIssues, tagNotes } from './compose-issues.ts';
import type { ComposeContext } from './compose-part.ts';
import { composeTarget, withoutHardware } from './compose-target.ts';
import type { Note } from './container.ts';
import { linksOf } from './links.ts';
import { localDirectory } from './local-directory.ts';
import { mongodb } from './mongodb.ts';
import { networkNotes } from './network-notes.ts';
import { planNetworks } from './networks.ts';
import { defaultNodeSize, type NodeSize } from './node-size.ts';
import { rabbitmq } from './rabbitmq.ts';
import { roles } from './roles.ts';
import { expectedFiles } from './secret-file.ts';
import { services } from './services.ts';
import { afterOwner, volumeOwners } from './volume-owner.ts';

/** What {@link composeOf} is told beside the model. */
export interface ComposeOptions {
  /** For production: passwords, replicas, pinned images, backups. @default for development */
  readonly production?: boolean;
  /** The environment of the model whose images, domain, stores and replicas are taken over. @default none */
  readonly environment?: string;
  /** The connections that the model allows in a cluster. */
  readonly edgesOf: (target: Target) => readonly Edge[];
  /** The folder of the model as seen from the compose file; in development its code is mounted. @default that of the image */
  readonly applicationFolder?: string;
  /** The address of the machine on which ports are published. @default 127.0.0.1 */
  readonly publishedAddress?: string;
  /** The port of the machine for the gateway. @default 7300 */
  readonly gatewayPort?: number;
  /** Private addresses for the networks, as `10.213.0.0/16`. @default 10.213.0.0/16, in production 10.214.0.0/16 */
  readonly subnet?: string;
  /** What the machine has for workers. @default room for one session of the largest type */
  readonly node?: Partial<NodeSize>;
  /** Whether GPUs of the machine are given to those that need some. @default true */
  readonly gpus?: boolean;
}

/** A compose file with what belongs to it. */
export interface ComposeProject {
  /** `compose.yaml`, or `compose.production.yaml`. */
  readonly fileName: string;
  readonly file: ComposeFile;
  /** Files without secrets that it names, by their path beside it. */
  readonly files: Readonly<Record<string, string>>;
  /** Secrets that it names, each key a file of {@link ComposeProject.secretsFolder}; they are made on the machine. */
  readonly secrets: ExpectedSecret;
  /** Files of lines `NAME=value` of the same folder, with the variables whose values only the owner of the application knows. */
  readonly variables: Readonly<Record<string, readonly string[]>>;
  /** Beside the compose file. */
  readonly secretsFolder: string;
  /** What of the model is not there, or is different. */
  readonly notes: readonly Note[];
}

/**
 * The whole platform and the application as containers of one machine.
 * @throws {ModelError} for what one machine cannot have: a port published twice, a name used twice, an image that is not
 * pinned in production
 * @throws {RangeError} for an environment that the model does not have
 */
export function composeOf(platform: Platform, options: ComposeOptions): ComposeProject {
  const context = contextOf(platform, options);
  const { target, production, folder } = context;
  const parts = [mongodb, rabbitmq, cache, backup, roles, localDirectory, services].map((part) => part(context));
  const volumes = parts.flatMap((part) => part.volumes ?? []);
  const containers = [...parts.flatMap((part) => part.containers), ...volumeOwners(context, volumes)].map(afterOwner);
  const issues = composeIssues(target, containers, options);
  if (issues.length > 0) throw new ModelError(issues);
  const edges = options.edgesOf(withoutHardware(target));
  const links = linksOf({ target, edges, containers, absent: absentOf(context) });
  const plan = planNetworks(links, containers, options.subnet ?? defaultSubnets[folder]);
  const configs = mountedConfigs(
    parts.flatMap((part) => part.configs ?? []),
    containers,
  );
  const file = assemble(context, { containers, volumes, configs, plan });
  return {
    fileName: production ? 'compose.production.yaml' : 'compose.yaml',
    file,
    files: Object.fromEntries(configs.map((config) => [`${folder}/${config.file}`, config.content])),
    secrets: expectedFiles(Object.fromEntries(parts.flatMap((part) => Object.entries(part.secrets ?? {})))),
    variables: Object.fromEntries(parts.flatMap((part) => Object.entries(part.variables ?? {}))),
    secretsFolder: `${folder}/secrets`,
    notes: [
      ...parts.flatMap((part) => part.notes ?? []),
      ...networkNotes(platform, file, links),
      ...(production ? tagNotes(containers) : []),
    ],
  };
}

/** Both can run on one machine. */
const defaultSubnets = { development: '10.213.0.0/16', production: '10.214.0.0/16' } as const;

function contextOf(platform: Platform, options: ComposeOptions): ComposeContext {
  const { production = false, environment, applicationFolder, gpus = true } = options;
  return {
    target: composeTarget(platform, { production, ...(environment !== undefined && { environment }) }),
    production,
    folder: production ? 'production' : 'development',
    gpus,
    node: { ...defaultNodeSize(platform), ...options.node },
    published: { address: options.publishedAddress ?? '127.0.0.1', gatewayPort: options.gatewayPort ?? gatewayPort },
    ...(applicationFolder !== undefined && { applicationFolder }),
  };
}

/** Workloads of a cluster that have no container here: what is for Windows, and roles that are named before they are there. */
function absentOf({ target }: ComposeContext): ReadonlySet<string> {
  const known: readonly string[] = roleNames;
  const windows = Object.entries(target.platform.services ?? {}).flatMap(([name, { os }]) =>
    os === 'windows' ? [name] : [],
  );
  return new Set([...windows, ...busClients.filter((client) => !known.includes(client))]);
}
