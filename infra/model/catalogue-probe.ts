import Type, { type Static } from 'typebox';
import type { Probe } from './probe.ts';
import { durationMs } from './quantity.ts';

/** How a container is asked, in plain units. */
export const CatalogueProbe = Type.Object({
  port: Type.Integer(),
  /** Absent: it is only connected to. */
  path: Type.Optional(Type.String()),
  periodMs: Type.Integer(),
  timeoutMs: Type.Integer(),
  /** Failures in a row; absent for a start-up probe that follows a deadline. */
  failures: Type.Optional(Type.Integer()),
});
export type CatalogueProbe = Static<typeof CatalogueProbe>;

/** The probes that the author gave. */
export const CatalogueProbes = Type.Object({
  startup: Type.Optional(CatalogueProbe),
  liveness: Type.Optional(CatalogueProbe),
  readiness: Type.Optional(CatalogueProbe),
});
export type CatalogueProbes = Static<typeof CatalogueProbes>;

export type ProbeKind = keyof CatalogueProbes;

/** What holds where the author says nothing: a start is watched closely, a long life is not disturbed. */
const probeDefaults = {
  startup: { period: '1s', timeout: '1s' },
  liveness: { period: '10s', timeout: '3s', failures: 3 },
  readiness: { period: '250ms', timeout: '1s', failures: 3 },
} as const;

/** An authored probe with its defaults, which follow from what it is for. */
export function catalogueProbe(kind: ProbeKind, probe: Probe): CatalogueProbe {
  const { period, timeout, failures } = { failures: undefined, ...probeDefaults[kind], ...probe };
  return {
    port: probe.http?.port ?? probe.tcp?.port ?? 0,
    ...(probe.http !== undefined && { path: probe.http.path }),
    periodMs: durationMs(period),
    timeoutMs: durationMs(timeout),
    ...(failures !== undefined && { failures }),
  };
}

/** All authored probes; `undefined` where there is none. */
export function catalogueProbes(
  probes: { readonly [Kind in ProbeKind]?: Probe | undefined } = {},
): CatalogueProbes | undefined {
  const { startup, liveness, readiness } = probes;
  if (startup === undefined && liveness === undefined && readiness === undefined) return undefined;
  return {
    ...(startup !== undefined && { startup: catalogueProbe('startup', startup) }),
    ...(liveness !== undefined && { liveness: catalogueProbe('liveness', liveness) }),
    ...(readiness !== undefined && { readiness: catalogueProbe('readiness', readiness) }),
  };
}
