import { cataloguePool, type CatalogueCluster } from './catalogue-pool.ts';
import { catalogueOf, type Catalogue } from './catalogue.ts';
import type { Target } from './target.ts';

/** A catalogue that says where its workers run. */
export type ClusterCatalogue = Catalogue & { readonly cluster: CatalogueCluster };

/** The catalogue of an environment: what the services in its cluster know of the model, and of its pools. */
export function clusterCatalogueOf(target: Target): ClusterCatalogue {
  return {
    ...catalogueOf(target.platform),
    cluster: {
      environment: target.name,
      flavour: target.flavour,
      prefix: target.prefix,
      namespace: target.namespaces.workers,
      images: {
        platform: target.image('platform'),
        'platform-windows': target.image('platform-windows'),
        application: target.image('application'),
        'application-windows': target.image('application-windows'),
      },
      pools: target.pools.map(cataloguePool),
    },
  };
}
