import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toYaml } from '../../infra/constructs/strict/yaml.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { nastyText, nastyTexts } from '../support/nasty-text.ts';

const cluster = await controlPlane();

test('kubectl reads every text as it was written', async () => {
  const texts = [...nastyTexts, ...fc.sample(nastyText, 2000)];
  const data = Object.fromEntries(texts.map((text, index) => [`text-${index}`, text]));
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'texts', namespace: 'default' }, data };
  const stdin = toYaml([object]);
  const { code, stdout, stderr } = await cluster.kubectl(['create', '--dry-run=server', '-o', 'json', '-f', '-'], {
    stdin,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect((JSON.parse(stdout) as typeof object).data).toEqual(data);
});
