import { describe, expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { definePlatform } from '../../../../infra/model/platform.ts';
import { singleRoles } from '../../../../infra/model/role-names.ts';
import { targetOf } from '../../../../infra/model/target.ts';
import { roles } from '../../../../infra/charts/roles/roles.ts';
import { roleNames, roleTable, type RoleName } from '../../../../infra/charts/roles/role-table.ts';
import { environmentOfRole } from '../../../../infra/charts/roles/role-container.ts';
import type { DaemonSet, Deployment, PodSpec, StatefulSet } from '../../../../infra/kubernetes/types.ts';
import { roleNames as servedRoles } from '../../../../services/cli/platform/role-names.ts';
import { ProcessConfig } from '../../../../services/cli/platform/role-process.ts';
import { roles as startedRoles } from '../../../../services/cli/platform/roles.ts';

const root = join(import.meta.dirname, '../../../..');
const platform = definePlatform({
  name: 'lab',
  sessionTypes: { cavity: { workers: { mesher: { command: ['node', 'mesher.ts'] } } } },
  nodePools: {
    general: { cpu: 8, memory: '32Gi', max: 4 },
    gpu: { cpu: 8, memory: '32Gi', max: 2, gpu: { model: 'NVIDIA L4', memory: '24Gi' } },
    win: { os: 'windows', cpu: 8, memory: '32Gi', max: 2 },
    'win-2025': { os: 'windows', windows: { version: '2025' }, cpu: 8, memory: '32Gi', max: 2 },
  },
  environments: {
    dev: { flavour: 'kubernetes', replicas: { gateway: 3 } },
    linux: { flavour: 'kubernetes', pools: ['general'], domain: 'lab.example.org' },
    openshift: { flavour: 'openshift', pools: ['general'] },
  },
});

type Workload = Deployment | StatefulSet | DaemonSet;

function workloadsOf(environment: string): ReadonlyMap<string, Workload> {
  const { objects } = roles(targetOf(platform, environment));
  const found = objects.flatMap(({ object }) =>
    ['Deployment', 'StatefulSet', 'DaemonSet'].includes(object.kind) ? [object as Workload] : [],
  );
  return new Map(found.map((each) => [each.metadata.name ?? '', each]));
}

function workload(environment: string, name: string): Workload {
  const found = workloadsOf(environment).get(name);
  if (found === undefined) throw new Error(`there is no ${name} in ${environment}`);
  return found;
}

function podOf(environment: string, name: string): PodSpec {
  const { spec } = workload(environment, name).spec?.template ?? {};
  if (spec === undefined) throw new Error(`${name} has no pod`);
  return spec;
}

/** The contracts of other roles that a role's own code, and its start, import. */
async function calledBy(role: RoleName): Promise<readonly string[]> {
  const folder = join(root, 'services', role);
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const own = texts.flatMap((text) => [...text.matchAll(/from '(?:\.\.\/)+([a-z-]+)\/contract\.ts'/g)]);
  const start = startedRoles[role].start.toString();
  const wired = [...start.matchAll(/\.\.\/\.\.\/([a-z-]+)\/contract\.ts/g)];
  const names = [...own, ...wired].map(([, name = '']) => name);
  const camel = role.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const wiring = await readFile(join(folder, 'service.ts'), 'utf8');
  const itself = wiring.includes(`createClient(${camel}Contract,`) ? [role] : [];
  const others = names.filter((name) => name !== role && (roleNames as readonly string[]).includes(name));
  return [...new Set([...others, ...itself])];
}

describe('the table of roles', () => {
  test('names the roles that `berth serve` knows', () => {
    expect([...roleNames].toSorted()).toEqual([...servedRoles].toSorted());
  });

  test.each(roleNames)('%s calls discovery and the roles whose contracts its code imports', async (role) => {
    const expected = new Set([...(await calledBy(role)), ...(role === 'discovery' ? [] : ['discovery'])]);
    expect(new Set<string>(roleTable[role].calls)).toEqual(expected);
  });

  test.each(roleNames)('%s is given the database if its start asks for it', (role) => {
    expect(roleTable[role].usesStore).toBe(startedRoles[role].needsStore);
  });

  test('gives a role only variables that docs/reference/configuration.md has', async () => {
    const text = await readFile(join(root, 'docs/reference/configuration.md'), 'utf8');
    const documented = new Set([...text.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name));
    const given = roleNames.flatMap((role) =>
      environmentOfRole(targetOf(platform, 'dev'), role, 'linux').map(({ name }) => name),
    );
    expect(given.filter((name) => name !== 'TMPDIR' && !documented.has(name))).toEqual([]);
  });
});

describe('the workloads of roles', () => {
  test('are Deployments with two replicas, but the session service is a StatefulSet and the local directory on each node', () => {
    const kinds = [...workloadsOf('dev')].map(([name, { kind }]) => `${kind} ${name}`);
    expect(kinds.toSorted()).toEqual([
      'DaemonSet local-directory',
      'DaemonSet local-directory-windows-2022',
      'DaemonSet local-directory-windows-2025',
      'Deployment auth',
      'Deployment discovery',
      'Deployment gateway',
      'Deployment global-directory',
      'Deployment global-session',
      'Deployment project-data',
      'Deployment relay',
      'StatefulSet session',
    ]);
    expect(workload('dev', 'auth').spec).toMatchObject({ replicas: 2 });
  });

  test('have the replicas that the environment says', () => {
    expect(workload('dev', 'gateway').spec).toMatchObject({ replicas: 3 });
  });

  test('are replaced without a gap, but discovery without an overlap: two would know different halves', () => {
    const strategies = [...workloadsOf('dev').values()].flatMap((each) =>
      each.kind === 'Deployment' ? [[each.metadata.name, each.spec?.strategy]] : [],
    );
    expect(Object.fromEntries(strategies)).toMatchObject({
      auth: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      gateway: { type: 'RollingUpdate' },
      discovery: { type: 'Recreate' },
    });
    expect(workload('dev', 'discovery').metadata.annotations).toHaveProperty(['berth.dev/singleton']);
    expect(workload('dev', 'auth').metadata.annotations).toBeUndefined();
  });

  // docs/decisions/0010: what the manifest says, nobody else may write.
  test('have one owner of their number', () => {
    const { objects, access } = roles(targetOf(platform, 'dev'));
    const stated = objects.flatMap(({ object }) => {
      const { spec } = object as Workload;
      return spec !== undefined && 'replicas' in spec ? [object.metadata.name] : [];
    });
    expect(stated).toContain('session');
    const scaled = access.flatMap(({ grants }) => grants.flatMap(({ resources }) => resources));
    expect(scaled.filter((resource) => resource.endsWith('/scale'))).toEqual([]);
  });

  test('are one by default exactly where the model takes no other number', () => {
    const single = roleNames.filter((role) => role !== 'local-directory' && roleTable[role].replicas === 1);
    expect(Object.keys(singleRoles)).toEqual(single);
  });

  test.each(roleNames)('%s has its three probes, and time to drain behind its preStop', (role) => {
    const { containers, terminationGracePeriodSeconds } = podOf('dev', role);
    expect(containers[0]).toMatchObject({
      startupProbe: { httpGet: { path: '/health/startup' } },
      livenessProbe: { httpGet: { path: '/health/live' } },
      readinessProbe: { httpGet: { path: '/health/ready' } },
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
    });
    expect(terminationGracePeriodSeconds).toBe(5 + roleTable[role].drainSeconds);
  });

  test.each(roleNames)('%s may take as long to start as what it waits for', (role) => {
    const { startupProbe } = podOf('dev', role).containers[0] ?? {};
    const budgetSeconds = (startupProbe?.failureThreshold ?? 0) * (startupProbe?.periodSeconds ?? 0);
    expect(budgetSeconds).toBe(roleTable[role].usesStore ? 600 : 60);
    // The probe ends a start that takes too long, and not the process by itself.
    const { default: waitSeconds } = ProcessConfig.properties.MONGODB_WAIT_SECONDS as { readonly default?: number };
    expect(budgetSeconds).toBeLessThan(waitSeconds ?? 0);
  });

  test('mount a token only where the role has rights', () => {
    const withToken = roleNames.filter((role) => podOf('dev', role).automountServiceAccountToken === true);
    expect(withToken).toEqual(['discovery', 'global-directory', 'local-directory']);
  });

  test('leave numeric users to OpenShift', () => {
    expect(podOf('dev', 'auth').securityContext).toMatchObject({ runAsUser: 65_532, fsGroup: 65_532 });
    expect(podOf('openshift', 'auth').securityContext).toEqual({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('roll out when the catalogue changes', () => {
    const other = definePlatform({
      ...platform,
      sessionTypes: { cavity: { workers: { mesher: { command: ['node', 'other.ts'] } } } },
    });
    const annotationOf = (value: typeof platform) => {
      const found = roles(targetOf(value, 'dev')).objects.find(
        ({ object }) => object.kind === 'Deployment' && object.metadata.name === 'session',
      );
      const session = roles(targetOf(value, 'dev')).objects.find(
        ({ object }) => object.kind === 'StatefulSet' && object.metadata.name === 'session',
      );
      expect(found).toBeUndefined();
      return (session?.object as StatefulSet | undefined)?.spec?.template.metadata?.annotations?.[
        'berth.dev/config-checksum'
      ];
    };
    expect(annotationOf(other)).not.toBe(annotationOf(platform));
    expect(annotationOf(platform)).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('local directories', () => {
  test('run on the nodes of the pools and tolerate just their taints', () => {
    const { affinity, tolerations, priorityClassName } = podOf('dev', 'local-directory');
    expect(affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: 'berth.dev/pool', operator: 'In', values: ['general', 'gpu'] }] },
    ]);
    expect(tolerations).toEqual([{ key: 'nvidia.com/gpu', operator: 'Equal', value: 'present', effect: 'NoSchedule' }]);
    expect(priorityClassName).toBe('system-node-critical');
  });

  test('on Windows have the runtime class of their build, and none of the fields that Windows refuses', () => {
    const pod = podOf('dev', 'local-directory-windows-2025');
    expect(pod).toMatchObject({
      os: { name: 'windows' },
      runtimeClassName: 'lab-windows-2025',
      securityContext: { runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerUser' } },
    });
    expect(pod.containers[0]).not.toHaveProperty('securityContext');
    expect(pod.containers[0]?.resources?.limits).toEqual(pod.containers[0]?.resources?.requests);
    expect(pod.containers[0]?.image).toContain('windows');
  });

  test('are not on Windows where no pool is', () => {
    expect([...workloadsOf('linux').keys()].filter((name) => name.startsWith('local'))).toEqual(['local-directory']);
  });
});

test('the gateway is told its public URL', () => {
  expect(podOf('linux', 'gateway').containers[0]?.env).toContainEqual({
    name: 'GATEWAY_PUBLIC_URL',
    value: 'https://lab.example.org',
  });
});
