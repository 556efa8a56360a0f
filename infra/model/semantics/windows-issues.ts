import { showValue, type Issue } from '../check.ts';
import type { Program } from '../program.ts';

/** What a Windows program cannot have, and the paths that fit its system. */
export function windowsIssues(program: Program): Issue[] {
  return [...linuxOnlyIssues(program), ...folderIssues(program)];
}

function linuxOnlyIssues({ path, value }: Program): Issue[] {
  if (value.os !== 'windows') return [];
  return [
    ...(value.exclusiveCpus === true
      ? [
          {
            path: `${path}/exclusiveCpus`,
            value: 'true',
            expected: 'no exclusive processors on Windows: its kubelet has no static CPU manager',
            remedy: 'Remove exclusiveCpus.',
          },
        ]
      : []),
    ...(value.gpu?.share === undefined
      ? []
      : [
          {
            path: `${path}/gpu/share`,
            value: showValue(value.gpu.share),
            expected: 'whole GPUs on Windows: its device plugins share none',
            remedy: 'Write gpu: { count: 1 }, or put the programs that share the GPU into one worker.',
          },
        ]),
  ];
}

interface Folder {
  readonly at: string;
  readonly path: string;
}

/** Folders in a container, written as its system writes them. */
function folderIssues(program: Program): Issue[] {
  const os = program.value.os ?? 'linux';
  return foldersOf(program)
    .filter(({ path }) => path.startsWith('/') !== (os === 'linux'))
    .map(({ at, path }) => ({
      path: at,
      value: showValue(path),
      expected: `an absolute path of ${os === 'linux' ? 'Linux' : 'Windows'}, whose program it is`,
      remedy: os === 'linux' ? 'Write for example "/data".' : String.raw`Write for example "C:\data".`,
    }));
}

function foldersOf(program: Program): readonly Folder[] {
  if (program.kind === 'job') return [];
  const scratch = Object.entries(program.value.sidecars ?? {}).flatMap(([name, sidecar]) =>
    sidecar.scratch === undefined
      ? []
      : [{ at: `${program.path}/sidecars/${name}/scratch/path`, path: sidecar.scratch.path }],
  );
  if (program.kind === 'worker' || program.value.storage === undefined) return scratch;
  return [...scratch, { at: `${program.path}/storage/path`, path: program.value.storage.path }];
}
