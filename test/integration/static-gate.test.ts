import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workerPod } from '../../infra/constructs/worker-pod/worker-pod.ts';
import { partsOf } from '../../infra/charts/parts.ts';
import { foundation } from '../../infra/charts/foundation/foundation.ts';
import type { KubernetesObject } from '../../infra/kubernetes/object.ts';
import type { NetworkPolicy, Pod } from '../../infra/kubernetes/types.ts';
import { clusterCatalogueOf } from '../../infra/model/cluster-catalogue.ts';
import { Flavour } from '../../infra/model/flavour.ts';
import { synthesize, type Synthesis } from '../../infra/synth.ts';
import { assemble } from '../../stacks/assemble.ts';
import { manifestFiles } from '../../stacks/manifest-files.ts';
import { barePod } from '../support/bare-pod.ts';
import { readCrds } from '../support/control-plane/crds.ts';
import { environments, platformOf } from '../support/environments.ts';
import { checkSchemas, writeSchemas } from '../support/static-gate/kubeconform.ts';
import { flowsIn, type Flow } from '../support/static-gate/network-analyzer.ts';
import {
  expectedLines,
  linesByAnalyzer,
  linesByCalculator,
  portsToCompare,
  unknownPods,
} from '../support/static-gate/network-lines.ts';
import { judgePods, type SecurityQuestion, type SecurityVerdict } from '../support/static-gate/pod-security.ts';
import { pythonTools } from '../support/static-gate/python.ts';
import { sceneOf, writeScene } from '../support/static-gate/scene.ts';
import { testContext } from '../support/test-context.ts';
import { labTarget } from '../support/worker-pods/lab.ts';
import { workerVariants } from '../support/worker-pods/variants.ts';

// The first run on a machine builds two programs.
jest.setTimeout(600_000);

const syntheses = new Map(environments.map((name) => [name, assemble(platformOf(name), name).synthesis]));
/** Installed and fetched the first time, where no time limit of jest's counts it. */
const tools = await pythonTools(testContext);
const crds = await readCrds(testContext);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-static-gate-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function synthesisOf(environment: string): Synthesis {
  const found = syntheses.get(environment);
  if (found === undefined) throw new Error(`the tests have no environment ${environment}`);
  return found;
}

function objectsOf(environment: string): readonly KubernetesObject[] {
  return synthesisOf(environment).objects.map(({ object }) => object);
}

describe('kubeconform, strictly, by the schemas of another hand', () => {
  let schemas: string;
  let manifests: string;

  beforeAll(async () => {
    schemas = join(folder, 'schemas');
    manifests = join(folder, 'manifests');
    await writeSchemas(
      schemas,
      tools.packages,
      crds.map(({ definition }) => definition),
    );
    for (const { path, text } of [...syntheses.values()].flatMap(manifestFiles)) {
      await mkdir(dirname(join(manifests, path)), { recursive: true });
      await writeFile(join(manifests, path), text);
    }
  });

  test('knows every object of every environment, and has nothing against one', async () => {
    const verdicts = await checkSchemas({ paths: [manifests], schemas }, testContext);
    const counts = [...syntheses.values()].map(({ objects, crds }) => objects.length + crds.length);
    expect(verdicts.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(verdicts).toHaveLength(counts.reduce((sum, count) => sum + count, 0));
  });

  const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: planted }\n';
  const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: planted }\n';
  const monitor = 'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: planted }\n';
  const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: planted }\n';
  const planted: readonly (readonly [what: string, text: string, problem: RegExp])[] = [
    ['an unknown field', `${service}spec: { ports: [{ port: 1, portt: 2 }] }\n`, /portt/],
    ['an unknown field of a template', `${deployment}spec: { selector: {}, template: { spek: {} } }\n`, /spek/],
    ['a wrong type', `${service}spec: { ports: [{ port: http }] }\n`, /port.*(integer|number)/],
    ['a repeated key', `${service}spec: { type: ClusterIP, type: NodePort }\n`, /already (set|defined)/],
    ['an unknown field of a custom kind', `${route}spec: { hostname: a.example.org }\n`, /hostname/],
    ['a custom kind without what it needs', `${monitor}spec: { endpoints: [] }\n`, /selector/],
    ['an unknown field of metadata', `${route.replace('name:', 'nam: a, name:')}spec: {}\n`, /nam\b/],
    ['a kind that nobody defines', 'apiVersion: v1\nkind: Servise\nmetadata: { name: planted }\n', /schema/],
  ];
  test('refuses what is planted', async () => {
    const planting = join(folder, 'planted');
    await mkdir(planting);
    for (const [index, [, text]] of planted.entries()) await writeFile(join(planting, `${index}.yaml`), text);
    const verdicts = await checkSchemas({ paths: [planting], schemas }, testContext);
    const said = planted.map(([what], index) => {
      const verdict = verdicts.find(({ file }) => file.endsWith(`/${index}.yaml`));
      return [what, verdict?.problem ?? 'nothing'];
    });
    expect(said).toEqual(planted.map(([what, , problem]) => [what, expect.stringMatching(problem)]));
  });
});

