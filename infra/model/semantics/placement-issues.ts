import { catalogueOf, requirementsOf, type CatalogueSessionType, type WorkerType } from '../catalogue.ts';
import { showValue, type Issue } from '../check.ts';
import { gpuSlice, maxClaimConsumers } from '../gpu-slice.ts';
import type { Platform } from '../platform.ts';
import { podNeeds, supervisorSize, type PodNeeds } from '../pod-needs.ts';
import { anyNodeFit, poolFit, type Lack } from '../pool-fit.ts';
import { poolsOf, type Pool } from '../pools.ts';
import { unknownPools } from './environment-issues.ts';

/** Workers and jobs that would wait for ever, because no pool of an environment takes them. */
export function placementIssues(platform: Platform): Issue[] {
  const { sessionTypes } = catalogueOf(platform);
  const jobs = jobNeeds(platform);
  return placesOf(platform).flatMap((place) => [
    ...sessionTypes.flatMap((type) => sessionTypeIssues(type, place)),
    ...jobs.flatMap(({ path, needs }) => unfitIssues(path, needs, place)),
  ]);
}

/** Where the workers of an environment can be. */
interface Place {
  readonly environment: string;
  /** Empty: any Linux node, without GPUs. */
  readonly pools: readonly Pool[];
}

/** An environment that names pools which are not there is told so; what would follow from it is not. */
function placesOf(platform: Platform): readonly Place[] {
  return Object.entries(platform.environments ?? {})
    .filter(([, environment]) => unknownPools(platform, environment).length === 0)
    .map(([name, environment]) => ({ environment: name, pools: poolsOf(platform, environment, platform.name) }));
}

function sessionTypeIssues(type: CatalogueSessionType, place: Place): Issue[] {
  const needs = type.workers.map((worker) => ({
    path: `/sessionTypes/${type.name}/workers/${worker.name}`,
    needs: podNeeds(worker, type.sameGpu),
  }));
  const issues = needs.flatMap((worker) => unfitIssues(worker.path, worker.needs, place));
  return issues.length > 0 ? issues : sharedGpuIssues(type, place);
}

function jobNeeds({ jobs = {} }: Platform): readonly { readonly path: string; readonly needs: PodNeeds }[] {
  return Object.entries(jobs).map(([name, job]) => {
    const requirements = requirementsOf(job);
    const supervisor = supervisorSize({
      requirements,
      window: { messages: 0, memoryBytes: 0, whenFull: 'drop-oldest' },
    });
    return {
      path: `/jobs/${name}`,
      needs: {
        ...requirements,
        cpuMillis: requirements.cpuMillis + supervisor.cpuMillis,
        memoryBytes: requirements.memoryBytes + supervisor.memoryBytes,
      },
    };
  });
}

function unfitIssues(path: string, needs: PodNeeds, { environment, pools }: Place): Issue[] {
  if (pools.length === 0) {
    const lacks = anyNodeFit(needs);
    if (lacks.length === 0) return [];
    return [
      {
        path,
        expected: `room in the environment "${environment}", which has no pools: it ${showLacks(lacks)}`,
        remedy: 'Declare a pool that has it under nodePools.',
      },
    ];
  }
  const refusals = pools.map((pool) => ({ pool: pool.name, lacks: poolFit(needs, pool) }));
  if (refusals.some(({ lacks }) => lacks.length === 0)) return [];
  const reasons = refusals.map(({ pool, lacks }) => `${pool} ${showLacks(lacks)}`);
  return [
    {
      path,
      expected: `room in a pool of the environment "${environment}"; ${reasons.join('; ')}`,
      remedy: `Ask for less, or add a pool for it to nodePools and to environments/${environment}/pools.`,
    },
  ];
}

function showLacks(lacks: readonly Lack[]): string {
  return lacks.map(({ text }) => text).join(' and ');
}

/** Workers that share a GPU are on one node, hence in one pool: one GPU resource, with room for all of them. */
function sharedGpuIssues(type: CatalogueSessionType, { environment, pools }: Place): Issue[] {
  const { name, sameGpu } = type;
  const sharing = type.workers.filter(({ requirements }) => requirements.gpu !== undefined);
  if (sameGpu === undefined || sharing.length === 0) return [];
  const common = pools.filter((pool) =>
    sharing.every((worker) => poolFit(podNeeds(worker, sameGpu), pool).length === 0),
  );
  const consumers = sharing.reduce((sum, { minCount }) => sum + minCount, 0);
  if (common.some((pool) => roomOf(pool, sameGpu) >= consumers)) return [];
  const path = `/sessionTypes/${name}/sameGpu`;
  return common.length === 0
    ? [differentPools(path, { sameGpu, sharing, pools, environment })]
    : [tooManyConsumers(path, { sameGpu, common, consumers })];
}

function roomOf({ gpu }: Pool, sameGpu: CatalogueSessionType['sameGpu']): number {
  if (gpu === undefined) return 0;
  return sameGpu === 'claim' ? maxClaimConsumers : gpuSlice(gpu).perGpu;
}

interface Sharing extends Place {
  readonly sameGpu: CatalogueSessionType['sameGpu'];
  readonly sharing: readonly WorkerType[];
}

function differentPools(path: string, { sameGpu, sharing, pools, environment }: Sharing): Issue {
  const reached = sharing.map((worker) => {
    const fitting = pools.filter((pool) => poolFit(podNeeds(worker, sameGpu), pool).length === 0);
    const resources = fitting.map((pool) => `${pool.gpu?.resource ?? 'a claim'} in ${pool.name}`);
    return `${worker.name} gets ${resources.join(' or ')}`;
  });
  return {
    path,
    value: showValue(sharing.map(({ name }) => name)),
    expected: `one pool of the environment "${environment}", with one GPU resource, for all workers that share a GPU: ${reached.join(', ')}`,
    remedy: 'Let their gpu, labels, cpu and memory fit the same pool, or remove sameGpu.',
  };
}

interface Crowd {
  readonly sameGpu: CatalogueSessionType['sameGpu'];
  readonly common: readonly Pool[];
  readonly consumers: number;
}

function tooManyConsumers(path: string, { sameGpu, common, consumers }: Crowd): Issue {
  const room = common.map((pool) => `${pool.name} has room for ${roomOf(pool, sameGpu)}`).join(', ');
  return {
    path,
    value: showValue(sameGpu),
    expected: `room for its ${consumers} workers on one GPU: ${room}`,
    remedy: `Share the GPUs of the pool in ${consumers} or more, or lower the counts of the workers.`,
  };
}
