import { describe, expect, test } from '@jest/globals';
import { definePlatform, type Platform } from '../../../infra/model/platform.ts';
import { rules, stackRules } from '../../../policies/rules.ts';
import { assemble, violationsOf } from '../../../stacks/assemble.ts';
import { showPlaces } from '../../../stacks/model-places.ts';

const size = { path: '/data', size: '1Gi' };
const probes = { startup: { tcp: { port: 80 } }, readiness: { tcp: { port: 80 } } };

/** What is said of a platform in one environment: the place of the object, the rule, the places in the model. */
function placesIn(platform: Omit<Platform, 'name'>, environment: object = {}): readonly string[] {
  const checked = definePlatform({
    name: 'lab',
    ...platform,
    environments: { dev: { flavour: 'kubernetes', ...environment } },
  });
  return violationsOf(assemble(checked, 'dev'), '2026-01-01').map(
    ({ path, rule, inModel }) =>
      `${path.replace(/^.*lab-/, '')} ${rule}: ${showPlaces(inModel).replace('in the model: ', '')}`,
  );
}

const tags = { policies: { parameters: { requireDigests: false } } };

describe('what breaks a rule is named by its place in the model', () => {
  test('images that Berth brings, with the name by which to give others', () => {
    const found = placesIn({});
    expect(found).toContain(
      'data-mongodb image-digest: /environments/dev/images/mongodb (found "docker.io/library/mongo:8.0.14")',
    );
    expect(found).toContain(
      'system-gateway image-digest: /environments/dev/images/platform (found "ghcr.io/berth-platform/berth:0.1.0")',
    );
  });

  test('images of the application, where they are written', () => {
    const sidecars = { queue: { image: 'lab/queue:1', port: 6379 } };
    const found = placesIn({
      services: { api: { image: 'lab/api:1', probes, sidecars }, page: { command: ['./page'], probes } },
      sessionTypes: { design: { workers: { cad: { image: 'lab/cad:1', warm: 1 } } } },
    });
    expect(found).toContain(
      'services-api image-digest: /services/api/image (found "lab/api:1"), /services/api/sidecars/queue/image (found "lab/queue:1")',
    );
    expect(found).toContain(
      'services-page image-digest: /environments/dev/images/application (found "ghcr.io/berth-platform/application:0.1.0")',
    );
    const ofWorker =
      'image-digest: /sessionTypes/design/workers/cad/image (found "lab/cad:1"), /environments/dev/images/platform (found "ghcr.io/berth-platform/berth:0.1.0")';
    expect(found).toContain(`/sessionTypes/design/workers/cad ${ofWorker}`);
    expect(found).toContain(`/sessionTypes/design/workers/cad/warm ${ofWorker}`);
  });

  test('probes that are missing', () => {
    expect(placesIn({ services: { p: { image: 'lab/p:1' } } }, tags)).toContain(
      'services-p pod-probes: /services/p/probes',
    );
  });

  test('numbers of replicas', () => {
    const services = { p: { image: 'lab/p:1', port: 80, replicas: 1 }, q: { image: 'lab/q:1', port: 80 } };
    const found = placesIn({ services }, { ...tags, replicas: { gateway: 1, q: 1 } });
    expect(found.filter((line) => line.includes(' replicas: '))).toEqual([
      'system-gateway replicas: /environments/dev/replicas/gateway (found 1)',
      'services-p replicas: /services/p/replicas (found 1)',
      'services-q replicas: /environments/dev/replicas/q (found 1)',
    ]);
  });

  test('storage classes, of the environment where it says so', () => {
    const found = placesIn(
      { services: { p: { image: 'lab/p:1', port: 80, storage: size } }, stores: { rabbitmq: {} } },
      { ...tags, stores: { mongodb: { members: 1 } } },
    );
    expect(found).toEqual(
      expect.arrayContaining([
        'services-p stateful-storage-class: /services/p/storage/storageClass',
        'data-mongodb stateful-storage-class: /environments/dev/stores/mongodb/storageClass',
        'data-rabbitmq stateful-storage-class: /stores/rabbitmq/storageClass',
      ]),
    );
  });

  test('patches of the object, and exceptions that cover nothing', () => {
    const found = placesIn(
      { services: { p: { image: 'lab/p:1', port: 80 } } },
      {
        patches: [
          {
            target: { kind: 'Deployment', name: 'p' },
            patch: [
              {
                op: 'replace',
                path: '/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem',
                value: false,
              },
            ],
            reason: 'It writes beside itself.',
          },
        ],
        policies: {
          ...tags.policies,
          exceptions: [
            { rule: 'pod-os', target: { kind: 'Job', name: 'x' }, reason: 'It is tried out.', until: '2027-01-01' },
          ],
        },
      },
    );
    expect(found).toContain('services-p read-only-root: /environments/dev/patches/0, /services/p');
    expect(found).toContain('policies/exceptions policy-exception: /environments/dev/policies/exceptions/0');
  });
});

test('the rules whose fields are known are there', () => {
  const ids = [...rules, ...stackRules].map(({ id }) => id);
  expect(ids).toEqual(
    expect.arrayContaining([
      'pod-probes',
      'pod-grace',
      'literal-secret',
      'claim-storage-class',
      'stateful-storage-class',
      'replicas',
      'scaler-owns-replicas',
      'disruption-budget',
      'image-digest',
    ]),
  );
});
