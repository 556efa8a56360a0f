import { stages } from '../infra/charts/part.ts';
import { toYaml } from '../infra/constructs/strict/yaml.ts';
import type { Synthesis } from '../infra/synth.ts';

/** A file to write, below the output folder. */
export interface ManifestFile {
  readonly path: string;
  readonly text: string;
}

const indexWidth = 2;

/**
 * The files of an environment: `<environment>/00-namespaces.yaml` and so on, in the order in which `kubectl apply -f`
 * takes them, and the CRDs in a folder of their own: they must be Established before the rest is applied.
 */
export function manifestFiles({ target, objects, crds }: Synthesis): readonly ManifestFile[] {
  const byStage = Map.groupBy(objects, ({ stage }) => stage);
  const files = stages.flatMap((stage, index) => {
    const placed = byStage.get(stage) ?? [];
    if (placed.length === 0) return [];
    const name = `${String(index).padStart(indexWidth, '0')}-${stage}.yaml`;
    return [{ path: `${target.name}/${name}`, text: toYaml(placed.map(({ object }) => object)) }];
  });
  if (crds.length === 0) return files;
  return [...files, { path: `${definitionsFolder(target.name)}/${definitionsName}`, text: toYaml(crds) }];
}

const definitionsName = 'crds.yaml';
/** The number before the stage may have been another when there were fewer stages. */
const stageName = new RegExp(`^\\d{${indexWidth}}-(${stages.join('|')})\\.yaml$`);

/** Whether a file of that name is one of {@link manifestFiles}, of this version or of an earlier one. */
export function isManifestName(name: string): boolean {
  return name === definitionsName || stageName.test(name);
}

/** The folder of the CRDs of an environment. */
export function definitionsFolder(environment: string): string {
  return `${environment}-crds`;
}
