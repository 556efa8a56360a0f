import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alertRules } from '../../../infra/charts/observability/alerts.ts';
import { stages } from '../../../infra/charts/part.ts';
import { expectedSecrets } from '../../../infra/charts/secrets/expected-secrets.ts';
import { targetOf } from '../../../infra/model/target.ts';
import { assemble, violationsOf } from '../../../stacks/assemble.ts';
import { manifestFiles } from '../../../stacks/manifest-files.ts';
import { platformIn } from './support/platform-in.ts';

const page = await readFile(join(import.meta.dirname, '../../../docs/guides/your-first-environment.md'), 'utf8');
const platform = platformIn(page);

/** The first cells of the rows that match, without their quotes. */
function cells(pattern: RegExp): readonly string[] {
  return [...page.matchAll(pattern)].map(([, cell = '']) => cell);
}

describe('docs/guides/your-first-environment.md', () => {
  test.each(['dev', 'production'])('declares the environment %s, which breaks no mandatory rule', (name) => {
    const broken = violationsOf(assemble(platform, name), '2026-12-01').filter(
      ({ severity }) => severity === 'mandatory',
    );
    expect(broken).toEqual([]);
  });

  test('names the files that are written, in their order', () => {
    const named = cells(/^\| `(\d\d-[a-z]+\.yaml)`/gm);
    expect(named).toEqual(stages.map((stage, index) => `${String(index).padStart(2, '0')}-${stage}.yaml`));
    const written = manifestFiles(assemble(platform, 'production').synthesis).map(({ path }) => path.split('/')[1]);
    expect(written.filter((file) => file !== undefined && !named.includes(file))).toEqual([]);
  });

  test('names the Secrets that are expected, with their keys', () => {
    const target = targetOf(platform, 'production');
    const expected = expectedSecrets(target).map((secret) => [`${secret.namespace}/${secret.name}`, secret] as const);
    const rows = [...page.matchAll(/^\| `(lab-[a-z]+\/[a-z-]+)`\s+\| ([^|]+)\|/gm)];
    const named = new Map(rows.map(([, name = '', keys = '']) => [name, keys.trim()]));
    expect([...named.keys()].toSorted()).toEqual(expected.map(([name]) => name).toSorted());
    for (const [name, { keys }] of expected) {
      const shown = named.get(name);
      if (shown !== 'a key for each user') {
        expect([name, shown]).toEqual([
          name,
          Object.keys(keys)
            .map((key) => `\`${key}\``)
            .join(', '),
        ]);
      }
    }
  });

  test('names the alerts', () => {
    const groups = alertRules(targetOf(platform, 'production')).flatMap(({ spec }) => spec.groups ?? []);
    const alerts = groups.flatMap(({ rules = [] }) => rules.map(({ alert }) => alert));
    expect(cells(/^\| `(Berth[A-Za-z]+)`/gm).toSorted()).toEqual(alerts.toSorted());
  });
});
