import { execFile } from 'node:child_process';
import { arch, availableParallelism, freemem, loadavg, platform, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { BerthError } from '../kit/errors/berth-error.ts';
import type { LocalDirectoryConfig } from './config.ts';
import type { GpuDevice, Inventory, Load } from './contract.ts';

const run = promisify(execFile);
const nvidiaTimeoutMs = 5000;
const mebibyte = 2 ** 20;

/** What this node has: read off the machine, or as declared. */
export async function takeInventory(config: LocalDirectoryConfig): Promise<Inventory> {
  return {
    os: config.LOCAL_DIRECTORY_OS ?? machineOs(),
    arch: arch(),
    cpuMillis: Math.round((config.LOCAL_DIRECTORY_CPU ?? availableParallelism()) * 1000),
    memoryBytes: config.LOCAL_DIRECTORY_MEMORY_BYTES ?? totalmem(),
    gpus: config.LOCAL_DIRECTORY_GPUS === undefined ? await nvidiaGpus() : declaredGpus(config.LOCAL_DIRECTORY_GPUS),
    labels: parseJson(config.LOCAL_DIRECTORY_LABELS, 'LOCAL_DIRECTORY_LABELS') as Record<string, string>,
  };
}

/** How busy the machine is now. */
export function measureLoad(): Load {
  return { cpu: (loadavg()[0] ?? 0) / availableParallelism(), memoryFreeBytes: freemem() };
}

function machineOs(): Inventory['os'] {
  const names: Partial<Record<NodeJS.Platform, Inventory['os']>> = {
    linux: 'linux',
    win32: 'windows',
    darwin: 'darwin',
  };
  return names[platform()] ?? 'linux';
}

async function nvidiaGpus(): Promise<GpuDevice[]> {
  try {
    const args = ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits'];
    const { stdout } = await run('nvidia-smi', args, { timeout: nvidiaTimeoutMs });
    return readNvidiaGpus(stdout);
  } catch (error) {
    const { code } = error as { code?: unknown };
    // The tool is not there, or it ends with a code of its own: no driver, or no GPU that a worker could use.
    if (code === 'ENOENT' || typeof code === 'number') return [];
    throw error;
  }
}

/**
 * Reads `nvidia-smi --query-gpu=name,memory.total --format=csv,noheader,nounits`: a line per GPU, memory in MiB. A GPU
 * that shares the memory of the machine says `[N/A]`; it has none of its own.
 */
export function readNvidiaGpus(output: string): GpuDevice[] {
  return output
    .split('\n')
    .filter((line) => line.includes(','))
    .map((line, index) => {
      const comma = line.lastIndexOf(',');
      const mebibytes = Number(line.slice(comma + 1));
      return {
        id: `gpu${index}`,
        model: line.slice(0, comma).trim(),
        memoryBytes: Number.isNaN(mebibytes) ? 0 : mebibytes * mebibyte,
      };
    });
}

function declaredGpus(text: string): GpuDevice[] {
  const value = parseJson(text, 'LOCAL_DIRECTORY_GPUS') as readonly { model: string; memoryBytes: number }[];
  return value.map(({ model, memoryBytes }, index) => ({ id: `gpu${index}`, model, memoryBytes }));
}

function parseJson(text: string, variable: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BerthError('CONFIG_INVALID', {
      detail: `${variable}: expected JSON, found ${text.slice(0, 60)}.`,
      cause,
    });
  }
}
