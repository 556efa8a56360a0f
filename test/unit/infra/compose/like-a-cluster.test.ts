import { describe, expect, test } from '@jest/globals';
import { partsOf } from '../../../../infra/charts/parts.ts';
import { roleNames } from '../../../../infra/charts/roles/role-table.ts';
import { composeTarget } from '../../../../infra/compose/compose-target.ts';
import type { ConfigMap, Container, PodSpec } from '../../../../infra/kubernetes/types.ts';
import { composed, serviceOf } from './support/lab.ts';

const to = { s3: { endpoint: 'https://s3.example.org', region: 'x', bucket: 'copies', cidrs: ['203.0.113.9/32'] } };
const platform = { name: 'lab', stores: { backup: { to } } };
const project = composed(platform, { production: true });
const objects = partsOf(composeTarget(platform, { production: true })).flatMap((part) =>
  part.objects.map(({ object }) => object),
);

/** The pod of whatever makes pods. */
function podOf(object: unknown): PodSpec | undefined {
  const { spec } = object as {
    spec?: { template?: { spec?: PodSpec }; jobTemplate?: { spec?: { template?: { spec?: PodSpec } } } };
  };
  return spec?.template?.spec ?? spec?.jobTemplate?.spec?.template?.spec;
}

const containers = objects.flatMap((object) => {
  const pod = podOf(object);
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
});

function inCluster(name: string): Container {
  const found = containers.find((container) => container.name === name);
  if (found === undefined) throw new Error(`a cluster has no container ${name}`);
  return found;
}

const variablesOf = ({ env = [] }: Container) => env.map(({ name }) => name).toSorted();

/** Here, a secret is the content of a file, and where a container is called follows from its network. */
const here = (name: string) =>
  Object.keys(serviceOf(project, name).environment ?? {}).map((variable) =>
    variable.replace(/^(MONGODB_URI|RELAY_SECRET|AUTH_FIRST_ADMIN_PASSWORD)_FILE$/, '$1'),
  );

describe('as in a cluster', () => {
  test.each(roleNames)('%s is told everything', (role) => {
    // A new instance has a new name; in a cluster it is that of its pod.
    const expected = variablesOf(inCluster(role)).filter((name) => name !== 'BERTH_INSTANCE');
    expect(here(role)).toEqual(expect.arrayContaining(expected));
  });

  test.each([
    ['mongodb-initiate', 'initiate'],
    ['mongodb-backup', 'dump'],
    ['mongodb-upload', 'upload'],
    ['mongodb-restore', 'restore'],
    ['mongodb-fetch', 'fetch'],
  ])('%s gives its script every variable', (name, container) => {
    const byFile = /ACCESS_KEY/;
    const expected = variablesOf(inCluster(container)).filter((variable) => !byFile.test(variable));
    expect(here(name)).toEqual(expect.arrayContaining(expected));
    const files = variablesOf(inCluster(container)).filter((variable) => byFile.test(variable));
    for (const variable of files) expect(serviceOf(project, name).entrypoint?.join(' ')).toContain(`${variable}=`);
  });

  test('the plan of the replica set says the same things, of one member', () => {
    const config = objects.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'mongodb-initiate',
    ) as ConfigMap;
    const plan = JSON.parse(config.data?.['plan.json'] ?? '') as { members: readonly string[]; users: unknown };
    const own = JSON.parse(project.files['production/mongodb-plan.json'] ?? '') as typeof plan;
    expect(Object.keys(own).toSorted()).toEqual(Object.keys(plan).toSorted());
    expect([own.users, own.members]).toEqual([plan.users, ['mongodb:27017']]);
  });

  test('mongod is started with the same settings', () => {
    const flags = (words: readonly string[]) => words.filter((word) => word.startsWith('--')).toSorted();
    const { command = [] } = serviceOf(project, 'mongodb');
    expect(flags(command.join(' ').split(' '))).toEqual(flags(inCluster('mongodb').args ?? []));
  });
});
