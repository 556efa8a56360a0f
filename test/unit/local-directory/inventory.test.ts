import { describe, expect, test } from '@jest/globals';
import { readNvidiaGpus } from '../../../services/local-directory/inventory.ts';

const gibibyte = 2 ** 30;

describe('what nvidia-smi says', () => {
  test('is a GPU per line, memory in MiB', () => {
    expect(readNvidiaGpus('NVIDIA A100-SXM4-80GB, 81920\nTesla T4, 15360\n')).toEqual([
      { id: 'gpu0', model: 'NVIDIA A100-SXM4-80GB', memoryBytes: 80 * gibibyte },
      { id: 'gpu1', model: 'Tesla T4', memoryBytes: 15 * gibibyte },
    ]);
  });

  test('may end its lines as Windows does, and have commas in a name', () => {
    expect(readNvidiaGpus('NVIDIA RTX, laptop, 8192\r\n\r\n')).toEqual([
      { id: 'gpu0', model: 'NVIDIA RTX, laptop', memoryBytes: 8 * gibibyte },
    ]);
  });

  test('of a GPU that shares the memory of the machine is no number of its own', () => {
    expect(readNvidiaGpus('NVIDIA GB10, [N/A]\n')).toEqual([{ id: 'gpu0', model: 'NVIDIA GB10', memoryBytes: 0 }]);
  });

  test.each(['', '\n', 'No devices were found\n'])('%j is no GPU', (output) => {
    expect(readNvidiaGpus(output)).toEqual([]);
  });
});
