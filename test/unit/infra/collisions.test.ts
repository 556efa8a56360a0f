import { describe, expect, test } from '@jest/globals';
import { partsOf } from '../../../infra/charts/parts.ts';
import { checkPlatform } from '../../../infra/model/platform.ts';
import { targetOf } from '../../../infra/model/target.ts';
import { SynthError, synthesize } from '../../../infra/synth.ts';

const storage = { path: '/var/lib/lic', size: '1Gi', storageClass: 'fast' };

/** What is wrong with a platform of these services. */
function issuesOf(services: object) {
  const target = targetOf(
    checkPlatform({ name: 'lab', services, environments: { dev: { flavour: 'kubernetes' } } }),
    'dev',
  );
  try {
    synthesize(target, partsOf(target));
    return [];
  } catch (error) {
    if (!(error instanceof SynthError)) throw error;
    return error.issues;
  }
}

describe('two parts of the model that make the same object', () => {
  test('are named both: a service with the name of the members of another', () => {
    const lic = { image: 'lab/lic:1', port: 80, storage };
    expect(issuesOf({ lic, 'lic-members': { image: 'lab/x:1', port: 81 } })).toEqual([
      {
        path: '/services/lic-members',
        value: 'Service lab-services/lic-members',
        expected: 'a name that leads to no object of another',
        remedy: '/services/lic makes an object that is called the same: rename one of them.',
      },
    ]);
  });

  test('are named: a service with the name of a policy of Berth', () => {
    const services = {
      'allow-dns': { image: 'lab/x:1', port: 80, callers: ['web'] },
      web: { image: 'lab/web:1', port: 81 },
    };
    expect(issuesOf(services)).toContainEqual({
      path: '/services/allow-dns',
      value: 'NetworkPolicy.networking.k8s.io lab-services/allow-dns',
      expected: 'a name that leads to no object of another',
      remedy: 'Berth has an object of this name itself: rename the service.',
    });
  });

  test('are none where every name is another', () => {
    expect(issuesOf({ lic: { image: 'lab/lic:1', port: 80, storage }, web: { image: 'lab/web:1', port: 81 } })).toEqual(
      [],
    );
  });
});
