import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LabelIndex, selects } from '../../../../policies/rules/stack/label-index.ts';

const key = fc.constantFrom('app', 'tier', 'zone');
const value = fc.constantFrom('a', 'b', '');
const labels = fc.dictionary(key, value, { maxKeys: 3 });
const expression = fc.record({
  key,
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.array(value, { maxLength: 2 }),
});
const selector = fc.record(
  { matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const item = fc.record({ namespace: fc.constantFrom('x', 'y'), labels });

describe('a label index', () => {
  test('selects what looking at everything would select', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), selector, (items, wanted) => {
        const expected = items.filter((each) => each.namespace === 'x' && selects(wanted, each.labels));
        expect(new LabelIndex(items).select('x', wanted)).toEqual(expected);
      }),
    );
  });

  test.each([
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] }, { app: 'a' }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] }, {}, false],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] }, {}, true],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] }, { app: 'a' }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, { app: '' }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, { app: '' }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'Like', values: ['a'] }] }, { app: 'a' }, false],
    [{}, { app: 'a' }, true],
    [undefined, {}, true],
  ])('finds that %j and %j agree: %s', (wanted, has, expected) => {
    expect(selects(wanted, has as Readonly<Record<string, string>>)).toBe(expected);
  });
});
