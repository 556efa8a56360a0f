import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { CommandError, usageError } from '../../errors/command-error.ts';
import { exitCodes } from '../../errors/exit-codes.ts';

/**
 * The kubeconfig as kubectl finds it: the named file, else those of `KUBECONFIG` put together, of which some may not be
 * there, else `~/.kube/config`.
 * @throws {CommandError} where there is none, or it cannot be read
 */
export async function readKubeconfig(named: string | undefined, env: NodeJS.ProcessEnv): Promise<KubeConfig> {
  const files = named === undefined ? await existing(candidates(env)) : [named];
  if (files.length === 0) {
    throw usageError(`There is no kubeconfig in ${candidates(env).join(' or ')}.`, remedy);
  }
  const { KubeConfig: Config } = await import('@kubernetes/client-node');
  const config = new Config();
  for (const file of files) {
    try {
      const next = new Config();
      next.loadFromFile(file);
      config.mergeConfig(next, isChosen(config));
    } catch (cause) {
      throw unreadable(file, cause);
    }
  }
  return config;
}

/** The first file that names a current context is the one that counts. */
function isChosen({ currentContext }: { readonly currentContext?: string }): boolean {
  return (currentContext ?? '') !== '';
}

const remedy = 'Name one with --kubeconfig or KUBECONFIG.';

function candidates(env: NodeJS.ProcessEnv): readonly string[] {
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  return listed.length > 0 ? listed : [join(env['HOME'] ?? homedir(), '.kube', 'config')];
}

async function existing(files: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    files.map((file) =>
      access(file).then(
        () => [file],
        () => [],
      ),
    ),
  );
  return found.flat();
}

function unreadable(file: string, cause: unknown): CommandError {
  return new CommandError({
    exitCode: exitCodes.usage,
    detail: `The kubeconfig ${file} cannot be read: ${(cause as Error).message}`,
    remedy,
    cause,
  });
}
