import { labelsOf } from '../../constructs/labels.ts';
import type { ConfigMap } from '../../kubernetes/types.ts';
import { clusterCatalogueOf } from '../../model/cluster-catalogue.ts';
import type { Target } from '../../model/target.ts';

export const catalogueName = 'catalogue';
export const catalogueKey = 'catalogue.json';

/** What the run-time services know of the model. */
export function catalogueConfig(target: Target): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: catalogueName,
      namespace: target.namespaces.system,
      labels: labelsOf(target, { name: catalogueName, component: 'configuration' }),
    },
    data: { [catalogueKey]: `${JSON.stringify(clusterCatalogueOf(target), undefined, 2)}\n` },
  };
}
