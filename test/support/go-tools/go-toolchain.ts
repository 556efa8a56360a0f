import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../../../services/machine/json-file.ts';
import type { GoContext } from './go-command.ts';
import { runGo } from './run-go.ts';

/** New enough for every go.mod here; it fetches a newer one by itself where one asks for it. */
const TOOLCHAIN = '1.26.8';
const DOWNLOAD_DEADLINE_MS = 600_000;
const EXECUTABLE_FOLDERS = [['bin'], ['pkg', 'tool']];

/**
 * A current Go for a machine whose own is too old to fetch one, such as Debian 12's 1.19: Go's toolchains are modules
 * too, which every `go` can download and check. Later ones also make their programs executable.
 * @returns the path of its `go`
 */
export async function fetchToolchain(oldGo: string, { env, onProgress, signal }: GoContext): Promise<string> {
  const options = { env, deadlineMs: DOWNLOAD_DEADLINE_MS, signal };
  const [os = '', arch = ''] = await runGo(oldGo, ['env', 'GOOS', 'GOARCH'], options);
  const module = `golang.org/toolchain@v0.0.1-go${TOOLCHAIN}.${os}-${arch}`;
  onProgress(`${oldGo} is old, taking Go ${TOOLCHAIN} as a module (about 75 MB the first time) …`);
  const lines = await runGo(oldGo, ['mod', 'download', '-json', module], options);
  // What it downloads is said before the answer.
  const answer: unknown = JSON.parse(lines.slice(lines.indexOf('{')).join('\n'));
  const folder = isRecord(answer) ? answer['Dir'] : undefined;
  if (typeof folder !== 'string') throw new Error(`go says no folder for ${module}: ${lines.join(' ')}`);
  for (const path of EXECUTABLE_FOLDERS) await makeExecutable(join(folder, ...path));
  return join(folder, 'bin', 'go');
}

async function makeExecutable(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o555);
  }
}
