import { definePlatform, type Platform } from '../../infra/model/platform.ts';
import reference from '../../stacks/berth.config.ts';

/** The reference platform on the flavours that its own environments do not have. */
const further: Platform = definePlatform({
  ...reference,
  environments: {
    openshift: {
      flavour: 'openshift',
      domain: 'lab.apps.example.org',
      monitoring: { serviceMonitors: true },
    },
    aks: {
      flavour: 'aks',
      domain: 'aks.lab.example.org',
      exposure: { through: 'ingress', class: 'nginx' },
    },
    gke: { flavour: 'gke', domain: 'gke.lab.example.org' },
    external: {
      flavour: 'kubernetes',
      network: { pods: '10.1.0.0/16', services: '10.2.0.0/16', nodes: '10.3.0.0/16', apiServer: ['10.3.0.1/32'] },
      stores: { mongodb: { external: { hosts: ['db.example.org:27017'], cidrs: ['192.0.2.0/28'] } } },
      monitoring: { logs: { host: 'logs.example.org', port: 24_224, cidrs: ['192.0.2.32/28'] } },
    },
  },
});

const platforms = [reference, further];

/** Every environment that the tests go through: those of the checkout, and one of each further flavour. */
export const environments: readonly string[] = platforms.flatMap((platform) =>
  Object.keys(platform.environments ?? {}),
);

/** The platform that has an environment. */
export function platformOf(environment: string): Platform {
  const found = platforms.find((platform) => Object.hasOwn(platform.environments ?? {}, environment));
  if (found === undefined) throw new Error(`no platform of the tests has the environment ${environment}`);
  return found;
}
