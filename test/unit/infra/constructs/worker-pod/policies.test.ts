import { describe, expect, test } from '@jest/globals';
import { workerPod } from '../../../../../infra/constructs/worker-pod/worker-pod.ts';
import { priorityClass } from '../../../../../infra/constructs/pod.ts';
import type { Pod, PodSpec } from '../../../../../infra/kubernetes/types.ts';
import { Flavour } from '../../../../../infra/model/flavour.ts';
import { createJudge } from '../../../../../policies/judge.ts';
import { defaultParameters } from '../../../../../policies/parameters.ts';
import { rules } from '../../../../../policies/rules.ts';
import { workerVariants } from '../../../../support/worker-pods/variants.ts';

const flavours = Flavour.anyOf.map((literal) => literal.const);
const judge = createJudge(rules, {
  ...defaultParameters,
  // The images of the laboratory are named by tag.
  requireDigests: false,
  priorityClasses: (['worker', 'warm'] as const).map((level) => priorityClass({ prefix: 'lab' }, level)),
});

function breachesOf(pod: Pod): readonly string[] {
  return judge({ ...pod }).map(({ rule, places }) => [rule.id, ...places].join(' '));
}

describe('the rules of the platform', () => {
  test.each(flavours)('let every pod of a worker pass, of the flavour %s', (flavour) => {
    const breaches = workerVariants(flavour).flatMap(({ name, input }) =>
      breachesOf(workerPod(input)).map((breach) => `${name}: ${breach}`),
    );
    expect(breaches).toEqual([]);
  });

  test('judge the pods of workers: what is planted in one is found', () => {
    const [variant] = workerVariants('kubernetes');
    if (variant === undefined) throw new Error('there are no variants');
    const { spec, ...pod } = workerPod(variant.input);
    const planted = { ...pod, spec: { ...spec, nodeName: 'node-1', tolerations: [{ operator: 'Exists' }] } as PodSpec };
    expect(breachesOf(planted)).toEqual(['pod-node-name', 'pod-toleration toleration of everything']);
  });
});
