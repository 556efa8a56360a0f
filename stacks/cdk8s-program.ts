import { readFileSync } from 'node:fs';
import { rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { errorLines } from '../infra/model/error-text.ts';
import { loadFailure } from '../infra/model/load-failure.ts';
import { checkPlatform, type Platform } from '../infra/model/platform.ts';
import { refuseNoEnvironments } from './assemble-all.ts';
import { deliver, showDelivered, showNext, type Delivered } from './deliver.ts';
import { RefusedError, type Refusal } from './refusal.ts';
import { writeFiles } from './write-files.ts';

/** What the program that `cdk8s synth` runs is given. */
export interface Cdk8sRun {
  /** The file of the model, and what loads it. */
  readonly file: string;
  readonly load: () => Promise<{ readonly default: unknown }>;
  /** `CDK8S_OUTDIR`: cdk8s has emptied it, and lists what is in it afterwards. */
  readonly outdir: string;
  readonly today: string;
  readonly say: (line: string) => void;
}

/**
 * A folder of this name is cdk8s' own (`output` of cdk8s.yaml): what it empties is a copy, and the manifests are beside
 * it, where they are replaced with the care of `berth synth`. Any other folder is taken as the place that was meant.
 */
const ownFolder = '.cdk8s';

/** Writes every environment of the model. Answers whether it did; what is wrong has been said then. */
export async function runForCdk8s({ file, load, outdir, today, say }: Cdk8sRun): Promise<boolean> {
  const isCopy = basename(outdir) === ownFolder;
  const to = isCopy ? dirname(outdir) : outdir;
  try {
    const platform = await loadPlatform(file, load);
    refuseNoEnvironments(platform, file);
    const environments = Object.keys(platform.environments ?? {});
    const delivered = await deliver({ platform, environments, to, replace: false, today, advise: say });
    if (isCopy) await writeCopy(outdir, delivered);
    const shown = relative(process.cwd(), to) || '.';
    for (const each of delivered) say(showDelivered(each, shown));
    say(showNext(delivered, shown));
    return true;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    for (const refusal of error.refusals) tell(refusal, say);
    // cdk8s takes a folder that is there for success; one with something in it stays.
    await rmdir(outdir).catch(() => undefined);
    return false;
  }
}

async function loadPlatform(file: string, load: Cdk8sRun['load']): Promise<Platform> {
  try {
    return checkPlatform((await load()).default);
  } catch (error) {
    throw new RefusedError(
      [{ code: 'MODEL_INVALID', ...loadFailure(error, file, (path) => readFileSync(path, 'utf8')) }],
      error,
    );
  }
}

/** For what cdk8s does with its own folder: it lists the files, and gives them to the validations of cdk8s.yaml. */
async function writeCopy(outdir: string, delivered: readonly Delivered[]): Promise<void> {
  await writeFiles(
    outdir,
    delivered.flatMap(({ files }) => files),
  );
  // Nobody shall commit everything twice.
  await writeFile(join(outdir, '.gitignore'), '*\n');
}

function tell({ detail, issues = [], lines = [], remedy, code }: Refusal, say: (line: string) => void): void {
  for (const line of errorLines({ detail, issues, lines, remedy, origin: `code ${code}` })) say(line);
}
