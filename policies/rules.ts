import type { Rule, StackRule } from './rule.ts';
import { accessRules } from './rules/access.ts';
import { dataRules } from './rules/data.ts';
import { gpuRules } from './rules/gpu.ts';
import { imageRules } from './rules/images.ts';
import { podRules } from './rules/pods.ts';
import { securityRules } from './rules/security.ts';
import { disruptionBudget } from './rules/stack/disruption-budget.ts';
import { namesUnique } from './rules/stack/names-unique.ts';
import { networkDefaultDeny } from './rules/stack/network-default-deny.ts';
import { referencesExist } from './rules/stack/references-exist.ts';
import { replicas } from './rules/stack/replicas.ts';
import { scalerOwnsReplicas } from './rules/stack/scaler-owns-replicas.ts';
import { serviceSelects } from './rules/stack/service-selects.ts';
import type { World } from './rules/stack/world.ts';
import { tokenRules } from './rules/tokens.ts';
import { windowsRules } from './rules/windows.ts';
import { workloadRules } from './rules/workloads.ts';

/** All rules over one object: the same for every gate. */
export const rules: readonly Rule[] = [
  ...podRules,
  ...imageRules,
  ...gpuRules,
  ...securityRules,
  ...windowsRules,
  ...tokenRules,
  ...dataRules,
  ...workloadRules,
  ...accessRules,
];

/** All rules over several objects, which the API server cannot judge. */
export const stackRules: readonly StackRule<World>[] = [
  networkDefaultDeny,
  disruptionBudget,
  replicas,
  scalerOwnsReplicas,
  serviceSelects,
  referencesExist,
  namesUnique,
];
