import { showValue, type Issue } from '../check.ts';
import { wholeGpuResource, type GpuFacts } from '../gpu-facts.ts';
import { machineSetNames, needsShortNames, windowsUserData, zonePlaceholder } from '../machine-set-names.ts';
import type { Pool } from '../pools.ts';
import type { MachineSets } from '../provisioning.ts';
import { poolPath, provisioningPath, type NodeContext } from './context.ts';
import { tableIssues } from './mechanisms.ts';

/** A machine is named after its set, with six letters more. */
const suffixLetters = 6;
const longestMachine = 63;
/** NetBIOS names: https://docs.redhat.com, "Creating a Windows machine set object on Azure" (and vSphere). */
const longestWindowsMachine = 15;

/** What the Machine API of OpenShift cannot make. */
export function machineSetIssues(context: NodeContext, machineSets: MachineSets): Issue[] {
  return [
    ...tableIssues(context, {
      at: ['machineSets', 'providerSpecs'],
      entries: machineSets.providerSpecs,
      what: "the cloud's providerSpec.value of the pool",
    }),
    ...context.pools.flatMap((pool) => poolIssues(context, machineSets, pool)),
  ];
}

function poolIssues(context: NodeContext, machineSets: MachineSets, pool: Pool): Issue[] {
  const spec = machineSets.providerSpecs[pool.name];
  return [
    ...setNameIssues(context, machineSets, pool),
    ...scaleFromZeroIssues(context, machineSets, pool),
    ...exclusiveCpuIssues(pool),
    ...(spec === undefined ? [] : specIssues(context, machineSets, { pool, spec })),
  ];
}

function setNameIssues({ prefix }: NodeContext, machineSets: MachineSets, pool: Pool): Issue[] {
  const short = needsShortNames(machineSets, pool);
  const longest = (short ? longestWindowsMachine : longestMachine) - suffixLetters;
  const [name] = machineSetNames(machineSets, pool, prefix).toSorted((a, b) => b.length - a.length);
  if (name === undefined || name.length <= longest) return [];
  return [
    {
      path: `/nodePools/${pool.name}`,
      value: showValue(name),
      expected: short
        ? `at most ${longest} letters for the name of a Windows MachineSet here: the machine’s name may have ${longestWindowsMachine}`
        : `at most ${longest} letters for the name of a MachineSet: the machine’s name may have ${longestMachine}`,
      remedy: short
        ? 'Shorten the name of the pool, for example to "win".'
        : 'Shorten the name of the pool or of the zone, or the prefix of the environment.',
    },
  ];
}

/** Shares, instances and claims are unknown to OpenShift's autoscaler at a set without machines. */
function scaleFromZeroIssues(context: NodeContext, { zones }: MachineSets, pool: Pool): Issue[] {
  const { gpu, minNodes, maxNodes } = pool;
  // Each zone has a set of its own.
  const least = Math.min(zones.length, maxNodes);
  if (gpu === undefined || gpu.resource === wholeGpuResource || minNodes >= least) return [];
  return [
    {
      path: poolPath(context, pool, 'min'),
      value: showValue(minNodes),
      expected: `at least ${least}, one in each zone: ${noScaleFromZero(gpu)}`,
      remedy: `Write min: ${least}, or leave the GPUs whole.`,
    },
  ];
}

/**
 * openshift/kubernetes-autoscaler, clusterapi_unstructured.go: "assumes nvidia gpu". It reads an annotation for claims
 * too, `dra-driver`, but only with a flag that openshift/cluster-autoscaler-operator has no way to pass (AutoscalerArgs),
 * and up to its version 1.36 the scheduler passes over the devices that it makes of it (kubernetes/autoscaler#10199).
 */
function noScaleFromZero({ resource }: GpuFacts): string {
  return resource === undefined
    ? "OpenShift's autoscaler makes no first node for a claim"
    : `OpenShift's autoscaler knows of nodes that are not there only ${wholeGpuResource}, not ${resource}`;
}

function exclusiveCpuIssues({ name, exclusiveCpus }: Pool): Issue[] {
  if (!exclusiveCpus) return [];
  return [
    {
      path: `/nodePools/${name}/exclusiveCpus`,
      value: 'true',
      expected: 'false: a MachineSet cannot set the CPU manager of its kubelets',
      remedy:
        'Make the nodes yourself, with a MachineConfigPool and a KubeletConfig (cpuManagerPolicy: static), and remove `provisioning`.',
    },
  ];
}

function specIssues(
  context: NodeContext,
  { zones }: MachineSets,
  { pool, spec }: { readonly pool: Pool; readonly spec: Readonly<Record<string, unknown>> },
): Issue[] {
  const path = provisioningPath(context, 'machineSets', 'providerSpecs', pool.name);
  const issues: Issue[] = [];
  if (zones.length > 1 && !JSON.stringify(spec).includes(zonePlaceholder)) {
    issues.push({
      path,
      expected: `${zonePlaceholder} in one of its texts: there are ${zones.length} zones, and all machines would be in one`,
      remedy: `Write for example placement: { availabilityZone: '${zonePlaceholder}' }.`,
    });
  }
  const userData = spec['userDataSecret'];
  if (pool.os === 'windows' && userData !== undefined && nameIn(userData) !== windowsUserData) {
    issues.push({
      path: `${path}/userDataSecret`,
      value: showValue(userData),
      expected: `${windowsUserData}, the Secret that the Windows Machine Config Operator writes`,
      remedy: 'Remove "userDataSecret": it is filled in.',
    });
  }
  return issues;
}

function nameIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)['name'] : value;
}
