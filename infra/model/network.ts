import Type, { type Static } from 'typebox';
import { NamespaceName, ObjectName } from './cluster-names.ts';

/** A range of addresses, e.g. `10.0.0.0/16`. */
export const Cidr = Type.String({
  pattern: '^([0-9]{1,3}\\.){3}[0-9]{1,3}/([0-9]|[12][0-9]|3[0-2])$',
  description: 'an IPv4 range such as "10.0.0.0/16"',
});

/** What a process may reach outside of the application. */
export const Egress = Type.Object(
  {
    cidr: Cidr,
    ports: Type.Array(Type.Integer({ minimum: 1, maximum: 65_535 }), { minItems: 1, uniqueItems: true }),
  },
  { additionalProperties: false },
);
export type Egress = Static<typeof Egress>;

/** The address ranges of a cluster; they may not overlap. */
export const Network = Type.Object(
  {
    pods: Type.Optional(Cidr),
    services: Type.Optional(Cidr),
    nodes: Type.Optional(Cidr),
    apiServerPorts: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 65_535 }), {
        minItems: 1,
        description: 'Where it listens, e.g. 8443 (minikube) or 16443 (MicroK8s). @default [443, 6443]',
      }),
    ),
    apiServer: Type.Optional(
      Type.Array(Cidr, { minItems: 1, description: 'Where the API server is. @default anywhere, port 443 and 6443' }),
    ),
  },
  { additionalProperties: false },
);
export type Network = Static<typeof Network>;

/** How services are reached from outside. */
export const Exposure = Type.Object(
  {
    through: Type.Optional(
      Type.Union([Type.Literal('gateway'), Type.Literal('ingress'), Type.Literal('route')], {
        description: 'Gateway API, Ingress, or the Route of OpenShift. @default "gateway", "route" on OpenShift',
      }),
    ),
    /** GatewayClass or IngressClass that the cluster has. */
    class: Type.Optional(ObjectName),
    /** ClusterIssuer of cert-manager. @default "berth" */
    issuer: Type.Optional(ObjectName),
    from: Type.Optional(
      Type.Object(
        {
          namespace: NamespaceName,
        },
        {
          additionalProperties: false,
          description: 'The namespace of the proxies, for the network policies.',
        },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Exposure = Static<typeof Exposure>;
