import { showValue, type Issue } from '../check.ts';
import { canonicalCidr, overlaps, parseCidr } from '../cidr.ts';
import type { Environment } from '../environment.ts';
import type { Platform } from '../platform.ts';
import type { Program } from '../program.ts';
import type { Stores } from '../stores.ts';

interface Written {
  readonly path: string;
  readonly cidr: string;
}

/** Ranges of addresses: each is one, and those of a cluster are apart. */
export function networkIssues(platform: Platform, programs: readonly Program[]): Issue[] {
  const environments = Object.entries(platform.environments ?? {}).map(([name, environment]) => ({
    path: `/environments/${name}`,
    environment,
  }));
  const written = [
    ...programs.flatMap(({ path, value }) =>
      (value.egress ?? []).map(({ cidr }, index) => ({ path: `${path}/egress/${index}/cidr`, cidr })),
    ),
    ...storeRanges('/stores', platform.stores),
    ...environments.flatMap(({ path, environment }) => rangesOf(path, environment)),
  ];
  return [
    ...written.flatMap(rangeIssues),
    ...environments.flatMap(({ path, environment }) => overlapIssues(`${path}/network`, environment)),
  ];
}

function rangesOf(path: string, { network = {}, monitoring, stores }: Environment): readonly Written[] {
  const { pods, services, nodes, apiServer } = network;
  return [
    ...Object.entries({ pods, services, nodes }).flatMap(([name, cidr]) =>
      cidr === undefined ? [] : [{ path: `${path}/network/${name}`, cidr }],
    ),
    ...listed(`${path}/network/apiServer`, apiServer),
    ...listed(`${path}/monitoring/logs/cidrs`, monitoring?.logs?.cidrs),
    ...storeRanges(`${path}/stores`, stores),
  ];
}

function storeRanges(path: string, { mongodb, backup }: Stores = {}): readonly Written[] {
  const to = backup?.to;
  return [
    ...listed(`${path}/mongodb/external/cidrs`, mongodb?.external?.cidrs),
    ...listed(`${path}/backup/to/s3/cidrs`, to !== undefined && 's3' in to ? to.s3.cidrs : undefined),
  ];
}

function listed(path: string, cidrs: readonly string[] = []): readonly Written[] {
  return cidrs.map((cidr, index) => ({ path: `${path}/${index}`, cidr }));
}

/** `10.0.0.5/8` is a slip: the address of one machine, or the range around it; the API server warns of it. */
function rangeIssues({ path, cidr }: Written): Issue[] {
  const canonical = canonicalCidr(cidr);
  if (canonical === cidr) return [];
  return [
    {
      path,
      value: showValue(cidr),
      expected: 'a range of addresses such as "10.0.0.0/16", beginning with its first address',
      ...(canonical !== undefined && { remedy: `Write "${canonical}".` }),
    },
  ];
}

/** Pods, Services and nodes of a cluster have addresses of their own: otherwise packets go astray. */
function overlapIssues(path: string, { network = {} }: Environment): Issue[] {
  const { pods, services, nodes } = network;
  const ranges = Object.entries({ pods, services, nodes }).flatMap(([name, cidr]) => {
    const range = cidr === undefined ? undefined : parseCidr(cidr);
    return cidr === undefined || range === undefined ? [] : [{ name, cidr, range }];
  });
  return ranges.flatMap((range, index) =>
    ranges
      .slice(0, index)
      .filter((earlier) => overlaps(earlier.range, range.range))
      .map((earlier) => ({
        path: `${path}/${range.name}`,
        value: showValue(range.cidr),
        expected: `a range apart from that of the ${earlier.name}, ${earlier.cidr}`,
        remedy: `Give ${range.name} and ${earlier.name} ranges that do not overlap.`,
      })),
  );
}
