import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../../../services/machine/json-file.ts';
import { kubernetesModule } from '../../../tools/kubernetes-schema/kinds.ts';
import { listAt, valueAt, type KubernetesObject } from '../control-plane/api-client.ts';
import type { GoContext } from '../go-tools/go-command.ts';
import { goProgram } from '../go-tools/go-program.ts';
import { kubeconform } from '../go-tools/programs.ts';
import { answerOf } from './answer.ts';
import { kindSchemas } from './crd-schema.ts';

/** What kubeconform says of an object. */
export interface SchemaVerdict {
  readonly file: string;
  /** `kind/name`, as far as there is one. */
  readonly object: string;
  /** Why it is refused, or has no schema. */
  readonly problem?: string;
}

/**
 * Writes the schemas that kubeconform reads, into an empty folder.
 * @param packages the folder of the Python packages: one has the strict schemas of Kubernetes' own kinds
 * @param crds the definitions of the custom kinds
 */
export async function writeSchemas(folder: string, packages: string, crds: readonly KubernetesObject[]): Promise<void> {
  const [, minor = ''] = /^v(\d+\.\d+)\./.exec(kubernetesModule.version) ?? [];
  const source = join(packages, 'kubernetes_validate', 'kubernetes-json-schema', `v${minor}.0-local-strict`);
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(source)) {
    if (name === 'all.json') continue;
    const text = await readFile(join(source, name), 'utf8');
    await writeFile(join(folder, name), asNeighbour(text));
  }
  for (const { group, version, kind, schema } of crds.flatMap(kindSchemas)) {
    await writeFile(join(folder, `${group}_${version}_${kind.toLowerCase()}.json`), JSON.stringify(schema));
  }
}

/** The schemas call each other by addresses of kubernetes.io: here they are files of one folder. */
function asNeighbour(text: string): string {
  const schema: unknown = JSON.parse(text.replaceAll('"/api/_definitions.json#', '"_definitions.json#'));
  if (!isRecord(schema)) throw new Error('a schema of kubernetes-validate is no object: has the package changed?');
  return JSON.stringify({ ...schema, $id: undefined });
}

/** What {@link checkSchemas} works with. */
export interface SchemaCheck {
  /** Folders and files with manifests. */
  readonly paths: readonly string[];
  /** The folder that {@link writeSchemas} wrote. */
  readonly schemas: string;
}

/** What kubeconform says of every object, in one run: an unknown field, a wrong type, a repeated key, a missing schema. */
export async function checkSchemas(
  { paths, schemas }: SchemaCheck,
  context: GoContext,
): Promise<readonly SchemaVerdict[]> {
  const program = await goProgram(kubeconform, context);
  const locations = [
    '{{.ResourceKind}}{{.KindSuffix}}.json',
    '{{.Group}}_{{.ResourceAPIVersion}}_{{.ResourceKind}}.json',
  ];
  const args = [
    ...['-strict', '-verbose', '-n', '2', '-output', 'json'],
    ...locations.flatMap((name) => ['-schema-location', join(schemas, name)]),
    ...paths,
  ];
  const answer: unknown = JSON.parse(await answerOf(program, args, { env: context.env, cwd: schemas, codes: [0, 1] }));
  return listAt(answer, 'resources').map(verdictOf);
}

function verdictOf(resource: unknown): SchemaVerdict {
  const text = (name: string) => {
    const value = valueAt(resource, name);
    return typeof value === 'string' ? value : '';
  };
  const verdict = { file: text('filename'), object: `${text('kind')}/${text('name')}` };
  return text('status') === 'statusValid' ? verdict : { ...verdict, problem: text('msg') };
}