describe('the library of Pod Security', () => {
  const flavours = Flavour.anyOf.map((literal) => literal.const);
  const root = ['runAsNonRoot != true', 'runAsUser=0'];
  const everything = [
    ...['allowPrivilegeEscalation != false', 'privileged', 'restricted volume types'],
    ...['seccompProfile', 'unrestricted capabilities', ...root],
  ];
  /** What needs more of its node than `restricted` lets a pod have, and what of that it breaks. */
  const exceptions: Readonly<Record<string, { readonly breaks: readonly string[]; readonly why: string }>> = {
    'device-plugin': {
      breaks: [
        ...['allowPrivilegeEscalation != false', 'restricted volume types', 'unrestricted capabilities'],
        ...root,
      ],
      why: 'opens its socket in a folder of the kubelet that is root’s; MIG and MPS need SYS_ADMIN',
    },
    'gpu-feature-discovery': {
      breaks: everything,
      why: 'reads the configuration space of PCI devices, and writes into the folder in which NFD looks',
    },
    'mps-control-daemon': {
      breaks: everything,
      why: 'sets the compute mode of GPUs, and mounts the memory that its clients share with it',
    },
    'nfd-worker': { breaks: ['restricted volume types'], why: 'reads the hardware of its node in /sys' },
    'directx-plugin-2022': {
      breaks: ['host namespaces', 'hostProcess', 'runAsNonRoot != true'],
      why: 'device plugins of Windows are processes of the node, in its network: there is no other way',
    },
    'fluent-bit': { breaks: ['restricted volume types'], why: 'reads the logs that the kubelet writes on the node' },
    'fluent-bit-windows-2022': {
      breaks: ['restricted volume types', 'runAsNonRoot != true'],
      why: 'reads the same on Windows, where only administrators may',
    },
  };

  function questionsOf(environment: string, objects = objectsOf(environment)): readonly SecurityQuestion[] {
    const labels = namespaceLabels(objects);
    return objects.flatMap((object) => {
      const pod = barePod(object);
      const { namespace = '', name = '' } = object.metadata;
      const path = `${environment}: ${namespace}/${name}`;
      return pod === undefined ? [] : [{ path, pod, labels: labels.get(namespace) ?? {} }];
    });
  }

  /** Those of a platform that has every kind of node pool: it brings agents that the environments do not need. */
  function laboratoryQuestions(flavour: Flavour): readonly SecurityQuestion[] {
    const target = labTarget(flavour);
    const { objects } = synthesize(target, partsOf(target));
    return questionsOf(
      `laboratory on ${flavour}`,
      objects.map(({ object }) => object),
    );
  }

  function namespaceLabels(
    objects: readonly KubernetesObject[],
  ): ReadonlyMap<string, Readonly<Record<string, string>>> {
    const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
    return new Map(namespaces.map(({ metadata: { name = '', labels = {} } }) => [name, labels]));
  }

  function workerQuestions(flavour: Flavour): readonly SecurityQuestion[] {
    const target = labTarget(flavour);
    const objects = foundation(target).objects.map(({ object }) => object);
    const labels = namespaceLabels(objects).get(target.namespaces.workers) ?? {};
    return workerVariants(flavour, clusterCatalogueOf(target)).map(({ name, input }) => ({
      path: `${flavour}: ${name}`,
      pod: workerPod(input),
      labels,
    }));
  }

  test('lets every pod of every environment into its namespace, and only named ones need more than restricted', async () => {
    const questions = [...environments.flatMap((name) => questionsOf(name)), ...flavours.flatMap(laboratoryQuestions)];
    const verdicts = await judgePods(questions, folder, testContext);
    expect(verdicts.map(({ path }) => path)).toEqual(questions.map(({ path }) => path));
    expect(verdicts.filter(({ level, path }) => level !== 'restricted' && !path.includes('-nodes/'))).toEqual([]);
    expect(verdicts.filter(({ atLevel }) => atLevel.length > 0)).toEqual([]);
    const broken = Object.keys(exceptions).map((name) => [name, exceptions[name]?.breaks.toSorted()]);
    expect(brokenBy(verdicts)).toEqual(Object.fromEntries(broken));
  });

  /** The checks of `restricted` that pods do not pass, by the name of their workload. */
  function brokenBy(verdicts: readonly SecurityVerdict[]): Readonly<Record<string, readonly string[]>> {
    const unrestricted = verdicts.filter(({ atRestricted }) => atRestricted.length > 0);
    const byName = Map.groupBy(unrestricted, ({ path }) => path.slice(path.indexOf('/') + 1));
    return Object.fromEntries(
      [...byName].map(([name, some]) => {
        const checks = some.flatMap(({ atRestricted }) => atRestricted.map((line) => line.slice(0, line.indexOf(':'))));
        return [name, [...new Set(checks)].toSorted()];
      }),
    );
  }

  test('finds every pod of a worker restricted, on Linux and on Windows', async () => {
    const questions = flavours.flatMap(workerQuestions);
    const verdicts = await judgePods(questions, folder, testContext);
    expect(verdicts.filter(({ level }) => level !== 'restricted')).toEqual([]);
    expect(verdicts.filter(({ atLevel }) => atLevel.length > 0)).toEqual([]);
    expect(verdicts).toHaveLength(questions.length);
    expect(new Set(questions.map(({ pod }) => pod.spec?.os?.name))).toEqual(new Set(['linux', 'windows']));
  });

  describe('refuses', () => {
    let verdicts: readonly SecurityVerdict[];
    const good = workerQuestions('kubernetes').find(({ path }) => path.endsWith('plain/image in plain'));
    const windows = workerQuestions('kubernetes').find(({ path }) => path.endsWith('windows/cad in win'));

    function changed(question: SecurityQuestion | undefined, path: string, spec: Partial<NonNullable<Pod['spec']>>) {
      if (question?.pod.spec === undefined) throw new Error('the variant of the test is not there');
      return { ...question, path, pod: { ...question.pod, spec: { ...question.pod.spec, ...spec } } };
    }

    const planted: readonly (readonly [what: string, question: SecurityQuestion, problem: RegExp])[] = [
      ['the network of the node', changed(good, 'network', { hostNetwork: true }), /hostNetwork=true/],
      [
        'a folder of the node',
        changed(good, 'path', { volumes: [{ name: 'v', hostPath: { path: '/' } }] }),
        /hostPath/,
      ],
      ['a pod that says nothing', changed(good, 'silent', { securityContext: {} }), /runAsNonRoot/],
      [
        'a process of a Windows node',
        changed(windows, 'process', { hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } }),
        /hostProcess/,
      ],
      // What a pod of Windows must not have is asked of the same pod on Linux.
      [
        'a pod of Windows on Linux',
        changed(windows, 'linux', { os: { name: 'linux' } }),
        /seccompProfile|capabilities/,
      ],
    ];

    beforeAll(async () => {
      const questions = planted.map(([, question]) => question);
      verdicts = await judgePods(questions, folder, testContext);
    });

    test.each(planted)('%s', (_, { path }, problem) => {
      const verdict = verdicts.find((each) => each.path === path);
      expect(verdict?.atLevel.join('\n')).toMatch(problem);
    });
  });
});

