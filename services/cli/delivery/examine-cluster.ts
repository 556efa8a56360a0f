import type { Finding } from '../../machine/doctor.ts';
import type { CommandIo } from '../io.ts';
import { readClusterFacts } from './cluster/cluster-facts.ts';
import { clusterFindings } from './cluster/cluster-findings.ts';
import { openCluster, type ClusterOptions } from './cluster-options.ts';
import { assembleEnvironment, loadPlatform } from './environments.ts';

/** Which environment is to run in which cluster. */
export interface ExamineClusterOptions extends ClusterOptions {
  readonly environment: string;
  /** Where the model is. */
  readonly folder: string;
}

/** Looks at what a cluster offers to an environment. Changes nothing. */
export async function examineCluster(
  io: CommandIo,
  { environment, folder, ...cluster }: ExamineClusterOptions,
): Promise<readonly Finding[]> {
  const platform = await loadPlatform(io, folder);
  const { target, synthesis } = await assembleEnvironment(platform, environment);
  const facts = await readClusterFacts(await openCluster(io, cluster), target, synthesis);
  return clusterFindings(facts, target, synthesis);
}
