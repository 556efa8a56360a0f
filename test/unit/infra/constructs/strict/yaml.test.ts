import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { toYaml } from '../../../../../infra/constructs/strict/yaml.ts';
import { nastyText, nastyTexts } from '../../../../support/nasty-text.ts';

/** As kubectl reads it. */
function read(text: string): unknown {
  return parse(text, { version: '1.1' });
}

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
);

const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    nastyText,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    // Jest compares the prototype of an object with such a key, and no manifest has one.
    fc.dictionary(
      nastyText.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

describe('a manifest as YAML', () => {
  test.each(nastyTexts.map((text) => [JSON.stringify(text), text] as const))('keeps the text %s', (_shown, text) => {
    const object = { data: { text, [text]: 'key' }, list: [text, [text], { text }] };
    expect(read(toYaml([object]))).toEqual(object);
  });

  test('reads back as what it was, whatever that is', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(read(toYaml([value]))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('has a document for each object', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 1, maxLength: 4 }), (values) => {
        const documents = parseAllDocuments(toYaml(values), { version: '1.1' });
        expect(documents.map((document) => document.toJS() as unknown)).toEqual(values);
      }),
    );
  });

  test('is the same for the same content in another order', () => {
    const a = { kind: 'Role', apiVersion: 'v1', rules: [{ verbs: ['get'], apiGroups: [''] }], metadata: { name: 'a' } };
    const b = { metadata: { name: 'a' }, rules: [{ apiGroups: [''], verbs: ['get'] }], apiVersion: 'v1', kind: 'Role' };
    expect(toYaml([a])).toBe(toYaml([b]));
  });

  test('begins with what an object is, and writes lists as kubectl does', () => {
    const object = {
      spec: { ports: [{ port: 80, name: 'http' }], selector: {}, externalIPs: [] },
      metadata: { namespace: 'lab', labels: { b: 'yes', a: '1' }, name: 'web' },
      kind: 'Service',
      apiVersion: 'v1',
    };
    expect(toYaml([object])).toBe(
      [
        'apiVersion: v1',
        'kind: Service',
        'metadata:',
        '  name: web',
        '  namespace: lab',
        '  labels:',
        '    a: "1"',
        '    b: "yes"',
        'spec:',
        '  externalIPs: []',
        '  ports:',
        '  - name: http',
        '    port: 80',
        '  selector: {}',
        '',
      ].join('\n'),
    );
  });

  test('writes a number with an exponent as one that YAML 1.1 knows', () => {
    expect(toYaml([{ a: 1e21, b: 1.5e-7, c: -0 }])).toBe('a: 1.0e+21\nb: 1.5e-7\nc: 0\n');
  });

  test('shows a text of several lines as it is', () => {
    expect(toYaml([{ data: { 'run.sh': '#!/bin/sh\n\necho "$1": done\n', end: 'a\nb' } }])).toBe(
      ['data:', '  end: |-', '    a', '    b', '  run.sh: |', '    #!/bin/sh', '', '    echo "$1": done', ''].join(
        '\n',
      ),
    );
  });

  test.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['NaN', NaN],
    ['an infinity', -Infinity],
    ['a bigint', 1n],
  ])('refuses %s', (_name, value) => {
    expect(() => toYaml([{ spec: { value } }])).toThrow('A manifest cannot hold');
  });
});
