import { showValue, type Issue } from './check.ts';
import { renameRemedy } from './near.ts';
import type { Platform } from './platform.ts';
import { exceptionDayIssues } from './policy-exceptions.ts';
import { programsOf } from './program.ts';
import { provisioningIssues } from './provisioning-issues.ts';
import { environmentIssues } from './semantics/environment-issues.ts';
import { networkIssues } from './semantics/network-issues.ts';
import { patchSecretIssues } from './semantics/patch-secret-issues.ts';
import { placementIssues } from './semantics/placement-issues.ts';
import { poolIssues } from './semantics/pool-issues.ts';
import { countIssues, probeIssues, programIssues } from './semantics/program-issues.ts';
import { sameGpuIssues } from './semantics/same-gpu-issues.ts';
import { secretIssues } from './semantics/secret-issues.ts';
import { serviceIssues } from './semantics/service-issues.ts';
import { sidecarIssues } from './semantics/sidecar-issues.ts';
import { windowsIssues } from './semantics/windows-issues.ts';

/** What the schemas cannot say: rules between the fields of a part, and between parts. */
export function semanticIssues(platform: Platform): Issue[] {
  const programs = programsOf(platform);
  const issues = [
    ...programs.flatMap((program) => [
      ...programIssues(program),
      ...countIssues(program),
      ...probeIssues(program),
      ...windowsIssues(program),
      ...sidecarIssues(program),
      ...secretIssues(program),
    ]),
    ...serviceIssues(platform),
    ...callerIssues(platform),
    ...sameGpuIssues(platform),
    ...poolIssues(platform),
    ...environmentIssues(platform),
    ...Object.keys(platform.environments ?? {}).flatMap((name) => provisioningIssues(platform, name)),
    ...patchSecretIssues(platform),
    ...networkIssues(platform, programs),
    ...exceptionDayIssues(platform),
  ];
  // Which pool takes what can be told of parts that hold by themselves only.
  return withoutRepetitions(issues.length > 0 ? issues : placementIssues(platform));
}

/** What is wrong with a pool is found in each environment that has it. */
function withoutRepetitions(issues: readonly Issue[]): Issue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}

function callerIssues(platform: Platform): Issue[] {
  const known = [...Object.keys(platform.services ?? {}), ...Object.keys(platform.sessionTypes ?? {})];
  return Object.entries(platform.services ?? {}).flatMap(([name, service]) =>
    (service.callers ?? []).flatMap((caller, index) =>
      known.includes(caller)
        ? []
        : [
            {
              path: `/services/${name}/callers/${index}`,
              value: showValue(caller),
              expected: `one of the services and session types ${known.join(', ')}`,
              remedy: renameRemedy(caller, known),
            },
          ],
    ),
  );
}
