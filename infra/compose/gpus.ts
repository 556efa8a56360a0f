import type { GpuReservation } from './compose-file.ts';

const capabilities = ['gpu', 'compute', 'utility'] as const;

/** Every GPU of the machine: the local directory gives each worker its own. */
export const allGpus: readonly GpuReservation[] = [{ driver: 'nvidia', count: 'all', capabilities }];

/** So many GPUs of the machine. */
export function someGpus(count: number): readonly GpuReservation[] {
  return [{ driver: 'nvidia', count, capabilities }];
}
