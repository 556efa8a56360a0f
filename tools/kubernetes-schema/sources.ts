import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import type { CustomResource, VersionedResource } from './crd.ts';
import { readGoEnums } from './go-enums.ts';
import type { OpenGoModule } from './go-module.ts';
import type { CustomKinds } from './kinds.ts';
import { kubernetesModule } from './kinds.ts';
import type { OpenApiDocument } from './openapi.ts';

const writtenByHand = new URL('../../test/support/control-plane/crds/', import.meta.url);

/** The documents of Kubernetes' own APIs, as its module ships them. */
export async function openApiDocuments(open: OpenGoModule): Promise<readonly OpenApiDocument[]> {
  const module = await open(kubernetesModule.path, kubernetesModule.version);
  return module.paths
    .filter((path) => /^api\/openapi-spec\/v3\/apis?__.*v\d+_openapi\.json$/.test(path))
    .map((path) => JSON.parse(module.text(path)) as OpenApiDocument);
}

/** The enumerations that those documents leave out, by `<definition>/<field>`. */
export async function builtInEnums(open: OpenGoModule): Promise<ReadonlyMap<string, string>> {
  const module = await open(kubernetesModule.path, kubernetesModule.version);
  return readGoEnums(module.text('pkg/generated/openapi/zz_generated.openapi.go'));
}

/**
 * The definitions of custom kinds.
 * @throws {Error} when the module is not served, or a file does not define what it should
 */
export async function customDefinitions(
  { module, resources }: CustomKinds,
  open: OpenGoModule,
): Promise<readonly VersionedResource[]> {
  const files = module === undefined ? undefined : await open(module.path, module.version);
  const read = async ({ file, version, kind }: CustomKinds['resources'][number]) => {
    const text = files?.text(file) ?? (await readFile(new URL(file, writtenByHand), 'utf8'));
    const documents = parseAllDocuments(text).map((document) => document.toJS() as CustomResource | null);
    const definition = documents.find(
      (found) => found !== null && (kind ?? found.spec.names.kind) === found.spec.names.kind,
    );
    if (definition === undefined || definition === null)
      throw new Error(`${file} does not define ${kind ?? 'a kind'}.`);
    return { definition, version };
  };
  return Promise.all(resources.map(read));
}
