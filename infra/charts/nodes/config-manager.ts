import { execProbe } from '../../constructs/probes.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import type { Container, EnvVar, SecurityContext, Volume, VolumeMount } from '../../kubernetes/types.ts';
import { devicePluginConfigLabel } from '../../model/gpu-facts.ts';
import type { Target } from '../../model/target.ts';
import type { Grant } from '../access.ts';
import { devicePluginConfigName } from './device-plugin-config.ts';

const available = '/available-configs';
const chosen = '/config';
/** Where a program of NVIDIA's finds the configuration of its node. */
export const chosenConfig = `${chosen}/config.yaml`;
const hangup = '1';
const size = { cpuMillis: 10, memoryBytes: 64 * 2 ** 20 };

/** What a pod with configurations to choose from mounts. */
export const configMounts: readonly VolumeMount[] = [
  { name: 'available-configs', mountPath: available, readOnly: true },
  { name: 'config', mountPath: chosen },
];

/** The volumes of those mounts. */
export const configVolumes: readonly Volume[] = [
  { name: 'available-configs', configMap: { name: devicePluginConfigName } },
  { name: 'config', emptyDir: { sizeLimit: '1Mi' } },
];

/** It reads the label of its own node; RBAC has no word for "own". */
export const configGrants: readonly Grant[] = [
  {
    apiGroup: '',
    resources: ['nodes'],
    verbs: { list: `the label ${devicePluginConfigLabel} of its node`, watch: 'sees that label change' },
  },
];

/**
 * NVIDIA's config-manager: before the program starts it links the configuration that the node's label names; beside it,
 * it does so anew when the label changes, and tells the program by a signal. For that they share their process ids, and
 * are the same user: no capability is needed.
 * @param program the program's name, as its command says it
 */
export function configManager(
  target: Target,
  program: string,
): { readonly init: Container; readonly beside: Container } {
  const common = {
    image: target.image('device-plugin'),
    command: ['config-manager'],
    resources: resourcesOf(size),
    securityContext: barely,
    volumeMounts: configMounts,
  };
  const isChosen = ['sh', '-c', `test -e ${chosenConfig}`];
  return {
    init: { ...common, name: 'config-init', env: environment({ ONESHOT: 'true', SEND_SIGNAL: 'false' }) },
    beside: {
      ...common,
      name: 'config-manager',
      env: environment({ ONESHOT: 'false', SEND_SIGNAL: 'true', SIGNAL: hangup, PROCESS_TO_SIGNAL: program }),
      startupProbe: execProbe(isChosen, { periodSeconds: 5, failures: 24 }),
      readinessProbe: execProbe(isChosen, { periodSeconds: 30 }),
    },
  };
}

/** Root, as the programs beside it, and nothing that root may do otherwise. */
const barely: SecurityContext = {
  runAsUser: 0,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

function environment(own: Readonly<Record<string, string>>): readonly EnvVar[] {
  const common = {
    NODE_LABEL: devicePluginConfigLabel,
    CONFIG_FILE_SRCDIR: available,
    CONFIG_FILE_DST: chosenConfig,
  };
  return [
    { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    // Empty: a node without the label belongs to no pool, and the program stops and says so, instead of guessing.
    { name: 'DEFAULT_CONFIG' },
    ...Object.entries({ ...common, ...own }).map(([name, value]) => ({ name, value })),
  ];
}
