/** One role, or several, in a process of their own, as `berth serve <role>` runs them. Roles come as arguments. */
import pino from 'pino';
import { startRoleProcess } from '../../services/cli/platform/role-process.ts';
import { roleNames } from '../../services/cli/platform/role-names.ts';
import { createLog } from '../../services/kit/log.ts';
import { onTold, say } from './speak.ts';

/** What the process says once it serves. */
export interface RoleFacts {
  readonly url: string;
}

const names = roleNames.filter((name) => process.argv.includes(name));
const log = createLog({ destination: pino.destination({ dest: 2, sync: true }), level: 'error' });
const roles = await startRoleProcess(names, { env: process.env, log });

let stopped: Promise<void> | undefined;
const stop = () => {
  stopped ??= roles.stop().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
onTold(() => undefined, stop);
const facts: RoleFacts = { url: roles.url };
say(facts);
