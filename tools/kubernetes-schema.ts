/**
 * Writes the typed ground under the manifests, `infra/kubernetes/types.ts` and `infra/kubernetes/schema.json`, from the
 * schemas of the APIs: `npm run schema`. Needs Go; run it again where a version in `kubernetes-schema/kinds.ts` changes.
 */
import { writeFileSync } from 'node:fs';
import { readCustomResources } from './kubernetes-schema/crd.ts';
import { emitSchema } from './kubernetes-schema/emit-schema.ts';
import { emitTypes } from './kubernetes-schema/emit-types.ts';
import { mergeTables } from './kubernetes-schema/field-table.ts';
import { goModules } from './kubernetes-schema/go-module.ts';
import { builtInKinds, customKinds, opaqueFields } from './kubernetes-schema/kinds.ts';
import { readOpenApi } from './kubernetes-schema/openapi.ts';
import { builtInEnums, customDefinitions, openApiDocuments } from './kubernetes-schema/sources.ts';

const open = goModules({ env: process.env, onProgress: (line) => void process.stderr.write(`${line}\n`) });
const documents = await openApiDocuments(open);
const enums = await builtInEnums(open);
const custom = await Promise.all(customKinds.map((kinds) => customDefinitions(kinds, open)));
const table = mergeTables([
  readOpenApi(documents, builtInKinds, (definition, field) => enums.get(`${definition}/${field}`)),
  ...custom.map((definitions) => readCustomResources(definitions, opaqueFields)),
]);

const folder = new URL('../infra/kubernetes/', import.meta.url);
writeFileSync(new URL('types.ts', folder), emitTypes(table));
writeFileSync(new URL('schema.json', folder), emitSchema(table));
