import { isRecord } from '../../../services/machine/json-file.ts';
import { listAt, valueAt, type KubernetesObject } from '../control-plane/api-client.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The JSON schema of one version of a custom kind. */
export interface KindSchema {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly schema: Schema;
}

/** Where the schemas of Kubernetes' own kinds are, beside those that are made here. */
const objectMeta = '_definitions.json#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/**
 * The JSON schemas of a custom resource definition, one for each version. They are strict: what a schema does not name is
 * refused, except where the definition says that unknown fields are kept.
 */
export function kindSchemas(definition: KubernetesObject): readonly KindSchema[] {
  const group = String(valueAt(definition, 'spec', 'group'));
  const kind = String(valueAt(definition, 'spec', 'names', 'kind'));
  return listAt(definition, 'spec', 'versions').map((version) => {
    const body = strict(valueAt(version, 'schema', 'openAPIV3Schema'));
    const own = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { $ref: objectMeta } };
    const properties = { ...(isRecord(body['properties']) ? body['properties'] : {}), ...own };
    const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...body, properties };
    return { group, kind, version: String(valueAt(version, 'name')), schema };
  });
}

/** OpenAPI as the API server reads it, said in JSON schema. */
function strict(schema: unknown): Schema {
  if (!isRecord(schema)) return {};
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
  // That of Route says `anyOf: null`.
  const said = Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== null));
  const result: Record<string, unknown> = { ...said, ...typeOf(schema), ...below(schema) };
  if (isRecord(schema['properties'])) {
    result['properties'] = strictEach({ ...embedded(schema), ...schema['properties'] });
    if (!keepsUnknown && result['additionalProperties'] === undefined) result['additionalProperties'] = false;
  }
  return result;
}

function strictEach(schemas: Schema): Schema {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, strict(schema)]));
}

/** What stands under `anyOf` and its like only adds conditions, so it is left as it is. */
function below(schema: Schema): Schema {
  const inner = ['items', 'additionalProperties'].filter((name) => isRecord(schema[name]));
  return Object.fromEntries(inner.map((name) => [name, strict(schema[name])]));
}

function typeOf(schema: Schema): Schema {
  const { type } = schema;
  if (schema['x-kubernetes-int-or-string'] === true) return { type: ['integer', 'string'] };
  return schema['nullable'] === true && type !== undefined ? { type: [type, 'null'] } : {};
}

/** An object inside another. */
function embedded(schema: Schema): Schema {
  if (schema['x-kubernetes-embedded-resource'] !== true) return {};
  return { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };
}
