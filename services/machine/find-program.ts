import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The full path of the first executable file called `name` on the PATH of `env`. */
export async function findProgram(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const fileName = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    // An empty entry means the current folder, which must not decide what is run.
    if (folder === '') continue;
    const path = join(folder, fileName);
    if (await isExecutableFile(path)) return path;
  }
  return undefined;
}

async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
