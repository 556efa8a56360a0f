import { at, type Part } from '../infra/charts/part.ts';
import { labelsOf } from '../infra/constructs/labels.ts';
import type { Target } from '../infra/model/target.ts';
import { admissionObjects } from '../policies/adapters/admission.ts';
import type { PolicySettings } from '../policies/settings.ts';

/** The rules as ValidatingAdmissionPolicies of an environment: the API server keeps what the synthesis began. */
export function admission(target: Target, settings: PolicySettings): Part {
  const labels = labelsOf(target, { name: 'policies', component: 'admission' });
  return {
    objects: at('policies', admissionObjects(settings, { prefix: target.prefix, labels })),
    edges: [],
    access: [],
  };
}
