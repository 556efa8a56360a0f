import { describe, expect, test } from '@jest/globals';
import { objectViolations } from '../../../policies/adapters/synth.ts';
import { createJudge } from '../../../policies/judge.ts';
import { defaultParameters } from '../../../policies/parameters.ts';
import { rules } from '../../../policies/rules.ts';
import { resolveSettings } from '../../../policies/settings.ts';
import { violationText } from '../../../policies/violation.ts';
import type { Row } from '../../support/policies/row.ts';
import { several } from '../../support/policies/several.ts';
import { lenientParameters, table, tableParameters } from '../../support/policies/table.ts';
import { expectedText, titleOf } from '../../support/policies/verdict.ts';

const judged = [
  ...judgedBy(tableParameters, (row) => row.lenient !== true),
  ...judgedBy(lenientParameters, (row) => row.lenient === true),
];

/** What the rules say of rows, each with its row. */
function judgedBy(parameters: Readonly<Record<string, unknown>>, isMeant: (row: Row) => boolean) {
  const rows = table.filter(isMeant);
  const objects = rows.map(({ object }, index) => ({ path: String(index), object }));
  const violations = Map.groupBy(objectViolations(objects, resolveSettings({ parameters })), ({ path }) => path);
  return rows.map((row, index) => ({ row, found: (violations.get(String(index)) ?? []).map(violationText) }));
}

describe('at synth', () => {
  test.each(judged.map(({ row, found }) => [titleOf(row), row, found] as const))('%s', (_title, row, found) => {
    expect(found).toEqual([expectedText(row)].filter((text) => text !== undefined));
  });
});

describe('what breaks several rules', () => {
  test.each(several.map((verdict) => [verdict.name, verdict] as const))('%s', (_name, { object, broken }) => {
    const judge = createJudge(rules, { ...defaultParameters, ...tableParameters });
    expect(Object.fromEntries(judge(object).map(({ rule, places }) => [rule.id, places]))).toEqual(broken);
  });
});

describe('the table', () => {
  test.each(rules.map(({ id }) => id))('has an object that keeps %s and one that breaks it', (id) => {
    const rows = table.filter(({ rule }) => rule === id);
    expect(rows.some(({ broken }) => broken === undefined)).toBe(true);
    expect(rows.some(({ broken }) => broken !== undefined)).toBe(true);
  });

  test('names each row once', () => {
    const names = table.map((row) => titleOf(row));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
