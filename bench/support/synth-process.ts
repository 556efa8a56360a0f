/**
 * `node synth-process.ts berth|bare <services>`: synthesizes once and prints what it took as JSON. A process of its own
 * for each measurement, as a user's is: nothing is warm.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SynthTimes } from '../synth.ts';

const sessionTypes = 100;

const [, , side = '', count = ''] = process.argv;
const services = Number(count);
const folder = await mkdtemp(join(tmpdir(), 'berth-bench-synth-'));
try {
  const times = side === 'bare' ? await bare() : await berth();
  process.stdout.write(`${JSON.stringify(times)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** A plain Deployment and a Service for each service, written by cdk8s itself. */
async function bare(): Promise<SynthTimes> {
  const { ApiObject, App, Chart } = await import('cdk8s');
  const startedAt = performance.now();
  const app = new App({ outdir: folder });
  const chart = new Chart(app, 'services', { disableResourceNameHashes: true });
  for (let index = 0; index < services; index++) {
    const name = `service-${index}`;
    const labels = { app: name };
    new ApiObject(chart, `deployment-${index}`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'services', labels },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name,
                image: `registry.example.org/lab/${name}:1.0`,
                ports: [{ name: 'http', containerPort: 8080 }],
                resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '1', memory: '256Mi' } },
                readinessProbe: { httpGet: { path: '/', port: 'http' } },
              },
            ],
          },
        },
      },
    });
    new ApiObject(chart, `service-${index}`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'services', labels },
      spec: { selector: labels, ports: [{ name: 'http', port: 8080, targetPort: 'http' }] },
    });
  }
  app.synth();
  return { synthMs: performance.now() - startedAt, vetMs: 0, objects: 2 * services };
}

/** A model with as many services, and session types beside, from the authored value to the written files. */
async function berth(): Promise<SynthTimes> {
  const [{ definePlatform }, { assemble, violationsOf }, { manifestFiles }, { writeFiles }] = await Promise.all([
    import('../../infra/model/platform.ts'),
    import('../../stacks/assemble.ts'),
    import('../../stacks/manifest-files.ts'),
    import('../../stacks/write-files.ts'),
  ]);
  const startedAt = performance.now();
  const platform = definePlatform({
    name: 'bench',
    services: named('service', services, (name) => ({
      image: `registry.example.org/lab/${name}:1.0`,
      port: 8080,
      probes: { readiness: { http: { port: 8080, path: '/' } } },
    })),
    sessionTypes: named('type', sessionTypes, (name) => ({
      workers: { solver: { image: `registry.example.org/lab/${name}:1.0`, cpu: 1, memory: '1Gi' } },
    })),
    environments: {
      bench: { flavour: 'kubernetes', policies: { parameters: { requireDigests: false } } },
    },
  });
  const assembly = assemble(platform, 'bench');
  await writeFiles(folder, manifestFiles(assembly.synthesis));
  const synthesizedAt = performance.now();
  const violations = violationsOf(assembly, '2026-01-01').filter(({ severity }) => severity === 'mandatory');
  const vetMs = performance.now() - synthesizedAt;
  if (violations.length > 0) throw new Error(`the model of the bench breaks ${violations[0]?.message ?? 'a policy'}`);
  return { synthMs: synthesizedAt - startedAt, vetMs, objects: assembly.synthesis.objects.length };
}

function named<T>(prefix: string, count: number, make: (name: string) => T): Record<string, T> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}
