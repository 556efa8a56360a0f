import type { Probe } from '../kubernetes/types.ts';
import type { Os } from '../model/hardware.ts';

/** How a container is asked, and how patiently. */
export interface ProbeOptions {
  readonly os?: Os;
  /** @default 10 */
  readonly periodSeconds?: number;
  /** @default 3 */
  readonly timeoutSeconds?: number;
  /** Failures in a row. @default 3 */
  readonly failures?: number;
}

/** On Windows everything takes longer, and short time-outs have caused restart loops (csi-driver-smb#1059). */
const windowsPatience = 2;

/** Asks by HTTP; every answer from 200 to 399 is good. */
export function httpProbe(port: number | string, path: string, options: ProbeOptions = {}): Probe {
  return { httpGet: { path, port }, ...patience(options) };
}

/** Only connects. */
export function tcpProbe(port: number | string, options: ProbeOptions = {}): Probe {
  return { tcpSocket: { port }, ...patience(options) };
}

/** Runs a program in the container; Linux only: on Windows it costs a process of some 100 MB each time. */
export function execProbe(command: readonly string[], options: Omit<ProbeOptions, 'os'> = {}): Probe {
  return { exec: { command }, ...patience(options) };
}

function patience({ os = 'linux', periodSeconds = 10, timeoutSeconds = 3, failures = 3 }: ProbeOptions) {
  const factor = os === 'windows' ? windowsPatience : 1;
  return {
    periodSeconds,
    timeoutSeconds: timeoutSeconds * factor,
    failureThreshold: failures * factor,
  };
}

/** How often a start-up probe may fail so that it waits so long, in seconds. */
export function startupFailures(budgetSeconds: number, periodSeconds: number): number {
  return Math.ceil(budgetSeconds / periodSeconds);
}
