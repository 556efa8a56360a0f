import type { Os } from '../../model/hardware.ts';

/** Where things are in the container of a collector, and on its node. */
interface Folders {
  /** The kubelet's, on the node and in the container alike: the files in `containers` are links with full paths. */
  readonly logs: string;
  readonly config: string;
  /** How far each file has been read, and what could not be sent yet. */
  readonly state: string;
  readonly credentials: string;
  readonly program: string;
  readonly separator: string;
}

/** As the images have them (fluent/fluent-bit, dockerfiles). */
export const folders: Readonly<Record<Os, Folders>> = {
  linux: {
    logs: '/var/log',
    config: '/fluent-bit/config',
    state: '/fluent-bit/state',
    credentials: '/fluent-bit/credentials',
    program: '/fluent-bit/bin/fluent-bit',
    separator: '/',
  },
  windows: {
    logs: 'C:\\var\\log',
    config: 'C:\\fluent-bit\\config',
    state: 'C:\\fluent-bit\\state',
    credentials: 'C:\\fluent-bit\\credentials',
    program: 'C:\\fluent-bit\\bin\\fluent-bit.exe',
    separator: '\\',
  },
};

/** A path below one of the folders. */
export function pathIn(os: Os, folder: Exclude<keyof Folders, 'separator'>, ...names: readonly string[]): string {
  return [folders[os][folder], ...names].join(folders[os].separator);
}

/** The same as the configuration has it: on Windows each backslash is doubled there (docs.fluentbit.io, Kubernetes). */
export function writtenPathIn(
  os: Os,
  folder: Exclude<keyof Folders, 'separator'>,
  ...names: readonly string[]
): string {
  return pathIn(os, folder, ...names).replaceAll('\\', '\\\\');
}
