import type { Issue } from '../infra/model/check.ts';
import type { Platform } from '../infra/model/platform.ts';
import { settingsIssues, type PolicySettings } from '../policies/settings.ts';

/**
 * What is wrong with the policies of a platform and of one of its environments, each at the place where it is written:
 * once the one is laid over the other, nobody knows that any more.
 */
export function authoredPolicyIssues({ policies, environments = {} }: Platform, environment: string): Issue[] {
  return [
    ...issuesBelow('/policies', policies),
    ...issuesBelow(`/environments/${environment}/policies`, environments[environment]?.policies),
  ];
}

function issuesBelow(path: string, settings: PolicySettings = {}): Issue[] {
  return settingsIssues(settings).map((issue) => ({ ...issue, path: `${path}${issue.path}` }));
}
