import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what can be had again is kept: built and downloaded parts, by version. */
export function userCacheFolder(env: NodeJS.ProcessEnv): string {
  return join(baseFolder(env, 'XDG_CACHE_HOME', '.cache'), 'berth');
}

/** Where the state of the installation called `name` is kept: what cannot be had again. */
export function userStateFolder(env: NodeJS.ProcessEnv, name: string): string {
  return join(baseFolder(env, 'XDG_STATE_HOME', join('.local', 'state')), 'berth', name);
}

/** The XDG specification says that an empty or relative value counts as none. */
function baseFolder(env: NodeJS.ProcessEnv, variable: string, underHome: string): string {
  const named = env[variable];
  return named?.startsWith('/') ? named : join(env['HOME'] ?? homedir(), underHome);
}
