import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Flavour } from '../../../infra/model/flavour.ts';
import { gpuFacts } from '../../../infra/model/gpu-facts.ts';
import type { GpuSharing } from '../../../infra/model/node-pool.ts';
import type { Platform } from '../../../infra/model/platform.ts';
import { poolsOf, windowsBuilds } from '../../../infra/model/pools.ts';
import { assemble, violationsOf } from '../../../stacks/assemble.ts';
import { rowsBelow } from './support/config-rows.ts';
import { platformIn } from './support/platform-in.ts';

const guides = join(import.meta.dirname, '../../../docs/guides');
const sharing = await readFile(join(guides, 'sharing-gpus.md'), 'utf8');
const windows = await readFile(join(guides, 'windows-workers.md'), 'utf8');

const flavours = Flavour.anyOf.map((each) => each.const);
const plain = (cell = '') => cell.replaceAll('`', '');

describe.each([
  ['sharing-gpus.md', sharing],
  ['windows-workers.md', windows],
])('docs/guides/%s', (_, page) => {
  test('declares a platform whose environments break no mandatory rule', () => {
    const platform = platformIn(page);
    const names = Object.keys(platform.environments ?? {});
    expect(names.length).toBeGreaterThan(1);
    const found = names.flatMap((name) => violationsOf(assemble(platform, name), '2026-12-01'));
    expect(found.filter(({ severity }) => severity === 'mandatory')).toEqual([]);
  });
});

describe('docs/guides/sharing-gpus.md', () => {
  const ways: Readonly<Record<GpuSharing['mode'], GpuSharing>> = {
    'time-slicing': { mode: 'time-slicing', shares: 4 },
    mps: { mode: 'mps', shares: 4 },
    mig: { mode: 'mig', profile: '2g.20gb' },
    dra: { mode: 'dra' },
  };

  test.each(Object.values(ways))('says what workers ask for with $mode', (way) => {
    const place = { pool: 'gpu', os: 'linux', environment: { flavour: 'kubernetes' }, prefix: 'lab' } as const;
    const { resource = 'a claim of the session, no number' } = gpuFacts(
      { model: 'NVIDIA A100', memory: '80Gi', sharing: way },
      place,
    );
    const row = rowsBelow('Which way', sharing).find(([first]) => first?.includes(`'${way.mode}'`));
    expect(plain(row?.[3])).toBe(resource);
  });

  test('has every flavour', () => {
    const rows = rowsBelow('What is synthesized', sharing).map(([flavour]) => plain(flavour));
    expect(rows).toEqual(expect.arrayContaining([...flavours]));
  });
});

describe('docs/guides/windows-workers.md', () => {
  const gpuWords: Readonly<Partial<Record<Flavour, string>>> = { eks: 'the same', gke: 'none', openshift: 'none' };

  test('has the builds of the versions', () => {
    const rows = rowsBelow('What is synthesized', windows).map(([version, build]) => [plain(version), plain(build)]);
    expect(Object.fromEntries(rows)).toEqual(windowsBuilds);
  });

  test.each(flavours)('has the taint and the GPU resource of %s', (flavour) => {
    const gpu = { model: 'Tesla T4', memory: '16Gi' };
    const platform: Platform = {
      name: 'lab',
      nodePools: { win: { os: 'windows', cpu: 4, memory: '16Gi', max: 1, gpu } },
    };
    const [pool] = poolsOf(platform, { flavour }, 'lab');
    const row = rowsBelow('What the cluster brings', windows).find(([first]) => plain(first) === flavour);
    expect(row?.[2]).toContain(pool?.taints.slice(0, 1).map(({ key, value }) => `\`${key}=${value ?? ''}\``)[0]);
    expect(row?.[4]).toContain(gpuWords[flavour] ?? `\`${pool?.gpu?.resource ?? ''}\``);
  });
});
