import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from '@berth-platform/berth/worker';

import { readRequest } from '../../../../examples/simulation/geometry/request.ts';
import { readPlan } from '../../../../examples/simulation/shared/plan.ts';

describe('what the user asks for', () => {
  test('has defaults', () => {
    expect(readRequest({})).toEqual({ geometry: 'cavity.stl', cells: 60, steps: 3840 });
    expect(readRequest({ geometry: 'parts/l.stl', cells: 20 })).toEqual({
      geometry: 'parts/l.stl',
      cells: 20,
      steps: 1280,
    });
  });

  test.each<[JsonValue, string]>([
    [{ cells: 3 }, 'cells: found 3, expected a whole number within 10..200'],
    [{ cells: '60' }, 'cells: found "60", expected a whole number within 10..200'],
    [{ steps: 0.5 }, 'steps: found 0.5, expected a whole number within 100..50000'],
    [{ geometry: 7 }, 'geometry: found 7, expected a text'],
    [{ cels: 60 }, 'cels: unknown field, expected one of geometry, cells, steps'],
    [[], 'input: found [], expected an object'],
  ])('%j is refused with the field named', (input, message) => {
    expect(() => readRequest(input)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID', message }));
  });
});

test('a plan whose slabs leave a layer out is refused', () => {
  const slabs = [
    { worker: 'solver-0', firstLayer: 0, layers: 5 },
    { worker: 'solver-1', firstLayer: 6, layers: 5 },
  ];
  expect(() => readPlan({ layers: 11, rows: 4, columns: 4, slabs })).toThrow(
    /^plan\.slabs: found .*expected slabs that follow each other from layer 0 to layer 10$/,
  );
});
