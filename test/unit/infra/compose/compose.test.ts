import { describe, expect, test } from '@jest/globals';
import { roleNames } from '../../../../infra/charts/roles/role-table.ts';
import type { ComposeService } from '../../../../infra/compose/compose-file.ts';
import { ModelError, type Platform } from '../../../../infra/model/platform.ts';
import { composed, lab, serviceOf } from './support/lab.ts';

const development = composed(lab);
const production = composed(lab, { production: true });
const live = composed(lab, { production: true, environment: 'live' });
const both = [
  ['development', development],
  ['production', production],
] as const;

/** The paths of what is wrong. */
function issuesOf(make: () => unknown): readonly string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof ModelError) return error.issues.map(({ path }) => path);
    throw error;
  }
  return [];
}

describe('the containers', () => {
  test('are the roles, the stores and the services that run on Linux', () => {
    const expected = [
      'mongodb',
      'mongodb-initiate',
      'rabbitmq',
      'cache',
      'api',
      'page',
      'db',
      'render',
      'render-main',
      'render-queue',
    ];
    expect(Object.keys(development.file.services).toSorted()).toEqual(
      [...roleNames, ...expected, 'volume-owner'].toSorted(),
    );
    const further = Object.keys(production.file.services).filter((name) => !(name in development.file.services));
    expect(further.toSorted()).toEqual(['mongodb-backup', 'mongodb-fetch', 'mongodb-restore', 'mongodb-upload']);
  });

  test('are the same, to the byte, each time', () => {
    expect(JSON.stringify(composed(lab, { production: true }))).toBe(JSON.stringify(production));
  });

  test('that are left out are named with the reason', () => {
    expect(development.notes).toContainEqual({
      path: '/services/cad',
      text: expect.stringContaining('a Windows container cannot run beside Linux ones'),
    });
    const paths = development.notes.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['/sessionTypes/design/workers/cad', '/sessionTypes/design/workers/viewer']),
    );
  });
});

describe('a session type', () => {
  const notesAt = (platform: Platform, node: object) =>
    composed(platform, { node }).notes.filter(({ path }) => path === '/sessionTypes/design');

  test('that does not fit the node is told so', () => {
    expect(notesAt(lab, { memoryBytes: 64 * 2 ** 20 })).toEqual([
      {
        path: '/sessionTypes/design',
        text: 'finds no room: its workers need 4.25 processors and 6.3 GiB, the node has 4.25 and 64 MiB for them',
      },
    ]);
    expect(notesAt(lab, { cpuMillis: 4000 })).toHaveLength(1);
  });

  test('that fits is not mentioned', () => {
    expect(notesAt(lab, {})).toEqual([]);
  });
});

