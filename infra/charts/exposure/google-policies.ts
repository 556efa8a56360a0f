import { labelsOf } from '../../constructs/labels.ts';
import type {
  GCPBackendPolicy,
  HealthCheckPolicy,
  HealthCheckPolicySpecDefaultConfig,
} from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import type { Exposed } from './exposed.ts';

const component = 'exposure';

/**
 * How long one request may last, WebSockets included: the backend service of Google's load balancers ends it then, used
 * or not, by default after 30 s (GKE Gateway API reference, `GCPBackendPolicy`). A day; clients resume.
 */
const requestSeconds = 86_400;
/** So long a pod that goes away keeps its connections, in seconds. */
const drainingSeconds = 60;

/** Google's load balancers read no probes of pods: without a policy they ask for `/` at the serving port, and want 200. */
export function googlePolicies(target: Target, exposed: Exposed): readonly (GCPBackendPolicy | HealthCheckPolicy)[] {
  const { name, namespace } = exposed;
  const metadata = { name, namespace, labels: labelsOf(target, { name, component }) };
  const targetRef = { group: '', kind: 'Service', name } as const;
  return [
    {
      apiVersion: 'networking.gke.io/v1',
      kind: 'GCPBackendPolicy',
      metadata,
      spec: {
        targetRef,
        default: { timeoutSec: requestSeconds, connectionDraining: { drainingTimeoutSec: drainingSeconds } },
      },
    },
    {
      apiVersion: 'networking.gke.io/v1',
      kind: 'HealthCheckPolicy',
      metadata,
      spec: { targetRef, default: { config: healthCheck(exposed) } },
    },
  ];
}

/** At the port that it serves: the firewall that GKE makes is open for no other. */
function healthCheck({ healthPath }: Exposed): HealthCheckPolicySpecDefaultConfig {
  const portSpecification = 'USE_SERVING_PORT';
  return healthPath === undefined
    ? { type: 'TCP', tcpHealthCheck: { portSpecification } }
    : { type: 'HTTP', httpHealthCheck: { portSpecification, requestPath: healthPath } };
}
