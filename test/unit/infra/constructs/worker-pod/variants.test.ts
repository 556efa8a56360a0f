import { describe, expect, test } from '@jest/globals';
import { workerPod } from '../../../../../infra/constructs/worker-pod/worker-pod.ts';
import { Flavour } from '../../../../../infra/model/flavour.ts';
import { podViolations } from '../../../../support/worker-pods/invariants.ts';
import { workerVariants } from '../../../../support/worker-pods/variants.ts';

const flavours = Flavour.anyOf.map((literal) => literal.const);

describe.each(flavours)('the pods of workers in a cluster of the flavour %s', (flavour) => {
  const variants = workerVariants(flavour);

  test.each(variants.map(({ name, input }) => ({ name, input })))('keep every invariant: $name', ({ input }) => {
    expect(podViolations(workerPod(input), input)).toEqual([]);
  });

  test('are the same for the same input', () => {
    for (const { input } of variants) expect(workerPod(structuredClone(input))).toEqual(workerPod(input));
  });
});
