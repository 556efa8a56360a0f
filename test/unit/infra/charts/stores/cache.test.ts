import { describe, expect, test } from '@jest/globals';
import { cache } from '../../../../../infra/charts/stores/cache.ts';
import type { ConfigMap, Deployment } from '../../../../../infra/kubernetes/types.ts';
import { edgeLines, objectOf, targetWith } from './support/store-target.ts';

const part = cache(targetWith({ cache: { memory: '1Gi' } }));
const config = objectOf<ConfigMap>(part, 'ConfigMap').data?.['valkey.conf']?.split('\n') ?? [];
const deployment = objectOf<Deployment>(part, 'Deployment').spec;

describe('the cache', () => {
  test('is there only where the model has one', () => {
    expect(cache(targetWith({}))).toEqual({ objects: [], edges: [], access: [] });
  });

  test('forgets the least used beyond its memory, and keeps nothing', () => {
    expect(config).toEqual(
      expect.arrayContaining(['maxmemory 805306368', 'maxmemory-policy allkeys-lru', 'save ""', 'appendonly no']),
    );
    const volumes = deployment?.template.spec?.volumes ?? [];
    expect(volumes.filter(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined)).toEqual([]);
  });

  test('is one, never an old and a new one side by side', () => {
    expect(deployment).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
  });

  test('has its password from a file of a Secret', () => {
    expect(config).toContain('include /run/secrets/cache-password/auth.conf');
    expect(config.some((line) => line.startsWith('requirepass'))).toBe(false);
    expect(deployment?.template.spec?.volumes).toContainEqual({
      name: 'password',
      secret: { secretName: 'cache-password', defaultMode: 0o440 },
    });
  });

  test('is asked by a program that needs no password to see that it answers', () => {
    const container = deployment?.template.spec?.containers[0];
    for (const probe of [container?.startupProbe, container?.livenessProbe, container?.readinessProbe]) {
      expect(probe?.exec?.command).toEqual(['valkey-cli', '-p', '6379', 'ping']);
    }
  });

  test('is reached by nobody, as long as no role uses it', () => {
    expect(edgeLines(part)).toEqual([]);
  });
});
