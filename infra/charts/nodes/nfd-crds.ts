import type { CustomResourceDefinition, JSONSchemaProps } from '../../kubernetes/types.ts';

const group = 'nfd.k8s-sigs.io';
const version = 'v1alpha1';

const text: JSONSchemaProps = { type: 'string' };
const texts: JSONSchemaProps = { type: 'object', additionalProperties: text };
/** Rules are checked by nfd-master, which knows the operators of its version. */
const open: JSONSchemaProps = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** A kind of NFD. */
interface NfdKind {
  readonly kind: string;
  readonly plural: string;
  readonly shortName?: string;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly spec: JSONSchemaProps;
  readonly hasStatus: boolean;
}

/** What was found on one node, of each kind of finding a table by name. */
const features: JSONSchemaProps = {
  type: 'object',
  properties: {
    attributes: byName({ type: 'object', required: ['elements'], properties: { elements: texts } }),
    flags: byName({ type: 'object', required: ['elements'], properties: { elements: byName({ type: 'object' }) } }),
    instances: byName({
      type: 'object',
      required: ['elements'],
      properties: {
        elements: {
          type: 'array',
          items: { type: 'object', required: ['attributes'], properties: { attributes: texts } },
        },
      },
    }),
  },
};

const kinds: readonly NfdKind[] = [
  {
    kind: 'NodeFeature',
    plural: 'nodefeatures',
    scope: 'Namespaced',
    spec: { type: 'object', properties: { features, labels: texts } },
    hasStatus: false,
  },
  {
    kind: 'NodeFeatureRule',
    plural: 'nodefeaturerules',
    shortName: 'nfr',
    scope: 'Cluster',
    spec: {
      type: 'object',
      required: ['rules'],
      properties: { rules: { type: 'array', items: { ...open, required: ['name'], properties: { name: text } } } },
    },
    hasStatus: false,
  },
  {
    kind: 'NodeFeatureGroup',
    plural: 'nodefeaturegroups',
    shortName: 'nfg',
    scope: 'Namespaced',
    spec: {
      type: 'object',
      required: ['featureGroupRules'],
      properties: {
        featureGroupRules: { type: 'array', items: { ...open, required: ['name'], properties: { name: text } } },
      },
    },
    hasStatus: true,
  },
];

/**
 * The definitions of NFD's kinds, written by hand after `deployment/base/nfd-crds/nfd-api-crds.yaml` of v0.17: the
 * parts that do not differ between versions are checked, the rest is let through.
 */
export const nfdCrds: readonly CustomResourceDefinition[] = kinds.map(definition);

function definition({ kind, plural, shortName, scope, spec, hasStatus }: NfdKind): CustomResourceDefinition {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        ...(shortName !== undefined && { shortNames: [shortName] }),
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          ...(hasStatus && { subresources: { status: {} } }),
          schema: {
            openAPIV3Schema: {
              type: 'object',
              required: ['spec'],
              properties: { apiVersion: text, kind: text, metadata: { type: 'object' }, spec, status: open },
            },
          },
        },
      ],
    },
  };
}

function byName(schema: JSONSchemaProps): JSONSchemaProps {
  return { type: 'object', additionalProperties: schema };
}
