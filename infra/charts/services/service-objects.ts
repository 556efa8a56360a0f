import type { Service as KubernetesService } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import type { PlacedService } from './placed-service.ts';

/** The headless Service by which the members of a StatefulSet are known by name. */
export function membersService(service: string): string {
  return `${service}-members`;
}

/** How others reach a service: by its name and its own port. */
export function serviceObjects(target: Target, placed: PlacedService): readonly KubernetesService[] {
  const { port } = placed.service;
  return [
    ...(port === undefined ? [] : [balanced(target, placed, port)]),
    ...(placed.kind === 'StatefulSet' ? [members(target, placed)] : []),
  ];
}

function balanced(target: Target, placed: PlacedService, port: number): KubernetesService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: placed.name, namespace: target.namespaces.services, labels: placed.labels },
    spec: {
      type: 'ClusterIP',
      selector: placed.selector,
      ports: [
        { name: 'http', port, targetPort: 'http', protocol: 'TCP', ...(speaksHttp(placed) && { appProtocol: 'http' }) },
      ],
    },
  };
}

/** Each member gets a name of its own, before it is ready too: members find each other while they start. */
function members(target: Target, { name, service, labels, selector }: PlacedService): KubernetesService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: membersService(name), namespace: target.namespaces.services, labels },
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector,
      ...(service.port !== undefined && {
        ports: [{ name: 'http', port: service.port, targetPort: 'http', protocol: 'TCP' as const }],
      }),
    },
  };
}

/** The model has no word for it; who is reached from outside, or asked for his health by HTTP, does. */
function speaksHttp({ service }: PlacedService): boolean {
  const { external, probes, port } = service;
  return external === true || Object.values(probes ?? {}).some(({ http }) => http?.port === port);
}
