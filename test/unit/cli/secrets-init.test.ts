import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createModels, smallPlatform, withDev } from '../../support/delivery-models.ts';
import { createBench, type CommandBench } from './run-command.ts';

let bench: CommandBench;
let model: (platform: object) => Promise<string>;

beforeEach(async () => {
  bench = await createBench();
  model = createModels(bench.folder);
});
afterEach(() => bench.stop());

describe('berth secrets init', () => {
  /** Without a cluster: what was typed is judged before one is looked for. */
  const init = async (...options: readonly string[]) =>
    bench.run(['secrets', 'init', 'dev', await model(smallPlatform), ...options]);

  test('is refused where External Secrets bring them', async () => {
    const platform = withDev({ secrets: { store: 'vault' } });
    const { code, stderr } = await bench.run(['secrets', 'init', 'dev', await model(platform)]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('from the store "vault"')]);
  });

  test('quotes what is no key with a value, and says how it is written', async () => {
    const { code, stderr } = await init('--set', 'foo');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--set: found "foo"; expected a key and its value.')]);
    expect(stderr).toContain('--set <namespace>/<name>/<key>=<value>');
  });

  test('names the keys that can be set, and none that follows from others', async () => {
    const { code, stderr } = await init('--set', 'lab-data/nobody/key=1');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('"lab-data/nobody/key" is no key of an expected secret.'),
    ]);
    expect(stderr).toContain('lab-data/mongodb-users/berth');
    expect(stderr).not.toContain('lab-system/mongodb-uri/uri');
  });

  test('refuses a value for what follows from others', async () => {
    const { code, stderr } = await init('--set', 'lab-system/mongodb-uri/uri=mongodb://x');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('"lab-system/mongodb-uri/uri" is derived from other values.'),
    ]);
  });
});
