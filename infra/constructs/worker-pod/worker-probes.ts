import type { Container, Probe } from '../../kubernetes/types.ts';
import type { WorkerType } from '../../model/catalogue.ts';
import type { CatalogueProbe } from '../../model/catalogue-probe.ts';
import type { Os } from '../../model/hardware.ts';
import { supervisorPort } from '../../model/pod-needs.ts';
import { httpProbe, startupFailures, tcpProbe } from '../probes.ts';

type ProbeFields = Pick<Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'>;

const startupPeriodSeconds = 1;

/**
 * The probes of a worker. Where its author gives none, its supervisor answers for it, which hears `ready`, and whether
 * the worker still speaks; a worker is never unwell because it is busy.
 */
export function workerProbes({
  probes = {},
  protocol,
  requirements: { os },
  startDeadlineMs,
}: WorkerType): ProbeFields {
  const startup = probes.startup ?? (protocol === 'none' ? startLike(probes.readiness) : undefined);
  const budgetSeconds = startDeadlineMs / 1000;
  return {
    startupProbe:
      startup === undefined
        ? askSupervisor('startup', os, {
            periodSeconds: startupPeriodSeconds,
            failures: startupFailures(budgetSeconds, startupPeriodSeconds),
          })
        : authored(startup, os, startupFailures(budgetSeconds, secondsOf(startup.periodMs))),
    livenessProbe: probes.liveness === undefined ? askSupervisor('live', os) : authored(probes.liveness, os),
    readinessProbe:
      probes.readiness === undefined
        ? askSupervisor('ready', os, { periodSeconds: 5 })
        : authored(probes.readiness, os),
  };
}

/** The probes of a container of which only a port is known. */
export function portProbes(port: number, os: Os): ProbeFields {
  return {
    startupProbe: tcpProbe(port, {
      os,
      periodSeconds: startupPeriodSeconds,
      failures: startupFailures(sidecarStartSeconds, startupPeriodSeconds),
    }),
    livenessProbe: tcpProbe(port, { os }),
    readinessProbe: tcpProbe(port, { os, periodSeconds: 5 }),
  };
}

/** A data store reads back what it had; in a fresh scratch folder there is nothing. */
const sidecarStartSeconds = 60;

/** A plain process has started when it is ready for the first time. */
function startLike(readiness: CatalogueProbe | undefined): CatalogueProbe | undefined {
  if (readiness === undefined) return undefined;
  const { port, path, periodMs, timeoutMs } = readiness;
  return { port, ...(path !== undefined && { path }), periodMs, timeoutMs };
}

interface Patience {
  readonly periodSeconds?: number;
  readonly failures?: number;
}

function askSupervisor(what: 'startup' | 'live' | 'ready', os: Os, patience: Patience = {}): Probe {
  return httpProbe(supervisorPort, `/health/worker/${what}`, { os, ...patience });
}

function authored({ port, path, periodMs, timeoutMs, failures }: CatalogueProbe, os: Os, byDefault = 3): Probe {
  const options = {
    os,
    periodSeconds: secondsOf(periodMs),
    timeoutSeconds: secondsOf(timeoutMs),
    failures: failures ?? byDefault,
  };
  return path === undefined ? tcpProbe(port, options) : httpProbe(port, path, options);
}

/** The kubelet counts in whole seconds, from 1. */
function secondsOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
