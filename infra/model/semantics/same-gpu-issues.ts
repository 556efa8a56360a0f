import { showValue, type Issue } from '../check.ts';
import type { Platform } from '../platform.ts';
import type { SessionType } from '../session-type.ts';

/** What holds for session types whose workers get the same GPU, apart from the pools (`placement-issues.ts`). */
export function sameGpuIssues(platform: Platform): Issue[] {
  return Object.entries(platform.sessionTypes ?? {}).flatMap(([name, type]) => {
    if (type.sameGpu === undefined) return [];
    const path = `/sessionTypes/${name}`;
    return [...noGpuIssues(path, type), ...workerIssues(path, type)];
  });
}

function noGpuIssues(path: string, { sameGpu, workers }: SessionType): Issue[] {
  if (Object.values(workers).some(({ gpu }) => gpu !== undefined)) return [];
  return [
    {
      path: `${path}/sameGpu`,
      value: showValue(sameGpu),
      expected: 'at least one worker with `gpu`',
      remedy: 'Remove sameGpu, or add gpu: {} to the workers that share it.',
    },
  ];
}

function workerIssues(path: string, { sameGpu, workers }: SessionType): Issue[] {
  return Object.entries(workers)
    .filter(([, { gpu }]) => gpu !== undefined)
    .flatMap(([name, { warm = 0, os, gpu }]) => [
      ...(warm > 0 ? [warmIssue(`${path}/workers/${name}/warm`, warm, sameGpu)] : []),
      ...(os === 'windows' ? [windowsIssue(`${path}/workers/${name}/gpu`, gpu)] : []),
      ...(gpu?.count !== undefined && gpu.count > 1
        ? [countIssue(`${path}/workers/${name}/gpu/count`, gpu.count)]
        : []),
    ]);
}

/** A warm worker has its GPU before its session is known. */
function warmIssue(path: string, warm: number, sameGpu: SessionType['sameGpu']): Issue {
  return {
    path,
    value: showValue(warm),
    expected: `no warm workers with a GPU beside sameGpu: '${sameGpu ?? ''}': they have a GPU before their session is known`,
    remedy: 'Write warm: 0, or remove sameGpu.',
  };
}

function windowsIssue(path: string, gpu: unknown): Issue {
  return {
    path,
    value: showValue(gpu),
    expected: 'no GPU of a Windows worker beside `sameGpu`: Windows shares no GPU between pods',
    remedy: 'Put the programs that share the GPU into one worker, or remove sameGpu.',
  };
}

function countIssue(path: string, count: number): Issue {
  return {
    path,
    value: showValue(count),
    expected: '1 beside `sameGpu`: all workers of a session share one GPU',
    remedy: 'Remove count, or remove sameGpu.',
  };
}
