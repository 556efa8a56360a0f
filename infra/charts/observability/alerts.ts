import { labelsOf } from '../../constructs/labels.ts';
import type { PrometheusRule, PrometheusRuleSpecGroupsRules } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { roleNames } from '../roles/role-table.ts';
import { mongoDbBackup } from '../stores/backup.ts';
import { seesOwnNamespaceOnly } from './monitoring-namespace.ts';

const defaultBackupHours = 4;
/** So much longer than between two copies a copy may take. */
const backupSlackHours = 1;

interface Alert {
  readonly name: string;
  readonly severity: 'critical' | 'warning';
  readonly expr: string;
  /** How long it must hold. */
  readonly for: string;
  readonly summary: string;
  readonly remedy: string;
}

/**
 * The few alerts that matter: users cannot work, or data is about to be lost. Their metrics are those of the roles
 * (`services/kit/metrics.ts`), `up` of Prometheus itself, and those of kube-state-metrics. Each is in the namespace that
 * it asks for: OpenShift lets a rule of users see no other.
 */
export function alertRules(target: Target): readonly PrometheusRule[] {
  const { system, data } = target.namespaces;
  const copies = backupAlerts(target);
  return [
    rules(target, { name: 'berth', namespace: system, alerts: [...roleAlerts(target), ...nodeAlerts(target)] }),
    ...(copies.length > 0 ? [rules(target, { name: 'berth-backup', namespace: data, alerts: copies })] : []),
  ];
}

interface RulesOptions {
  readonly name: string;
  readonly namespace: string;
  readonly alerts: readonly Alert[];
}

function rules(target: Target, { name, namespace, alerts }: RulesOptions): PrometheusRule {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name, namespace, labels: labelsOf(target, { name, component: 'monitoring' }) },
    spec: { groups: [{ name: `${name}-${target.prefix}`, rules: alerts.map(ruleOf) }] },
  };
}

function ruleOf(alert: Alert): PrometheusRuleSpecGroupsRules {
  return {
    alert: alert.name,
    expr: alert.expr,
    for: alert.for,
    labels: { severity: alert.severity },
    annotations: { summary: alert.summary, description: alert.remedy },
  };
}

function roleAlerts({ namespaces: { system } }: Target): readonly Alert[] {
  const roles = roleNames.filter((role) => role !== 'local-directory').join('|');
  return [
    {
      name: 'BerthSessionServicesDown',
      severity: 'critical',
      expr: `absent(up{namespace="${system}", job="session"} == 1)`,
      for: '2m',
      summary: 'No session service answers: no session can be opened, and running ones are not looked after.',
      remedy: `Look at the pods of the StatefulSet session in ${system}, and at the database that they need.`,
    },
    {
      name: 'BerthRoleDown',
      severity: 'warning',
      expr: `up{namespace="${system}", job=~"${roles}"} == 0`,
      for: '5m',
      summary: 'An instance of {{ $labels.job }} does not answer.',
      remedy: 'Look at the pod {{ $labels.pod }}: its events, and its log.',
    },
    {
      name: 'BerthCallsFail',
      severity: 'warning',
      expr: `sum by (service) (rate(berth_calls_total{namespace="${system}", outcome="INTERNAL"}[5m])) > 0`,
      for: '10m',
      summary: 'Calls of {{ $labels.service }} fail for a reason that nobody foresaw.',
      remedy: 'Look for "a request failed" in the log of {{ $labels.service }}: the line has the stack.',
    },
  ];
}

function nodeAlerts(target: Target): readonly Alert[] {
  const { system } = target.namespaces;
  const directories = 'local-directory.*';
  const ours = `kube_pod_info{namespace="${system}", created_by_kind="DaemonSet", created_by_name=~"${directories}"}`;
  const noNode: Alert = {
    name: 'BerthNoNode',
    severity: 'critical',
    expr: `absent(up{namespace="${system}", job=~"${directories}"} == 1)`,
    for: '5m',
    summary: 'No local directory answers: there is no node on which a worker could start.',
    remedy: `Look at the DaemonSets local-directory in ${system}, and at whether the cluster has nodes.`,
  };
  // Nodes are in no namespace, and so out of sight: the alert would never come. OpenShift has its own, KubeNodeNotReady.
  if (seesOwnNamespaceOnly(target)) return [noNode];
  const nodesLost: Alert = {
    name: 'BerthNodesLost',
    severity: 'warning',
    expr: `(kube_node_status_condition{condition="Ready", status="true"} == 0) and on (node) ${ours}`,
    for: '5m',
    summary: 'The node {{ $labels.node }} is not ready; its workers have been placed anew, or wait for a place.',
    remedy: 'Look at the node. Where it is gone for good, delete it, so that what is left of it is let go.',
  };
  return [noNode, nodesLost];
}

function backupAlerts({ stores: { backup }, namespaces: { data } }: Target): readonly Alert[] {
  if (backup === undefined) return [];
  const job = `namespace="${data}", cronjob="${mongoDbBackup}"`;
  const hours = hoursBetween(backup.schedule);
  const remedy = `Look at the Jobs of the CronJob ${mongoDbBackup} in ${data}: is the storage there, and full?`;
  const failed: Alert = {
    name: 'BerthBackupFailed',
    severity: 'warning',
    expr:
      `(time() - kube_cronjob_status_last_schedule_time{${job}} > ${backupSlackHours * 3600}) and ` +
      `(kube_cronjob_status_last_schedule_time{${job}} > (kube_cronjob_status_last_successful_time{${job}} or ` +
      `kube_cronjob_created{${job}}))`,
    for: '5m',
    summary: 'The last copy of the database did not succeed.',
    remedy,
  };
  if (hours === undefined) return [failed];
  const limit = (hours + backupSlackHours) * 3600;
  const age = `time() - (kube_cronjob_status_last_successful_time{${job}} or kube_cronjob_created{${job}}) > ${limit}`;
  return [
    {
      name: 'BerthBackupTooOld',
      severity: 'critical',
      expr: age,
      for: '5m',
      summary: `The last copy of the database is older than ${hours + backupSlackHours} hours.`,
      remedy,
    },
    failed,
  ];
}

/** Between two copies, of a schedule that says it plainly; others are only watched for failures. */
function hoursBetween(schedule: string | undefined): number | undefined {
  if (schedule === undefined) return defaultBackupHours;
  const hours = /^\d+\s+\*(?:\/(\d+))?\s+\*\s+\*\s+\*$/.exec(schedule);
  return hours === null ? undefined : Number(hours[1] ?? 1);
}
