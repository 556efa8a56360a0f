import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { celSubset } from '../../../policies/cel/subset.ts';
import { parameters } from '../../../policies/parameters.ts';
import { rules, stackRules } from '../../../policies/rules.ts';
import { definePlatform } from '../../../infra/model/platform.ts';
import { assemble, violationsOf } from '../../../stacks/assemble.ts';
import { rowsBelow } from './support/config-rows.ts';
import { partIn, platformIn } from './support/platform-in.ts';

const guides = join(import.meta.dirname, '../../../docs/guides');
const page = await readFile(join(guides, 'policies.md'), 'utf8');
const laboratory = platformIn(await readFile(join(guides, 'your-first-environment.md'), 'utf8'));
const noDigests = { parameters: { requireDigests: false } };

describe('docs/guides/policies.md', () => {
  test.each([
    ['Rules over one object', rules],
    ['Rules over several objects', stackRules],
  ])('has the table "%s" as the code has it', (heading, declared) => {
    expect(rowsBelow(heading, page)).toEqual(
      declared.map(({ id, severity, title, remedy }) => [`\`${id}\``, severity, title, remedy]),
    );
  });

  test('has every parameter with its default', () => {
    expect(rowsBelow('Parameters', page)).toEqual(
      Object.entries(parameters).map(([name, parameter]) => [
        `\`${name}\``,
        `\`${JSON.stringify(parameter.default)}\``,
        parameter.description,
      ]),
    );
  });

  test.each(['In an environment', 'Exceptions'])(
    'shows below "%s" what the laboratory of the guides can add',
    (heading) => {
      const platform = definePlatform({ ...laboratory, policies: noDigests, ...partIn(page, heading) });
      const found = Object.keys(platform.environments ?? {}).flatMap((name) =>
        violationsOf(assemble(platform, name), '2026-12-01'),
      );
      const isWrong = ({ severity, rule }: (typeof found)[number]) =>
        severity === 'mandatory' || rule === 'policy-exception';
      expect(found.filter(isWrong)).toEqual([]);
    },
  );

  test('names the functions that rules may use', () => {
    const part = page.split('## Writing a rule')[1] ?? '';
    const named = [...part.matchAll(/`([a-zA-Z_]+)`/g)].map(([, name]) => name);
    expect(named).toEqual(expect.arrayContaining([...celSubset.functions, ...celSubset.methods]));
  });
});

describe('every rule', () => {
  test.each([...rules, ...stackRules].map((rule) => [rule.id, rule] as const))(
    '%s says what, why and what to do',
    (id, rule) => {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
      expect(rule.reason).toMatch(/^[A-Z].*\.$/);
      expect(rule.remedy).toMatch(/^[A-Z].*\.$/);
      expect(`${rule.title}${rule.remedy}`).not.toMatch(/[|\n]/);
    },
  );

  test('has an id of its own', () => {
    const ids = [...rules, ...stackRules].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
