import { httpProbe, startupFailures, tcpProbe, type ProbeOptions } from '../../constructs/probes.ts';
import type { Container, Probe } from '../../kubernetes/types.ts';
import type { Os } from '../../model/hardware.ts';
import type { Probe as AuthoredProbe } from '../../model/probe.ts';
import { durationMs } from '../../model/quantity.ts';
import type { Service } from '../../model/service.ts';

type ContainerProbes = Pick<Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'>;

/**
 * How long a service may take until it serves, where its author does not say: it loads what it needs, and a replica
 * that is restarted while it loads never comes up. In seconds.
 */
const startupBudgetSeconds = 300;
const startupPeriodSeconds = 5;

/**
 * The probes of a container. What the author does not say follows from what he does: it is ready when it answers as it
 * says, else when its port takes connections; it has started when it was ready once; it lives as long as it takes
 * connections, whatever else it waits for. Without a port and a probe nothing can be asked.
 */
export function probesOf({ probes = {}, port }: Pick<Service, 'probes' | 'port'>, os: Os): ContainerProbes {
  const ready = probes.readiness ?? addressOf(probes.liveness ?? probes.startup, port);
  const alive = probes.liveness ?? connectionTo(port ?? portOf(ready));
  const started = probes.startup ?? patient(ready);
  return {
    ...(started !== undefined && { startupProbe: probeOf(started, os) }),
    ...(alive !== undefined && { livenessProbe: probeOf(alive, os) }),
    ...(ready !== undefined && { readinessProbe: probeOf(ready, os) }),
  };
}

/** The same question, asked for as long as a start may take. */
function patient(probe: AuthoredProbe | undefined): AuthoredProbe | undefined {
  if (probe === undefined) return undefined;
  const failures = startupFailures(startupBudgetSeconds, startupPeriodSeconds);
  return { ...probe, period: `${startupPeriodSeconds}s`, failures };
}

/** Whom to ask, without how patiently. */
function addressOf(other: AuthoredProbe | undefined, port: number | undefined): AuthoredProbe | undefined {
  if (other?.http !== undefined) return { http: other.http };
  return connectionTo(port ?? portOf(other));
}

function connectionTo(port: number | undefined): AuthoredProbe | undefined {
  return port === undefined ? undefined : { tcp: { port } };
}

function portOf(probe: AuthoredProbe | undefined): number | undefined {
  return probe?.http?.port ?? probe?.tcp?.port;
}

function probeOf(probe: AuthoredProbe, os: Os): Probe {
  const options: ProbeOptions = {
    os,
    ...(probe.period !== undefined && { periodSeconds: wholeSeconds(probe.period) }),
    ...(probe.timeout !== undefined && { timeoutSeconds: wholeSeconds(probe.timeout) }),
    ...(probe.failures !== undefined && { failures: probe.failures }),
  };
  if (probe.http !== undefined) return httpProbe(probe.http.port, probe.http.path, options);
  return tcpProbe(portOf(probe) ?? 0, options);
}

/** Kubernetes counts whole seconds, from one. */
export function wholeSeconds(duration: string): number {
  return Math.max(1, Math.ceil(durationMs(duration) / 1000));
}
