import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Target } from '../../model/target.ts';
import { at, type Part } from '../part.ts';
import { apiServerEdge } from './agent.ts';
import { deviceClasses } from './device-classes.ts';
import { devicePluginConfig, devicePluginConfigName } from './device-plugin-config.ts';
import { devicePlugin } from './device-plugin.ts';
import { gpuOperatorNamespace } from './foreign-namespaces.ts';
import { agentAccess, agentsCalled, discoveryAccess } from './gpu-access.ts';
import { gpuFeatureDiscovery } from './gpu-feature-discovery.ts';
import { agentNames, gpuStackOf, linuxGpuPools, pluginPools } from './gpu-stack.ts';
import { mpsControlDaemon } from './mps.ts';
import { nfdCrds } from './nfd-crds.ts';
import { nfdNames, nodeFeatureDiscovery } from './node-feature-discovery.ts';

/**
 * What finds the GPUs of Linux nodes and hands them out. The DRA driver is a third part: it is expected where a pool is
 * shared by claims.
 */
export function gpus(target: Target): Part {
  const classes = at('classes', deviceClasses(target));
  if (linuxGpuPools(target).length === 0) return { objects: classes, edges: [], access: [] };
  switch (gpuStackOf(target)) {
    case 'own': {
      const own = ownStack(target);
      return { ...own, objects: [...classes, ...own.objects] };
    }
    case 'operator':
      return { objects: [...classes, ...at('nodes', operatorConfig(target))], edges: [], access: [] };
    case 'platform':
      return { objects: classes, edges: [], access: [] };
  }
}

/** The operator runs the plugin; how the GPUs are shared, its ClusterPolicy takes from this (`devicePlugin.config`). */
function operatorConfig(target: Target): readonly KubernetesObject[] {
  if (pluginPools(target).length === 0) return [];
  return [devicePluginConfig(target, { name: `${target.prefix}-device-plugin`, namespace: gpuOperatorNamespace })];
}

function ownStack(target: Target): Part {
  const config = devicePluginConfig(target, { name: devicePluginConfigName, namespace: target.namespaces.nodes });
  const hasPlugin = pluginPools(target).length > 0;
  const mps = mpsControlDaemon(target);
  const agents = [
    ...(hasPlugin ? [agentNames.devicePlugin] : []),
    ...(mps === undefined ? [] : [agentNames.mps]),
    agentNames.discovery,
  ];
  return {
    objects: at('nodes', [
      config,
      ...nodeFeatureDiscovery(target),
      gpuFeatureDiscovery(target),
      ...(hasPlugin ? [devicePlugin(target)] : []),
      ...(mps === undefined ? [] : [mps]),
    ]),
    edges: [...agents, ...Object.values(nfdNames)].map((name) => apiServerEdge(target, name)),
    access: [...agents.map((name) => agentAccess(target, name)), ...discoveryAccess(target)],
    agents: agentsCalled(target, [...agents, nfdNames.worker]),
    crds: nfdCrds,
  };
}
