import { enumType } from './field-table.ts';

/**
 * The enumerations of `zz_generated.openapi.go`, from which the API server makes its documents: those in the module leave
 * them out. By `<definition>/<field>`, e.g. `io.k8s.api.core.v1.Container/imagePullPolicy`.
 */
export function readGoEnums(source: string): Map<string, string> {
  const enums = new Map<string, string>();
  for (const definition of source.split(/^func schema_/m).slice(1)) {
    const name = fullNameOf(definition.slice(0, definition.indexOf('(')));
    for (const [field, type] of enumsIn(definition)) enums.set(`${name}/${field}`, type);
  }
  return enums;
}

/** A field stands at five tabs, an enumeration below it; one of a list's items stands deeper. */
function enumsIn(definition: string): [string, string][] {
  return definition
    .split(/^\t{5}(?=")/m)
    .slice(1)
    .flatMap((text) => {
      const values = /^\t+Enum: +\[\]interface\{\}\{(.*)\},$/m.exec(text)?.[1];
      const field = /^"([^"]+)"/.exec(text)?.[1];
      if (values === undefined || field === undefined) return [];
      const type = enumType(JSON.parse(`[${values}]`) as unknown[]);
      const isList = /^\t+Type: +\[\]string\{"array"\},$/m.test(text);
      return [[field, isList ? `[]${type}` : type]];
    });
}

/** `k8sio_api_core_v1_Container` → `io.k8s.api.core.v1.Container`; CRDs have their types elsewhere. */
function fullNameOf(functionName: string): string {
  return functionName
    .replace(/^k8sio_/, 'io.k8s.')
    .replace(/^pkg_apis_apiextensions_/, 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.')
    .replaceAll('_', '.');
}
