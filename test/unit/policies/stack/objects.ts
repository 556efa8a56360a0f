import type { KubernetesObject, PlacedObject } from '../../../../policies/objects.ts';
import { defaultParameters, type PolicyParameters } from '../../../../policies/parameters.ts';
import type { StackRule } from '../../../../policies/rule.ts';
import { createWorld, type World } from '../../../../policies/rules/stack/world.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An object in the namespace `app`. */
export function object(apiVersion: string, kind: string, name: string, fields: Fields = {}): KubernetesObject {
  return { apiVersion, kind, metadata: { name, namespace: 'app' }, ...fields };
}

/** An object without a namespace. */
export function clusterObject(apiVersion: string, kind: string, name: string, fields: Fields = {}): KubernetesObject {
  return { apiVersion, kind, metadata: { name }, ...fields };
}

/** A Deployment whose pods have the label `app` with its name. */
export function deployment(name: string, replicas?: number, podSpec: Fields = {}): KubernetesObject {
  return object('apps/v1', 'Deployment', name, {
    spec: {
      ...(replicas !== undefined && { replicas }),
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main' }], ...podSpec } },
    },
  });
}

/** A HorizontalPodAutoscaler of a Deployment. */
export function autoscaler(of: string, minReplicas?: number, name = of): KubernetesObject {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: of };
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
    spec: { scaleTargetRef, maxReplicas: 9, ...(minReplicas !== undefined && { minReplicas }) },
  });
}

/** What a rule finds: `Kind name: what`. */
export function findings(
  rule: StackRule<World>,
  objects: readonly KubernetesObject[],
  parameters: Partial<PolicyParameters> = {},
): readonly string[] {
  const placed: readonly PlacedObject[] = objects.map((each, index) => ({ path: `object-${index}`, object: each }));
  return rule
    .check(createWorld(placed), { ...defaultParameters, ...parameters })
    .map(({ on, place }) => `${on.object.kind} ${on.object.metadata?.name ?? ''}: ${place}`);
}
