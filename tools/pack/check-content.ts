import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the package must not tell of the machine that built it. */
export interface Secrets {
  /** The checkout. */
  readonly root: string;
  /** The environment of the build. */
  readonly env: NodeJS.ProcessEnv;
}

/** Shorter values (`1`, `true`, `root`) occur everywhere. */
const tellingLength = 12;

/** @throws {Error} naming each file with something in it that is only of this machine */
export async function checkContent(folder: string, { root, env }: Secrets): Promise<void> {
  const rooms = ['infra', 'node_modules', 'services', 'tools'].map((room) => `${root}/${room}/`);
  const forbidden = [...rooms, `${homedir()}/.`, ...secretValues(env)];
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, 'utf8');
    for (const each of forbidden) if (text.includes(each)) found.push(`${path} contains ${each.slice(0, 4)}…`);
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{20}|_authToken\s*=/.test(text))
      found.push(`${path} contains a secret`);
    if (/https?:\/\/[\w.-]*(registry|artifactory|nexus)[\w.-]*\//i.test(text)) found.push(`${path} names a registry`);
  }
  if (found.length > 0) throw new Error(`the package tells of this machine:\n  ${found.join('\n  ')}`);
}

/** Values of variables that name a secret or a registry of this machine. */
function secretValues(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && value.length >= tellingLength && /token|secret|password|registry|_key$/i.test(name)
      ? [value]
      : [],
  );
}
