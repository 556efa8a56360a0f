import { access, constants, mkdir } from 'node:fs/promises';
import { reasonOf } from '../../services/machine/machine-error.ts';

/**
 * Makes a folder below the user's cache folder, where it is not there yet.
 * @throws {Error} with the remedy, where nothing can be written there
 */
export async function makeCacheFolder(folder: string, { mode }: { readonly mode?: number } = {}): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new Error(
      `nothing can be written into the cache folder ${folder} (${reasonOf(cause)}): make it writable, or name another ` +
        'folder for caches in XDG_CACHE_HOME.',
      { cause },
    );
  }
}