describe.each(both)('every container of %s', (_name, project) => {
  const all = Object.entries(project.file.services);
  const lasting = all.filter(([, { restart }]) => restart === 'unless-stopped');
  const once = all.filter(([, { restart }]) => restart === 'no').map(([name]) => name);

  test.each(all)('%s has no more rights than it needs, and bounds for what it takes', (name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      init: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      logging: { options: { 'max-size': expect.any(String), 'max-file': expect.any(String) } },
      deploy: { resources: { limits: { memory: expect.stringMatching(/^\d+[mkb]$/), pids: expect.any(Number) } } },
    });
    const isRoot = name === 'volume-owner';
    expect([service.user.startsWith('0'), service.cap_add]).toEqual([isRoot, isRoot ? ['CHOWN'] : undefined]);
    if (isRoot) expect(service.network_mode).toBe('none');
  });

  test('that lasts is asked whether it is well, where there is anything to ask', () => {
    const unasked = lasting.filter(([, { healthcheck }]) => healthcheck === undefined).map(([name]) => name);
    expect(unasked).toEqual(['render-queue', 'render-main']);
  });

  test('names nothing that is not in the file', () => {
    const { networks, volumes, configs, secrets, services } = project.file;
    const missing = all.flatMap(([name, service]) => [
      ...Object.keys(service.networks ?? {}).filter((network) => !(network in networks)),
      ...Object.keys(service.depends_on ?? {}).filter((other) => !(other in services)),
      ...(service.volumes ?? [])
        .filter(({ type, source }) => type === 'volume' && !(source in volumes))
        .map(() => name),
      ...(service.configs ?? []).filter(({ source }) => !(source in configs)).map(({ source }) => source),
      ...(service.secrets ?? []).filter(({ source }) => !(source in secrets)).map(({ source }) => source),
    ]);
    expect(missing).toEqual([]);
    for (const { file } of Object.values(configs)) expect(project.files).toHaveProperty([file.replace('./', '')]);
    for (const name of Object.keys(secrets)) expect(Object.keys(project.secrets.keys)).toContain(name);
  });

  test('that runs once is waited for by one that lasts, so that `up --wait` takes its end for success', () => {
    const waited = lasting.flatMap(([, { depends_on }]) =>
      Object.entries(depends_on ?? {}).flatMap(([name, { condition }]) =>
        condition === 'service_completed_successfully' ? [name] : [],
      ),
    );
    const started = once.filter((name) => project.file.services[name]?.profiles === undefined);
    expect(started.filter((name) => !waited.includes(name))).toEqual([]);
  });

  test('can start: no two wait for one another', () => {
    const settled = new Set<string>();
    for (let before = -1; before !== settled.size;) {
      before = settled.size;
      for (const [name, { depends_on }] of all) {
        if (Object.keys(depends_on ?? {}).every((other) => settled.has(other))) settled.add(name);
      }
    }
    expect(all.map(([name]) => name).filter((name) => !settled.has(name))).toEqual([]);
  });

  test('has no secret in the file: each is a file beside it', () => {
    const variables = all.flatMap(([, { environment }]) => Object.entries(environment ?? {}));
    const secret = variables.filter(([name]) => /(PASSWORD|SECRET|TOKEN|_KEY|MONGODB_URI)$/.test(name));
    expect(secret).toEqual([]);
    const files = Object.values(project.file.secrets).map(({ file }) => file);
    expect(files.every((file) => file.startsWith(`./${project.secretsFolder}/`))).toBe(true);
    expect(serviceOf(project, 'api').env_file).toEqual([
      { path: `./${project.secretsFolder}/service-api.env`, required: true },
    ]);
    expect(project.variables).toEqual({ 'service-api.env': ['DB_PASSWORD'] });
  });
});

describe('a role', () => {
  test('is the platform image, with the variables of docs/reference/configuration.md', () => {
    expect(serviceOf(development, 'auth')).toMatchObject({
      command: ['serve', 'auth'],
      environment: {
        BERTH_PORT: '8080',
        BERTH_HOST: development.file.networks['to-auth']?.ipam.config[0]?.subnet,
        DISCOVERY_URL: 'http://discovery:8080',
        MONGODB_URI_FILE: '/run/secrets/mongodb-uri-berth',
        AUTH_SIGNING_KEY_FILE: '/run/secrets/auth-signing-key',
      },
      depends_on: {
        discovery: { condition: 'service_healthy' },
        'mongodb-initiate': { condition: 'service_completed_successfully' },
      },
      stop_grace_period: '15s',
    });
    expect(serviceOf(development, 'relay').depends_on).not.toHaveProperty('mongodb-initiate');
  });

  test('is replaced when the catalogue changes', () => {
    const labelsWith = (platform: Platform) => serviceOf(composed(platform), 'session').labels;
    const { sessionTypes, ...rest } = lab;
    expect(labelsWith(rest)).not.toEqual(labelsWith({ ...rest, sessionTypes }));
  });

  test('has replicas in production, but for those of which there can be one', () => {
    const replicas = (project: typeof live, name: string) => serviceOf(project, name).deploy.replicas;
    expect(['session', 'relay', 'gateway', 'discovery'].map((name) => replicas(development, name))).toEqual([
      1, 1, 1, 1,
    ]);
    expect(['session', 'relay', 'gateway', 'discovery'].map((name) => replicas(production, name))).toEqual([
      2, 2, 1, 1,
    ]);
    expect(replicas(live, 'relay')).toBe(4);
  });
});

