import type { Catalogue } from '../../../infra/model/catalogue.ts';
import { ensureDebianPackages } from '../../machine/debian-packages.ts';
import { findProgram } from '../../machine/find-program.ts';
import { MachineError } from '../../machine/machine-error.ts';
import { workerBase } from './roles.ts';

/** Programs that workers may need and that a Debian package brings. */
const debianPackages: Readonly<Record<string, string>> = { python3: 'python3' };

/** What {@link provideWorkerPrograms} works with. */
export interface ProgramsOptions {
  readonly catalogue: Catalogue;
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Looks whether the programs of the workers are on this machine. What a Debian package brings is installed where that
 * is possible; of the rest it is said now, and not only when a session fails for it.
 */
export async function provideWorkerPrograms({ catalogue, env, onProgress, signal }: ProgramsOptions): Promise<void> {
  const workers = catalogue.sessionTypes.flatMap((type) =>
    type.workers
      // Of a program for another system it is said elsewhere that it cannot run here.
      .filter(({ requirements }) => (requirements.os === 'windows') === (process.platform === 'win32'))
      .map(({ name, command }) => ({ worker: `${type.name}/${name}`, program: command[0] ?? '' })),
  );
  const searched = { ...env, ...workerBase(env) };
  for (const [program, users] of Map.groupBy(workers, (worker) => worker.program)) {
    // A path is relative to the folder of the model, and an empty command is for containers only.
    if (program === '' || program.includes('/') || (await findProgram(program, searched)) !== undefined) continue;
    const needed = users.map(({ worker }) => worker).join(', ');
    const debianPackage = debianPackages[program];
    if (debianPackage === undefined) {
      onProgress(
        `${needed} cannot start: "${program}" is not on the PATH; install it, or correct \`command\` in the model`,
      );
      continue;
    }
    try {
      const why = `${needed} runs on ${program}`;
      await ensureDebianPackages({ packages: [debianPackage], why, env, onProgress, signal });
    } catch (error) {
      // The other session types can run without it.
      if (!(error instanceof MachineError)) throw error;
      onProgress(`${needed} cannot start: ${error.message}`);
    }
  }
}
