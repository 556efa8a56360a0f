import { readFile } from 'node:fs/promises';

/**
 * Resident memory of a process and of all that it started, in bytes; `undefined` where the OS does not say. Memory that
 * several of them share counts for each.
 */
export async function residentBytes(pid: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    const [status, children] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'utf8'),
      readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => ''),
    ]);
    const own = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
    const ids = children.split(' ').filter((id) => id.trim() !== '');
    const others = await Promise.all(ids.map((id) => residentBytes(Number(id))));
    return others.reduce<number>((sum, bytes) => sum + (bytes ?? 0), own);
  } catch {
    return undefined; // It has ended.
  }
}