describe('ports of the machine', () => {
  const publishedBy = (project: typeof live) =>
    Object.entries(project.file.services).flatMap(([name, { ports = [] }]) =>
      ports.map(({ host_ip, published, target }) => `${name} ${host_ip}:${published}:${target}`),
    );

  test('are those of the gateway and of the external services, on the loopback address', () => {
    for (const [, project] of both) {
      expect(publishedBy(project)).toEqual(['gateway 127.0.0.1:7300:7300', 'api 127.0.0.1:8090:8090']);
    }
  });

  test('can be others, and clients are told', () => {
    const project = composed(lab, { publishedAddress: '10.0.0.5', gatewayPort: 80 });
    expect(publishedBy(project)).toEqual(['gateway 10.0.0.5:80:7300', 'api 10.0.0.5:8090:8090']);
    expect(serviceOf(project, 'gateway').environment).toMatchObject({ GATEWAY_PUBLIC_URL: 'http://10.0.0.5:80' });
    expect(serviceOf(live, 'gateway').environment).toMatchObject({ GATEWAY_PUBLIC_URL: 'https://lab.example.org' });
  });

  test('are refused to two', () => {
    const services = {
      api: { command: ['a'], port: 7300, external: true },
      web: { command: ['b'], port: 80, external: true },
    };
    expect(issuesOf(() => composed({ name: 'lab', services }))).toEqual(['/services/api/port']);
    const two = { ...services, api: { command: ['a'], port: 80, external: true } };
    expect(issuesOf(() => composed({ name: 'lab', services: two }))).toEqual(['/services/web/port']);
  });
});

describe('a store', () => {
  test('leaves no volumes without a name behind, which its image would ask for', () => {
    const mongodb = Object.values(production.file.services).filter(({ image }) => image.includes('/mongo:'));
    expect(mongodb).toHaveLength(4);
    for (const { tmpfs = [], volumes = [] } of mongodb) {
      const mounted = [...tmpfs.map((text) => text.split(':')[0]), ...volumes.map(({ target }) => target)];
      expect(mounted).toEqual(expect.arrayContaining(['/data/db', '/data/configdb']));
    }
  });
});

describe('the node of the machine', () => {
  const environment = serviceOf(development, 'local-directory').environment ?? {};

  test('has room for one session of the largest type, and a limit above that', () => {
    // Two meshers of 2 processors and 3 GiB, a solver of 0.25 and 256 MiB.
    expect(environment).toMatchObject({
      LOCAL_DIRECTORY_CPU: '4.25',
      LOCAL_DIRECTORY_MEMORY_BYTES: String(2 * 3 * 2 ** 30 + 256 * 2 ** 20),
    });
    expect(serviceOf(development, 'local-directory').deploy.resources.limits).toEqual({ memory: '6912m', pids: 4096 });
    const larger = composed(lab, { production: true, node: { cpuMillis: 16_000, memoryBytes: 32 * 2 ** 30 } });
    expect(serviceOf(larger, 'local-directory').deploy.resources.limits).toMatchObject({
      cpus: '16.00',
      memory: '33280m',
    });
  });

  test('has the labels that its workers ask for', () => {
    expect(JSON.parse(environment['LOCAL_DIRECTORY_LABELS'] ?? '')).toEqual({ 'lab/disk': 'fast' });
  });

  test('has the code of the folder in development, and that of the image in production', () => {
    const mounts = (project: typeof live) => serviceOf(project, 'local-directory').volumes;
    expect(mounts(composed(lab, { applicationFolder: '../..' }))).toContainEqual(
      expect.objectContaining({ type: 'bind', source: '../..', target: '/application', read_only: true }),
    );
    expect(mounts(composed(lab, { applicationFolder: '../..', production: true }))).toHaveLength(1);
  });
});

describe('GPUs of the machine', () => {
  const devices = ({ deploy }: ComposeService) => deploy.resources.reservations?.devices;

  test('are given to the local directory and to services that need some', () => {
    expect(devices(serviceOf(development, 'local-directory'))).toEqual([expect.objectContaining({ count: 'all' })]);
    expect(devices(serviceOf(development, 'render-main'))).toEqual([expect.objectContaining({ count: 1 })]);
    expect(devices(serviceOf(development, 'api'))).toBeUndefined();
    expect(development.notes).toContainEqual(expect.objectContaining({ path: '/services/render/gpu/share' }));
  });

  test('can be kept', () => {
    const project = composed(lab, { gpus: false });
    expect(Object.values(project.file.services).flatMap((service) => devices(service) ?? [])).toEqual([]);
    const paths = project.notes.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/services/render/gpu', '/sessionTypes/design/workers/solver/gpu']));
  });
});

