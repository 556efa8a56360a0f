import type { Target } from '../../model/target.ts';
import type { Access, Grant } from '../access.ts';
import type { RoleName } from './role-table.ts';

/**
 * What each role may ask of the API server; a role that is not named here has no token. Global session is not: the
 * number of session services is the model's (docs/decisions/0010). Namespaced wherever the resource is. Whom a local
 * directory may touch is narrowed further, to its own node, by admission (`own-node-admission.ts`): RBAC has no word for
 * it.
 */
export function grantsOf(target: Target, role: RoleName): readonly Grant[] {
  switch (role) {
    case 'global-directory':
      return globalDirectory(target);
    case 'local-directory':
      return localDirectory(target);
    case 'discovery':
      return discovery(target);
    default:
      return [];
  }
}

/** The service account of a role. */
export function accessOf(target: Target, role: RoleName): Access {
  return { namespace: target.namespaces.system, name: role, component: 'role', grants: grantsOf(target, role) };
}

function globalDirectory({ namespaces: { workers } }: Target): readonly Grant[] {
  return [
    {
      namespace: workers,
      apiGroup: '',
      resources: ['pods'],
      verbs: {
        create: 'places workers',
        get: 'adopts a worker whose creation was answered 409',
        list: 'finds its workers again after a restart',
        watch: 'the books follow the bind that was observed',
        delete: 'ends workers whose session has ended or moved',
      },
    },
    {
      namespace: workers,
      apiGroup: 'resource.k8s.io',
      resources: ['resourceclaims'],
      verbs: {
        create: 'one claim for the GPU of a session that asks for it',
        get: 'sees whether it was allocated',
        delete: 'gives it back with the session',
      },
    },
    {
      apiGroup: '',
      resources: ['nodes'],
      verbs: {
        get: 'tells a lost node from a silent one',
        list: 'knows what the pools have',
        watch: 'sees nodes come and go',
      },
    },
    {
      apiGroup: 'resource.k8s.io',
      resources: ['resourceslices'],
      verbs: { get: 'reads the GPUs of a node', list: 'knows which GPUs there are', watch: 'sees them change' },
    },
  ];
}

function localDirectory({ namespaces: { workers } }: Target): readonly Grant[] {
  return [
    {
      namespace: workers,
      apiGroup: '',
      resources: ['pods'],
      verbs: {
        get: 'reads a worker of its node',
        list: 'finds the workers of its node',
        watch: 'sees them start and end',
        patch: 'marks a warm worker of its node as claimed',
        delete: 'ends a worker of its node',
      },
    },
    { namespace: workers, apiGroup: '', resources: ['pods/log'], verbs: { get: '`berth session logs`' } },
    {
      apiGroup: '',
      resources: ['nodes'],
      verbs: { get: 'the hardware, labels and taints of its node', watch: 'sees them change' },
    },
  ];
}

function discovery({ namespaces: { system } }: Target): readonly Grant[] {
  return [
    {
      namespace: system,
      apiGroup: 'discovery.k8s.io',
      resources: ['endpointslices'],
      verbs: { list: 'who serves what', watch: 'pushes changes to callers' },
    },
  ];
}
