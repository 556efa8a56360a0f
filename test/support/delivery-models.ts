import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A small application with two environments, as a plain value: what checks it is the command. */
export const smallPlatform = {
  name: 'lab',
  services: {
    licences: {
      image: 'registry.example.org/lab/licences:3.2',
      port: 27_000,
      callers: ['design'],
      storage: { path: '/var/lib/licences', size: '1Gi' },
    },
  },
  sessionTypes: {
    design: { workers: { mesher: { image: 'registry.example.org/lab/mesher:1.4', cpu: 1, memory: '2Gi' } } },
  },
  nodePools: { general: { cpu: 8, memory: '32Gi', min: 1, max: 4 } },
  stores: { mongodb: { members: 1, storage: '5Gi' }, rabbitmq: { members: 1, storage: '2Gi' } },
  policies: {
    levels: { 'claim-storage-class': 'off', 'stateful-storage-class': 'off' },
    parameters: { requireDigests: false },
  },
  environments: { dev: { flavour: 'kubernetes' }, staging: { flavour: 'kubernetes', prefix: 'lab-staging' } },
};

/** With other images of the licence server, nothing else. */
export function withLicences(changes: object): object {
  const { licences } = smallPlatform.services;
  return { ...smallPlatform, services: { licences: { ...licences, ...changes } } };
}

/** With one environment, `dev`, of these settings. */
export function withDev(dev: object): object {
  return { ...smallPlatform, environments: { dev: { flavour: 'kubernetes', ...dev } } };
}

/** Writes models into a folder, each into a file of its own: a program loads a file once. */
export function createModels(folder: string): (platform: object) => Promise<string> {
  let count = 0;
  return async (platform) => {
    count += 1;
    const name = `model-${count}.mjs`;
    await writeFile(join(folder, name), `export default ${JSON.stringify(platform)};\n`);
    return name;
  };
}
