import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandIo } from '../io.ts';
import type { KubeClient } from './cluster/kube-client.ts';

/** The options that say which cluster is meant. */
export interface ClusterOptions {
  readonly kubeconfig?: string;
  readonly kubeContext?: string;
}

/** Adds the options of {@link ClusterOptions}. */
export function withCluster(command: Command): Command {
  return command
    .option('--kubeconfig <file>', 'of the cluster (default: KUBECONFIG, else ~/.kube/config)')
    .option('--kube-context <name>', 'a context of it');
}

/** Opens the cluster that is meant; what speaks to clusters is loaded only then. */
export async function openCluster(io: CommandIo, { kubeconfig, kubeContext }: ClusterOptions): Promise<KubeClient> {
  const { openKubeClient } = await import('./cluster/kube-client.ts');
  return openKubeClient({
    env: io.env,
    signal: io.signal,
    ...(kubeconfig !== undefined && { kubeconfig: resolve(io.cwd, kubeconfig) }),
    ...(kubeContext !== undefined && { context: kubeContext }),
  });
}
