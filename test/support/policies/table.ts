import type { Row } from './row.ts';
import { clusterRows } from './rows/cluster.ts';
import { dataRows } from './rows/data.ts';
import { gpuRows } from './rows/gpu.ts';
import { imageRows } from './rows/images.ts';
import { podRows } from './rows/pods.ts';
import { securityRows } from './rows/security.ts';
import { windowsRows } from './rows/windows.ts';

/** Parameters with which the rows are judged. */
export const tableParameters = {
  allowedRegistries: ['ghcr.io/berth-platform/', 'registry.example.org/'],
  sharedGpuResources: ['example.org/gpu.shared', 'nvidia.com/gpu.shared'],
  gpuTaints: ['nvidia.com/gpu', 'microsoft.com/directx', 'dedicated=gpu'],
  untaintedGpuResources: ['amd.com/gpu'],
  windowsImageBuilds: {
    'registry.example.org/windows-2022/': '10.0.20348',
    'registry.example.org/windows-2025/': '10.0.26100',
  },
  priorityClasses: ['table-core'],
  nodeAgents: ['berth-table/log-collector', 'elsewhere/impostor'],
  hostPathAgents: ['berth-table/gpu-plugin', 'elsewhere/impostor'],
  hostNetworkAgents: ['berth-table/log-collector', 'elsewhere/impostor'],
  privilegedAgents: ['berth-table/gpu-plugin', 'elsewhere/impostor'],
  hostProcessAgents: ['berth-table/node-tools', 'elsewhere/impostor'],
  gmsaCredentials: ['cad'],
  privilegedNamespaces: ['berth-table-nodes'],
  storageClasses: ['fast'],
} as const;

/** What some rows are judged with: the opposite choice where a rule has one. */
export const lenientParameters = {
  ...tableParameters,
  requireDigests: false,
  allowedRegistries: [],
  priorityClasses: [],
  gpuTaints: [],
  storageClasses: [],
} as const;

/** Objects that each keep all rules, or break exactly one: every gate has to agree with every row. */
export const table: readonly Row[] = [
  ...podRows,
  ...imageRows,
  ...gpuRows,
  ...securityRows,
  ...windowsRows,
  ...dataRows,
  ...clusterRows,
];
