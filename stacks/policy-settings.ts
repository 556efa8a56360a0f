import { priorityClass, priorityLevels, type PriorityLevel } from '../infra/constructs/pod.ts';
import type { Agent } from '../infra/charts/part.ts';
import { expectedSecrets } from '../infra/charts/secrets/expected-secrets.ts';
import type { Target } from '../infra/model/target.ts';
import type { PolicySettings } from '../policies/settings.ts';
import { gpuParameters } from './gpu-parameters.ts';

type Permission = keyof Agent['may'];

/**
 * What the rules are told of an environment: what follows from the model, and over it what its author says. The author's
 * lists do not take the place of ours, they are added.
 */
export function policySettings(target: Target, agents: readonly Agent[]): PolicySettings {
  const authored = target.policies.parameters ?? {};
  const derived = derivedParameters(target, agents);
  const parameters = { ...derived, ...authored };
  for (const [name, values] of Object.entries(derived)) {
    const own = authored[name];
    if (Array.isArray(own)) parameters[name] = [...values, ...(own as readonly unknown[])];
  }
  return { ...target.policies, parameters };
}

function derivedParameters(target: Target, agents: readonly Agent[]): Record<string, readonly string[]> {
  const permitted = (permission: Permission) => accountsOf(agents.filter(({ may }) => may[permission] !== undefined));
  const levels = Object.keys(priorityLevels) as readonly PriorityLevel[];
  return {
    priorityClasses: [
      ...levels.map((level) => priorityClass(target, level)),
      'system-node-critical',
      'system-cluster-critical',
    ],
    ...gpuParameters(target.pools),
    nodeAgents: accountsOf(agents),
    hostPathAgents: permitted('hostPath'),
    hostNetworkAgents: permitted('hostNetwork'),
    privilegedAgents: permitted('privileged'),
    hostProcessAgents: permitted('hostProcess'),
    privilegedNamespaces: [target.namespaces.nodes],
    expectedSecrets: expectedSecrets(target).map(({ namespace, name }) => `${namespace}/${name}`),
    existingObjects: ['PriorityClass/system-node-critical', 'PriorityClass/system-cluster-critical'],
  };
}

function accountsOf(agents: readonly Agent[]): readonly string[] {
  return agents.map(({ namespace, name }) => `${namespace}/${name}`).toSorted();
}
