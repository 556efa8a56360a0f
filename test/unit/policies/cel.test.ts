import { describe, expect, test } from '@jest/globals';
import { replaceIdentifier, variablesIn } from '../../../policies/cel/ast.ts';
import { compose } from '../../../policies/cel/compose.ts';
import { compileVariables, createCompiler, lazyVariables } from '../../../policies/cel/evaluate.ts';
import { canonicalQuantity } from '../../../policies/cel/quantity.ts';
import { limitsOf, requestsOf } from '../../../policies/cel/quantities.ts';
import { toCel } from '../../../policies/cel/values.ts';
import { defaultParameters } from '../../../policies/parameters.ts';
import type { Rule } from '../../../policies/rule.ts';
import { quantities } from '../../support/policies/quantities.ts';

const compile = createCompiler();
const evaluate = (text: string, object: unknown) => compile(text)({ object: toCel(object), variables: {} });

describe('an object in CEL', () => {
  test('has integers where it has whole numbers', () => {
    expect(evaluate('object.spec.replicas + 1 == 3', { spec: { replicas: 2 } })).toBe(true);
    expect(() => compile('object.spec.replicas + 1')({ object: { spec: { replicas: 2 } }, variables: {} })).toThrow(
      /no such overload/,
    );
  });

  test('keeps numbers that are not whole', () => {
    expect(evaluate('object.share > 0 && object.share < 1', { share: 0.25 })).toBe(true);
  });

  test('has no field that is null or undefined', () => {
    expect(
      evaluate('has(object.spec.os) || has(object.spec.hostname)', { spec: { os: null, hostname: undefined } }),
    ).toBe(false);
  });

  test('has a false field', () => {
    expect(evaluate('has(object.spec.hostPID) && !object.spec.hostPID', { spec: { hostPID: false } })).toBe(true);
  });

  test('fails where a field is read that is not there, as in the API server', () => {
    expect(() => evaluate("object.spec.os.name == ''", { spec: {} })).toThrow('No such key: os');
    expect(() => evaluate('has(object.spec.os.name)', { spec: {} })).toThrow('No such key: os');
  });

  test('does not fail where the other side of && or || decides', () => {
    expect(evaluate('has(object.spec.os) && object.spec.os.name == "linux"', { spec: {} })).toBe(false);
    expect(evaluate('object.spec.os.name == "linux" || true', { spec: {} })).toBe(true);
  });

  test('has quantities in their canonical form', () => {
    const object = { resources: { limits: { cpu: 1, memory: '1024Mi' }, requests: { cpu: '1000m', memory: '1Gi' } } };
    expect(evaluate('object.resources.limits == object.resources.requests', object)).toBe(true);
    expect(evaluate("object.resources.limits['cpu'] == '1'", object)).toBe(true);
  });

  test('has no fields but its own', () => {
    expect(evaluate('has(object.toString) || has(object.constructor)', {})).toBe(false);
  });
});

/** What the API server leaves in an odd spelling, or refuses. */
const oddQuantities = [
  ['+5', '5'],
  ['5.', '5'],
  ['1E3', '1e3'],
  ['-1500m', '-1500m'],
  ['soon', 'soon'],
  ['', ''],
  ['.', '.'],
] as const;

describe('a quantity', () => {
  test.each([...quantities, ...oddQuantities])('written %s is %s', (written, canonical) => {
    expect(canonicalQuantity(written)).toBe(canonical);
  });
});

describe('an identifier', () => {
  test('is replaced wherever it stands for itself, and nowhere else', () => {
    expect(
      replaceIdentifier("pod.spec.pod == 'pod' && has(pod.metadata) && pods.all(p, p != pod)", 'pod', 'object.spec'),
    ).toBe("object.spec.spec.pod == 'pod' && has(object.spec.metadata) && pods.all(p, p != object.spec)");
  });

  test('of a variable is found once, also in has and in lists', () => {
    expect(variablesIn("variables.os == 'a' || object.l.all(x, x in variables.names && variables.os != x)")).toEqual([
      'os',
      'names',
    ]);
  });
});

