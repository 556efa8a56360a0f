import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { composeText } from '../../../../infra/compose/compose-text.ts';
import { toYaml } from '../../../../infra/constructs/strict/yaml.ts';
import { composed, lab } from './support/lab.ts';

const project = composed(lab, { production: true });
const text = composeText(project, (value) => toYaml([value]));

/** What compose does with `$$`. */
const asComposeReads = (value: string): string => value.replaceAll('$$', '$');

describe('the text of a compose file', () => {
  test('says all that the object says', () => {
    const read = parse(text, (_key, value: unknown) =>
      typeof value === 'string' ? asComposeReads(value) : value,
    ) as unknown;
    expect(read).toEqual(JSON.parse(JSON.stringify(project.file)));
  });

  test('leaves nothing to be replaced by variables of the machine', () => {
    expect(text).toContain('5$$ or $${MORE}');
    expect(text.replaceAll('$$', '')).not.toContain('$');
  });

  test('tells how it was made, and what is different from a cluster', () => {
    const header = text.slice(0, text.indexOf('\nname:'));
    expect(header.split('\n').every((line) => line === '' || line.startsWith('#'))).toBe(true);
    expect(header).toContain('`berth compose`');
    expect(header).toContain('# /services/cad: is left out: a Windows container cannot run beside Linux ones');
  });

  test('has the services first', () => {
    expect([...text.matchAll(/^([a-z]+):/gm)].map(([, name]) => name)).toEqual([
      'name',
      'services',
      'networks',
      'volumes',
      'configs',
      'secrets',
    ]);
  });
});
