import type { Requirements } from '../../infra/model/catalogue.ts';
import type { Refusal } from './contract.ts';
import { fit, type Claim, type NodeState } from './fit.ts';

/** A node that takes a worker. */
export interface Candidate {
  readonly node: string;
  readonly claim: Claim;
  /** Higher is better. */
  readonly score: number;
}

/** What was found out about all nodes for one worker. */
export interface Choice {
  /** Best first. */
  readonly candidates: readonly Candidate[];
  readonly refusals: readonly Refusal[];
}

/** Asks every node; the fitting ones come back best first. Nodes of equal score are ordered by name. */
export function choose(nodes: readonly NodeState[], needs: Requirements): Choice {
  const candidates: Candidate[] = [];
  const refusals: Refusal[] = [];
  for (const node of nodes) {
    const found = fit(node, needs);
    if (found.fits) candidates.push({ node: node.name, claim: found.claim, score: score(node, needs) });
    else refusals.push(found.refusal);
  }
  candidates.sort((a, b) => b.score - a.score || a.node.localeCompare(b.node));
  return { candidates, refusals };
}

/** A GPU costs more than all else: what needs none goes elsewhere where it can. */
const gpuWasteWeight = 10;

/**
 * How well a worker goes on a node: packed, so that large workers find room later. The mean of the used shares of cpu
 * and memory after the placement, from 0 to 1, less a penalty for a GPU that would stand idle beside it.
 */
export function score(node: NodeState, needs: Requirements): number {
  const { inventory, free } = node;
  const cpuUsed = 1 - (free.cpuMillis - needs.cpuMillis) / inventory.cpuMillis;
  const memoryUsed = 1 - (free.memoryBytes - needs.memoryBytes) / inventory.memoryBytes;
  const wastesGpu = needs.gpu === undefined && inventory.gpus.length > 0;
  return (cpuUsed + memoryUsed) / 2 - (wastesGpu ? gpuWasteWeight : 0);
}
