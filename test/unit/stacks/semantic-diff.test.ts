import { describe, expect, test } from '@jest/globals';
import type { Deployment, Service } from '../../../infra/kubernetes/types.ts';
import { semanticDiff } from '../../../stacks/diff/semantic-diff.ts';
import { showDiff } from '../../../stacks/diff/show-diff.ts';

function deployment(image: string, { name = 'api', app = 'api' } = {}): Deployment {
  const labels = { app };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'lab' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'sidecar', image: 'b:1' },
            { name: 'api', image, env: [{ name: 'A', value: '1' }] },
          ],
        },
      },
    },
  };
}

const service: Service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api', namespace: 'lab' } };

describe('the semantic difference', () => {
  test('is none between the same objects, whatever their order and that of their keys', () => {
    const { spec, metadata, ...rest } = deployment('a:1');
    const other = { metadata, ...rest, spec } as Deployment;
    expect(semanticDiff([deployment('a:1'), service], [service, other])).toEqual([]);
    expect(showDiff([])).toBe('no difference\n');
  });

  test('names a field by the name of its list item', () => {
    const [change] = semanticDiff([deployment('a:1')], [deployment('a:2')]);
    expect(change).toMatchObject({
      change: 'changed',
      fields: [{ path: 'spec.template.spec.containers[api].image', before: 'a:1', after: 'a:2' }],
      immutable: [],
    });
  });

  test('does not count list items that changed places', () => {
    const { spec, ...rest } = deployment('a:1');
    const pod = spec?.template.spec;
    if (spec === undefined || pod === undefined) throw new Error('the deployment of the test has no pod');
    const containers = pod.containers.toReversed();
    const after = { ...rest, spec: { ...spec, template: { ...spec.template, spec: { ...pod, containers } } } };
    expect(semanticDiff([deployment('a:1')], [after])).toEqual([]);
  });

  test('tells what comes and what goes', () => {
    const changes = semanticDiff([service], [deployment('a:1')]);
    expect(showDiff(changes)).toBe('+ Deployment lab/api\n- Service lab/api\n\n1 to add, 0 to change, 1 to remove\n');
  });

  test('marks what the API server does not let be changed', () => {
    const text = showDiff(semanticDiff([deployment('a:1')], [deployment('a:1', { app: 'other' })]));
    expect(text).toContain('~ spec.selector.matchLabels.app: "api" → "other"   (cannot be changed');
    expect(text).toContain('~ spec.template.metadata.labels.app: "api" → "other"\n');
  });

  test('names an item without a name by its place', () => {
    const policy = (port: number, more: readonly object[] = []) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'api', namespace: 'lab' },
      spec: { ingress: [{ from: [{ podSelector: {} }], ports: [{ port }] }, ...more] },
    });
    expect(semanticDiff([policy(80)], [policy(81)])).toMatchObject([
      {
        fields: [
          { path: 'spec.ingress[0].ports[80]', before: { port: 80 } },
          { path: 'spec.ingress[0].ports[81]', after: { port: 81 } },
        ],
      },
    ]);
    expect(showDiff(semanticDiff([policy(80)], [policy(80, [{ ports: [{ port: 1 }] }])]))).toContain(
      '+ spec.ingress[1]: {"ports":[{"port":1}]}\n',
    );
  });

  test('takes a list of texts as one value', () => {
    const job = (command: readonly string[]) => ({ ...service, spec: { command } });
    expect(showDiff(semanticDiff([job(['a', 'b'])], [job(['x', 'a', 'b'])]))).toContain(
      '~ spec.command: ["a","b"] → ["x","a","b"]\n',
    );
  });

  test('cuts long values to the place where they differ', () => {
    const config = (text: string) => ({ ...service, kind: 'ConfigMap', data: { 'a.conf': text } });
    const long = 'x'.repeat(500);
    const text = showDiff(semanticDiff([config(`${long}old${long}`)], [config(`${long}new${long}`)]));
    const [, before = '', after = ''] = /data\.'a\.conf': (\S+) → (\S+)\n/.exec(text) ?? [];
    expect(before).toMatch(/^…x{30}oldx+…$/);
    expect(after).toMatch(/^…x{30}newx+…$/);
    expect(before.length).toBeLessThanOrEqual(101);
    // The one may be the beginning of the other.
    expect(showDiff(semanticDiff([config(long)], [config(`${long}new`)]))).toMatch(/: …x{30}" → …x{30}new"\n/);
    expect(showDiff(semanticDiff([], [config(long)]))).toContain('+ ConfigMap lab/api');
  });

  test('looks into JSON documents of a ConfigMap', () => {
    const config = (memory: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'catalogue', namespace: 'lab' },
      data: { 'catalogue.json': JSON.stringify({ workers: [{ name: 'solver', memory }] }) },
    });
    const [change] = semanticDiff([config('1Gi')], [config('2Gi')]);
    expect(change).toMatchObject({
      fields: [{ path: "data.'catalogue.json':.workers[solver].memory", before: '1Gi', after: '2Gi' }],
    });
  });

  test('shows a field that comes, and one that goes', () => {
    const before = { ...service, spec: { type: 'ClusterIP' as const } };
    const after = { ...service, metadata: { ...service.metadata, labels: { 'a.b/c': 'd' } } };
    expect(showDiff(semanticDiff([before], [after]))).toBe(
      '~ Service lab/api\n    + metadata.labels: {"a.b/c":"d"}\n    - spec: {"type":"ClusterIP"}\n\n' +
        '0 to add, 1 to change, 0 to remove\n',
    );
  });
});
