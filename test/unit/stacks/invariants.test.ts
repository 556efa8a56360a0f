import { describe, expect, test } from '@jest/globals';
import { stages } from '../../../infra/charts/part.ts';
import type { Container, PodSpec } from '../../../infra/kubernetes/types.ts';
import { identityOf } from '../../../infra/constructs/strict/identity.ts';
import { podTemplateOf } from '../../../infra/constructs/strict/pod-template.ts';
import { assemble, violationsOf } from '../../../stacks/assemble.ts';
import { manifestFiles } from '../../../stacks/manifest-files.ts';
import { environments, platformOf } from '../../support/environments.ts';

interface PlacedPod {
  readonly path: string;
  readonly kind: string;
  readonly spec: PodSpec;
}

function podsOf(environment: string): readonly PlacedPod[] {
  return assemble(platformOf(environment), environment).synthesis.objects.flatMap(({ path, object }) => {
    const spec = podTemplateOf(object)?.template.spec;
    return spec === undefined ? [] : [{ path, kind: object.kind, spec }];
  });
}

/** All containers of a pod that run as long as it does. */
function lasting({ containers, initContainers = [] }: PodSpec): readonly Container[] {
  return [...containers, ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')];
}

/** Containers that nobody can ask: their images have neither a port nor a shell. The kubelet ends a plugin that hangs. */
const unasked: ReadonlySet<string> = new Set(['device-plugin', 'gpu-feature-discovery', 'config-manager']);

/** How long a container may take to start before it is ended, in seconds. */
function startupBudget({ startupProbe }: Container): number {
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = startupProbe ?? {};
  return initialDelaySeconds + periodSeconds * failureThreshold;
}

describe.each(environments)('the environment %s', (environment) => {
  const assembly = assemble(platformOf(environment), environment);
  const { objects } = assembly.synthesis;
  const pods = podsOf(environment);
  const servers = pods.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind));

  test('is the same to the byte when it is synthesized again', () => {
    const again = manifestFiles(assemble(platformOf(environment), environment).synthesis);
    expect(again).toEqual(manifestFiles(assembly.synthesis));
  });

  test('breaks no policy, mandatory or advisory', () => {
    expect(violationsOf(assembly, '2026-01-01')).toEqual([]);
  });

  test('has its objects in the order of the stages, and what is in a namespace behind it', () => {
    const order = objects.map(({ stage }) => stages.indexOf(stage));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(objects.filter(({ object, stage }) => object.kind === 'Namespace' && stage !== 'namespaces')).toEqual([]);
  });

  test('has each object once, and no Secret', () => {
    const ids = objects.map(({ object }) => identityOf(object));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.startsWith('Secret '))).toEqual([]);
  });

  test('has no value that begins like a private key or a URI with a password', () => {
    const text = manifestFiles(assembly.synthesis)
      .map((file) => file.text)
      .join('\n');
    expect(text).not.toMatch(/-----BEGIN [A-Z ]*PRIVATE KEY|[a-z]+:\/\/[^\s/:@$]+:[^\s/@$]+@/);
  });

  test('requests and limits processors and memory for every container, memory by the same amount', () => {
    const wrong = pods.flatMap(({ path, spec }) =>
      [...spec.containers, ...(spec.initContainers ?? [])]
        .filter(({ resources }) => {
          const { requests = {}, limits = {} } = resources ?? {};
          return (
            requests['cpu'] === undefined || limits['cpu'] === undefined || requests['memory'] !== limits['memory']
          );
        })
        .map(({ name }) => `${path} ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test('asks every container that lasts whether it has started, lives and is ready', () => {
    const wrong = servers.flatMap(({ path, spec }) =>
      lasting(spec)
        .filter(({ name }) => !unasked.has(name))
        .filter((c) => c.startupProbe === undefined || c.livenessProbe === undefined || c.readinessProbe === undefined)
        .map(({ name }) => `${path} ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test('gives every container half a minute or more to start', () => {
    const short = servers.flatMap(({ path, spec }) =>
      lasting(spec)
        .filter((container) => startupBudget(container) < 30)
        .map((container) => `${path} ${container.name}: ${startupBudget(container)} s`),
    );
    expect(short).toEqual([]);
  });

  test('says the operating system of every pod twice, and the same', () => {
    const wrong = pods.filter(({ spec }) => spec.os?.name !== spec.nodeSelector?.['kubernetes.io/os']);
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('lets only pods with rights have a token', () => {
    const allowed = new Set(
      assembly.synthesis.access
        .filter(({ grants }) => grants.length > 0)
        .map(({ namespace, name }) => `${namespace}/${name}`),
    );
    const withToken = objects.flatMap(({ object }) => {
      const spec = podTemplateOf(object)?.template.spec;
      const account = `${object.metadata.namespace ?? ''}/${spec?.serviceAccountName ?? ''}`;
      return spec !== undefined && spec.automountServiceAccountToken !== false && !allowed.has(account)
        ? [account]
        : [];
    });
    expect(withToken).toEqual([]);
  });

  test('has a service account for every pod, declared with its rights', () => {
    const declared = new Set(assembly.synthesis.access.map(({ namespace, name }) => `${namespace}/${name}`));
    const used = objects.flatMap(({ object }) => {
      const name = podTemplateOf(object)?.template.spec?.serviceAccountName;
      return podTemplateOf(object) === undefined ? [] : [`${object.metadata.namespace ?? ''}/${name ?? '(default)'}`];
    });
    expect(used.filter((account) => !declared.has(account))).toEqual([]);
  });
});
