import { readFile } from 'node:fs/promises';

/** Memory of a process, in MiB. */
export interface Memory {
  /** Resident; pages that several processes share count in each. */
  readonly rss: number;
  /** Proportional: a page that n processes share counts as its nth part. */
  readonly pss: number;
}

const kibPerMib = 1024;

/** What a process takes now. Linux only. */
export async function memoryOf(pid: number): Promise<Memory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const mib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / kibPerMib;
  return { rss: mib('Rss'), pss: mib('Pss') };
}

/** Resident memory of a process in MiB; cheaper than {@link memoryOf}. */
export async function residentMib(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1]) / kibPerMib;
}
