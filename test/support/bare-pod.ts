import { podTemplateOf } from '../../infra/constructs/strict/pod-template.ts';
import type { KubernetesObject } from '../../infra/kubernetes/object.ts';
import type { Pod, StatefulSet, Volume } from '../../infra/kubernetes/types.ts';

/**
 * The Pod that a workload would make, under the name `bare`: Pod Security, and much of what the API server checks, judges
 * Pods only. A claim of a StatefulSet becomes a volume as its controller would have it.
 */
export function barePod(object: KubernetesObject): Pod | undefined {
  const template = podTemplateOf(object)?.template;
  if (template?.spec === undefined) return undefined;
  const claims = object.kind === 'StatefulSet' ? ((object as StatefulSet).spec?.volumeClaimTemplates ?? []) : [];
  const volumes = claims.flatMap(({ metadata }): Volume[] =>
    metadata?.name === undefined ? [] : [{ name: metadata.name, persistentVolumeClaim: { claimName: metadata.name } }],
  );
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...template.metadata, name: 'bare', namespace: object.metadata.namespace },
    spec: { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...volumes] },
  };
}