describe('a service of the application', () => {
  test('runs its command in the application image, or its own image as it is', () => {
    expect(serviceOf(production, 'api')).toMatchObject({
      image: 'ghcr.io/berth-platform/application:0.1.0',
      entrypoint: ['node', 'api.ts'],
      working_dir: '/application',
      environment: { PRICE: '5$ or ${MORE}' },
    });
    const page = serviceOf(production, 'page');
    expect([page.image, page.entrypoint, page.deploy.replicas]).toEqual(['lab/page:1.2', undefined, 3]);
  });

  test('has one replica where there can be no more, and says why', () => {
    expect(serviceOf(production, 'api').deploy.replicas).toBe(1);
    const project = composed(
      { name: 'lab', services: { web: { command: ['a'], port: 80, external: true, replicas: 2 } } },
      { production: true },
    );
    expect(project.notes).toContainEqual({
      path: '/services/web/replicas',
      text: 'there is one, not 2: two containers cannot publish the same port',
    });
  });

  test('with sidecars is a sandbox that has the network, and waits for their ports', () => {
    expect(serviceOf(development, 'render-queue')).toMatchObject({
      network_mode: 'service:render',
      tmpfs: [expect.stringContaining('/tmp:'), expect.stringContaining('/queue:size=64m')],
    });
    expect(serviceOf(development, 'render-main')).toMatchObject({
      image: 'lab/render:3',
      network_mode: 'service:render',
      depends_on: { render: { condition: 'service_healthy' } },
    });
    expect(JSON.stringify(serviceOf(development, 'render').healthcheck)).toContain('[6379]');
  });

  test('has its own volume, which is given to its user first', () => {
    expect(serviceOf(development, 'db')).toMatchObject({
      volumes: [{ type: 'volume', source: 'db-storage', target: '/data' }],
      depends_on: { 'volume-owner': { condition: 'service_completed_successfully' } },
    });
    const { command = [] } = serviceOf(development, 'volume-owner');
    expect(command.slice(command.indexOf('/volumes/db-storage')).slice(0, 2)).toEqual(['/volumes/db-storage', '65532']);
  });
});

describe('what one machine cannot have', () => {
  const withService = (name: string, service: NonNullable<Platform['services']>[string]) => ({
    name: 'lab',
    services: { [name]: service },
  });

  test('is a service that is called as a container of the platform', () => {
    expect(issuesOf(() => composed(withService('gateway', { command: ['a'] })))).toEqual(['/services/gateway']);
  });

  test('is an image in production that may be another one tomorrow', () => {
    const images = ['lab/web', 'lab/web:latest', 'localhost:5000/web'];
    for (const image of images) {
      expect(issuesOf(() => composed(withService('web', { image }), { production: true }))).toEqual([
        '/services/web/image',
      ]);
      expect(issuesOf(() => composed(withService('web', { image })))).toEqual([]);
    }
    for (const image of ['lab/web:1', `lab/web@sha256:${'0'.repeat(64)}`]) {
      expect(issuesOf(() => composed(withService('web', { image }), { production: true }))).toEqual([]);
    }
  });

  test('is a sidecar on the port of its service', () => {
    const service = { image: 'a:1', port: 80, sidecars: { proxy: { image: 'b:1', port: 80 } } };
    expect(issuesOf(() => composed(withService('web', service)))).toEqual(['/services/web/sidecars/proxy/port']);
  });

  test('is an external service without a port', () => {
    expect(issuesOf(() => composed(withService('web', { image: 'a:1', external: true })))).toEqual([
      '/services/web/port',
    ]);
  });

  test('is an environment that the model does not have', () => {
    expect(() => composed(lab, { environment: 'test' })).toThrow('expected one of live');
  });
});

describe('an external MongoDB', () => {
  const external = { hosts: ['db.example.org:27017'], cidrs: ['203.0.113.20/32'] };
  const platform: Platform = { name: 'lab', stores: { mongodb: { external } } };

  test('is used in production: its URI is a secret that is given, and its users reach outside', () => {
    const project = composed(platform, { production: true });
    expect(Object.keys(project.file.services)).not.toContain('mongodb');
    expect(project.secrets.keys['mongodb-uri-berth']?.make.kind).toBe('given');
    expect(Object.keys(serviceOf(project, 'auth').networks ?? {})).toContain('outside-auth');
    expect(serviceOf(project, 'auth').depends_on).not.toHaveProperty('mongodb-initiate');
  });

  test('is a container in development', () => {
    expect(Object.keys(composed(platform).file.services)).toContain('mongodb');
  });
});
