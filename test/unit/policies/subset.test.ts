import { describe, expect, test } from '@jest/globals';
import { compose } from '../../../policies/cel/compose.ts';
import { subsetIssues } from '../../../policies/cel/subset.ts';
import { isPodVariable, podVariables } from '../../../policies/cel/variables.ts';
import { variablesIn } from '../../../policies/cel/ast.ts';
import { factsOf } from '../../../policies/kinds.ts';
import { defaultParameters, isParameterName } from '../../../policies/parameters.ts';
import { rules } from '../../../policies/rules.ts';

describe('the subset of CEL', () => {
  test.each([
    "!has(pod.spec.os) || pod.spec.os.name in ['linux', 'windows']",
    'pod.spec.containers.all(c, c.resources.limits.exists(r, r.startsWith("a/") && r != ""))',
    'size(object.spec.ports.filter(p, p.port > 1024).map(p, p.port)) <= 2',
    "object.metadata.name.matches('^[a-z]([a-z0-9-]*[a-z0-9])?$') ? true : int(object.spec.count) + 1 == 3",
    'has(object.rules) && dyn(object.rules) != null',
    "(has(object.data) ? object.data : {}).exists_one(k, k == 'a')",
    "'limits' in dyn(object.resources) && object.list.join(', ').contains('x') && variables.names[0].endsWith('y')",
  ])('takes %s', (text) => {
    expect(subsetIssues(text)).toEqual([]);
  });

  test.each([
    ["quantity('1Gi').isGreaterThan(quantity('1Mi'))", "quantity('1Gi')"],
    ["object.spec.?os.orValue('') == ''", "object.spec.?os.orValue('') == ''"],
    ['object.list[?0].hasValue()', 'object.list[?0].hasValue()'],
    ['sets.contains(object.a, object.b)', 'sets'],
    ["object.name.find('[0-9]+') == '1'", "object.name.find('[0-9]+')"],
    ['object.name.matches(object.pattern)', 'object.name.matches(object.pattern)'],
    ["object.name.matches('(?i)abc')", "'(?i)abc'"],
    ["object.name.matches('(a)\\\\1')", "'(a)\\\\1'"],
    ['object.spec.replicas > 1.5', '1.5'],
    ['object.spec.replicas > 1u', '1u'],
    ['object.spec.replicas * 2 > 1', 'object.spec.replicas * 2'],
    ['-object.spec.replicas < 1', '-object.spec.replicas'],
    ["{'a': 1}.size() == 1", "{'a': 1}"],
    ['request.operation == "CREATE"', 'request'],
    ['object.list.all(pod, pod.x)', 'pod'],
    ['object.list.map(x, x > 1, x).size() == 0', 'object.list.map(x, x > 1, x)'],
    ["timestamp(object.time) < timestamp('2027-01-01T00:00:00Z')", 'timestamp(object.time)'],
  ])('refuses %s', (text, found) => {
    expect(subsetIssues(text)).toContainEqual(expect.objectContaining({ found }));
  });

  test('says what is no CEL at all', () => {
    expect(subsetIssues('has(object.spec')[0]?.expected).toMatch(/^CEL \(.+\)$/);
  });
});

describe('the texts of', () => {
  test.each(Object.entries(podVariables))('the variable %s are in the subset', (_name, { expression }) => {
    expect(subsetIssues(expression)).toEqual([]);
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))(
    'the rule %s are in the subset for each of its kinds',
    (_id, rule) => {
      const kinds = rule.matches.flatMap((match) => match.kinds);
      for (const pod of new Set(kinds.map((kind) => factsOf(kind).pod))) {
        const { variables, expression, places } = compose(rule, pod, defaultParameters);
        // Parameters are literals of any kind.
        const derived = variables.filter(({ name }) => isPodVariable(name)).map((each) => each.expression);
        expect([expression, ...(places === undefined ? [] : [places]), ...derived].flatMap(subsetIssues)).toEqual([]);
      }
    },
  );

  test.each(rules.map((rule) => [rule.id, rule] as const))(
    'the rule %s read the parameters that it declares',
    (_id, rule) => {
      const texts = [rule.expression, ...(rule.each?.lists ?? []).flatMap(({ where }) => where ?? [])];
      const read = texts.flatMap(variablesIn).filter(isParameterName);
      expect([...new Set(read)].toSorted()).toEqual([...(rule.parameters ?? [])].toSorted());
    },
  );
});
