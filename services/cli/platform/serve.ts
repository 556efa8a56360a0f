import { createLog } from '../../kit/log.ts';
import type { CommandIo } from '../io.ts';
import { startRoleProcess } from './role-process.ts';
import type { RoleName } from './role-names.ts';

/** Serves a role until the process is asked to end; JSON logs go to stdout. */
export async function serve(io: CommandIo, role: RoleName): Promise<void> {
  const log = createLog({ level: io.env['BERTH_LOG_LEVEL'] ?? 'info', fields: { role } });
  const running = await startRoleProcess([role], { env: io.env, log, signal: io.signal });
  log.info({ url: running.url, instance: running.instance, publicUrl: running.publicUrl }, 'serving');
  await aborted(io.signal);
  log.info('draining');
  await running.stop();
}

/** Resolves when a signal aborts. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
