import { isNull } from '../cel/null.ts';
import { podKinds } from '../kinds.ts';
import type { Rule } from '../rule.ts';

/** Who gets a token for the API server. */
export const tokenRules: readonly Rule[] = [
  {
    id: 'api-token',
    title: 'Only pods that declare it get a token for the API server',
    reason: 'A token that is not needed is only of use to whoever breaks in.',
    remedy:
      'Set automountServiceAccountToken: false, and give each projected serviceAccountToken an audience that is not the ' +
      'API server; or declare the need by the label berth.dev/api-access: "true".',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['apiServerAudiences'],
    expression:
      'variables.apiAccess || (has(pod.spec.automountServiceAccountToken) && !pod.spec.automountServiceAccountToken' +
      ' && (!has(pod.spec.volumes) || pod.spec.volumes.all(v, !has(v.projected) || !has(v.projected.sources)' +
      ` || ${isNull('v.projected.sources')}` +
      ` || v.projected.sources.all(s, !has(s.serviceAccountToken) || (${isForOthers('s.serviceAccountToken')})))))`,
  },
  {
    id: 'api-identity',
    title: 'Who talks to the API server does so under a name of its own',
    reason: 'What the default service account may do, every pod of the namespace may do.',
    remedy: 'Set serviceAccountName to a service account of this workload.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    expression:
      "!variables.apiAccess || (has(pod.spec.serviceAccountName) && !(pod.spec.serviceAccountName in ['', 'default']))",
  },
];

/** A token without an audience is for the API server. */
function isForOthers(token: string): string {
  return (
    `has(${token}.audience) && ${token}.audience != ''` + ` && !(${token}.audience in variables.apiServerAudiences)`
  );
}
