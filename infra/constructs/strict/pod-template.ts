import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { KnownObject, PodTemplateSpec } from '../../kubernetes/types.ts';

/** The template of an object's pods and where it is. */
export interface PlacedTemplate {
  /** JSON pointer to the template. */
  readonly pointer: string;
  readonly template: PodTemplateSpec;
}

/** @returns `undefined` for an object that makes no pods */
export function podTemplateOf(object: KubernetesObject): PlacedTemplate | undefined {
  const known = object as KnownObject;
  switch (known.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job': {
      const template = known.spec?.template;
      return template === undefined ? undefined : { pointer: '/spec/template', template };
    }
    case 'CronJob': {
      const template = known.spec?.jobTemplate.spec?.template;
      return template === undefined ? undefined : { pointer: '/spec/jobTemplate/spec/template', template };
    }
    default:
      return undefined;
  }
}
