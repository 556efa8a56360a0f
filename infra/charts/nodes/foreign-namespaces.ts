import type { ClusterApi, ConfigConnector } from '../../model/provisioning.ts';
import type { Target } from '../../model/target.ts';
import { gpuStackOf, pluginPools } from './gpu-stack.ts';

/** The namespace of OpenShift's Machine API; machines are nowhere else. */
export const machineApiNamespace = 'openshift-machine-api';
/** Where OpenShift's catalogue installs the GPU Operator. */
export const gpuOperatorNamespace = 'nvidia-gpu-operator';

/** Where Config Connector looks for node pools. */
export function configConnectorNamespace({ namespace = 'config-connector' }: ConfigConnector): string {
  return namespace;
}

/** Where Cluster API has the machines of the cluster. */
export function clusterApiNamespace({ namespace = 'default' }: ClusterApi): string {
  return namespace;
}

/** Namespaces of others, which nodes and GPUs have objects in: whoever installed those made them. */
export function foreignNamespaces(target: Target): readonly string[] {
  const { machineSets, configConnector, clusterApi } = target.environment.provisioning ?? {};
  const hasOperator = gpuStackOf(target) === 'operator' && pluginPools(target).length > 0;
  return [
    ...(machineSets === undefined ? [] : [machineApiNamespace]),
    ...(configConnector === undefined ? [] : [configConnectorNamespace(configConnector)]),
    ...(clusterApi === undefined ? [] : [clusterApiNamespace(clusterApi)]),
    ...(hasOperator ? [gpuOperatorNamespace] : []),
  ];
}
