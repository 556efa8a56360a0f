import type { Target } from '../../model/target.ts';
import { at, type Part } from '../part.ts';
import { alertRules } from './alerts.ts';
import { logCollectors } from './log-collectors.ts';
import { monitoringEdges, monitors } from './monitors.ts';

/** What lets others watch the platform: metrics and alerts for the Prometheus Operator, logs for a receiver of them. */
export function observability(target: Target): Part {
  const logs = logCollectors(target);
  if (target.environment.monitoring?.serviceMonitors !== true) return logs;
  return {
    ...logs,
    objects: [...logs.objects, ...at('observability', [...monitors(target), ...alertRules(target)])],
    edges: [...logs.edges, ...monitoringEdges(target)],
  };
}