const rule: Rule = {
  id: 'test',
  title: 'Test',
  reason: 'Test.',
  remedy: 'Test.',
  severity: 'mandatory',
  matches: [{ kinds: ['Pod'] }],
  each: {
    as: 'c',
    lists: [{ in: 'pod.spec.containers' }, { in: 'pod.spec.initContainers', where: 'c.stays' }],
    place: 'c.name',
  },
  expression: "variables.os == '' && c.image in variables.allowedRegistries",
};

describe('a rule', () => {
  test('is composed for where the pod is', () => {
    const { expression, places } = compose(rule, 'object.spec.template', defaultParameters);
    expect(expression).toBe(
      "(!has(object.spec.template.spec.containers) || object.spec.template.spec.containers.all(c, variables.os == '' && c.image in variables.allowedRegistries))" +
        ' && (!has(object.spec.template.spec.initContainers) || object.spec.template.spec.initContainers.all(c, !(c.stays) || ' +
        "(variables.os == '' && c.image in variables.allowedRegistries)))",
    );
    expect(places).toContain("object.spec.template.spec.initContainers.filter(c, (c.stays) && !(variables.os == ''");
  });

  test('passes over a list that is null in the API server', () => {
    const each = { as: 'r', lists: [{ in: 'object.rules', nullable: true }], place: 'r.name' };
    const { expression, places } = compose({ ...rule, each, expression: 'r.fine' }, undefined, defaultParameters);
    expect(expression).toBe('(!has(object.rules) || dyn(object.rules) == null || object.rules.all(r, r.fine))');
    expect(places).toMatch(/^\(has\(object\.rules\) && !\(dyn\(object\.rules\) == null\) \? /);
    expect(compile(expression)({ object: { rules: null }, variables: {} })).toBe(true);
    expect(compile(places ?? '')({ object: { rules: null }, variables: {} })).toEqual([]);
  });

  test('brings its variables with it, each behind what it needs', () => {
    const read = { ...rule, each: undefined, expression: 'variables.apiAccess && variables.requireDigests' };
    const { variables } = compose(read, 'object', { ...defaultParameters, requireDigests: false });
    expect(variables.map(({ name }) => name)).toEqual(['labels', 'annotations', 'apiAccess', 'requireDigests']);
    expect(variables.at(-1)?.expression).toBe('false');
  });

  test('that reads an unknown variable is refused by name', () => {
    expect(() => compose({ ...rule, expression: 'variables.oss' }, 'object', defaultParameters)).toThrow(
      /variables\.oss is neither/,
    );
  });
});

describe('variables', () => {
  test('are computed when they are first read, and once', () => {
    const reads: string[] = [];
    const counted = (name: string, value: string) => [name, () => (reads.push(name), value)] as const;
    const variables = lazyVariables({}, [counted('a', '1'), counted('b', '2')]);
    expect([variables['b'], variables['b']]).toEqual(['2', '2']);
    expect(reads).toEqual(['b']);
  });

  test('may read each other', () => {
    const variables = compileVariables(compile, [
      { name: 'os', expression: 'object.os' },
      { name: 'isWindows', expression: "variables.os == 'windows'" },
    ]);
    expect(lazyVariables({ os: 'windows' }, variables)['isWindows']).toBe(true);
  });
});

describe('the limits of a container', () => {
  test.each([
    [{ name: 'a' }, []],
    [{ name: 'a', resources: {} }, []],
    [{ name: 'a', resources: { requests: { cpu: 1 } } }, []],
    [{ name: 'a', resources: { limits: { cpu: 1, memory: '1Gi' } } }, ['cpu', 'memory']],
  ])('of %j are %j', (container, names) => {
    expect(evaluate(`${limitsOf('object')}.map(r, r)`, container)).toEqual(names);
  });

  test('are told from its requests', () => {
    const container = { resources: { requests: { cpu: 1 }, limits: { memory: '1Gi' } } };
    expect(evaluate(`'cpu' in ${requestsOf('object')} && !('cpu' in ${limitsOf('object')})`, container)).toBe(true);
  });
});
