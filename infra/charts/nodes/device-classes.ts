import { labelsOf } from '../../constructs/labels.ts';
import type { DeviceClass } from '../../kubernetes/types.ts';
import { gpuProductLabel, type GpuFacts } from '../../model/gpu-facts.ts';
import type { Target } from '../../model/target.ts';
import { linuxGpuPools } from './gpu-stack.ts';

const driver = 'gpu.nvidia.com';

/**
 * A class of devices for each pool whose GPUs are claimed (DRA). The driver has a class of its own, `gpu.nvidia.com`,
 * which also stands for the resource `nvidia.com/gpu` where the cluster allows it: a class of ours selects the same
 * devices without that, and a quota can bound it for this environment.
 */
export function deviceClasses(target: Target): readonly DeviceClass[] {
  return linuxGpuPools(target).flatMap(({ gpu }) => {
    const { deviceClass: name } = gpu;
    if (name === undefined) return [];
    return [
      {
        apiVersion: 'resource.k8s.io/v1' as const,
        kind: 'DeviceClass' as const,
        metadata: { name, labels: labelsOf(target, { name, component: 'node-pool' }) },
        spec: { selectors: selectors(target, gpu).map((expression) => ({ cel: { expression } })) },
      },
    ];
  });
}

/**
 * Whole GPUs of the driver; where the nodes are there already, of the pool's model too. An autoscaler that has to guess
 * at a node which is not there yet knows no more of its GPUs than that they are some (Cluster Autoscaler,
 * clusterapi_unstructured.go `InstanceResourceSlices`): there the labels of the node choose the model.
 */
function selectors(target: Target, gpu: GpuFacts): readonly string[] {
  const ofDriver = `device.driver == '${driver}' && device.attributes['${driver}'].type == 'gpu'`;
  const isKnown = target.environment.provisioning === undefined && gpu.label.key === gpuProductLabel;
  if (!isKnown) return [ofDriver];
  // GPU feature discovery writes dashes for the spaces of the product's name; the driver leaves them.
  return [ofDriver, `device.attributes['${driver}'].productName.replace(' ', '-') == '${gpu.label.value}'`];
}