describe('network-config-analyzer', () => {
  async function analyze(environment: string, objects: readonly KubernetesObject[], name: string) {
    const scene = sceneOf(synthesisOf(environment));
    const place = join(folder, name);
    await writeScene(place, scene, objects);
    const flows: readonly Flow[] = await flowsIn([place], folder, tools);
    const ports = portsToCompare(scene, flows);
    return { scene, flows, ports, lines: linesByAnalyzer(scene, flows, ports) };
  }

  test.each(environments)('lets through in %s what our calculator does, and what the model says', async (name) => {
    const { scene, flows, ports, lines } = await analyze(name, objectsOf(name), `network-${name}`);
    expect(lines).toEqual(linesByCalculator(scene, objectsOf(name), ports));
    expect(lines).toEqual(expectedLines(scene));
    // It adds a controller of its own to an Ingress.
    expect(unknownPods(scene, flows).filter((pod) => !pod.endsWith('-livesim'))).toEqual([]);
  });

  test('finds what a policy allows too much', async () => {
    const { target } = synthesisOf('dev');
    const open: NetworkPolicy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'planted', namespace: target.namespaces.data },
      spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] },
    };
    const objects = [...objectsOf('dev'), open];
    const { scene, ports, lines } = await analyze('dev', objects, 'network-planted');
    expect(lines).toEqual(linesByCalculator(scene, objects, ports));
    expect(lines).toContain(`a pod of somebody else → ${target.namespaces.data}/mongodb :9/TCP`);
    expect(lines).not.toEqual(expectedLines(scene));
  });
});
