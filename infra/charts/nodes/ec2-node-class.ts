import { labelsOf } from '../../constructs/labels.ts';
import type { EC2NodeClass, EC2NodeClassSpec, EC2NodeClassSpecBlockDeviceMappings } from '../../kubernetes/types.ts';
import type { Pool } from '../../model/pools.ts';
import type { Karpenter } from '../../model/provisioning.ts';
import type { Target } from '../../model/target.ts';

/** The label by which Karpenter knows how many GPUs a machine type has. */
export const ec2GpuCountLabel = 'karpenter.k8s.aws/instance-gpu-count';
const discoveryTag = 'karpenter.sh/discovery';
const defaultDisk = '100Gi';

type Family = NonNullable<EC2NodeClassSpec['amiFamily']>;

/** What Karpenter makes a machine of EC2 from. */
export function ec2NodeClass(target: Target, karpenter: Karpenter, pool: Pool): EC2NodeClass {
  const name = `${target.prefix}-${pool.name}`;
  const family = familyOf(karpenter, pool);
  const discovered = [{ tags: { [discoveryTag]: karpenter.cluster } }];
  return {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name, labels: labelsOf(target, { name, component: 'node-pool' }) },
    spec: {
      amiFamily: family,
      amiSelectorTerms: [imageOf(karpenter, pool, family)],
      ...(karpenter.role !== undefined && { role: karpenter.role }),
      subnetSelectorTerms: discovered,
      securityGroupSelectorTerms: discovered,
      // One hop: pods do not reach the machine's credentials.
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: disksOf(family, karpenter.diskSize ?? defaultDisk),
      ...exclusiveCpusOf(family, pool),
      tags: { 'berth.dev/environment': target.name, 'berth.dev/pool': pool.name },
    },
  };
}

/** Bottlerocket brings a device plugin of its own, which knows nothing of our configuration: GPUs have AL2023. */
function familyOf({ linux = 'AL2023' }: Karpenter, { windowsVersion, gpu }: Pool): Family {
  if (windowsVersion !== undefined) return `Windows${windowsVersion}`;
  return gpu === undefined ? linux : 'AL2023';
}

function imageOf({ linux = 'AL2023', linuxVersion = 'latest', images }: Karpenter, pool: Pool, family: Family) {
  const own = images?.[pool.name];
  if (own !== undefined) return { id: own };
  // The version is that of the chosen Linux: another family has versions of its own. Windows cannot be pinned at all.
  return { alias: `${family.toLowerCase()}@${family === linux ? linuxVersion : 'latest'}` };
}

/** Names of the disks by image: `pkg/providers/amifamily` of karpenter-provider-aws. */
function disksOf(family: Family, size: string): readonly EC2NodeClassSpecBlockDeviceMappings[] {
  if (family === 'Bottlerocket') return [disk('/dev/xvda', '6Gi'), disk('/dev/xvdb', size)];
  return [disk(family.startsWith('Windows') ? '/dev/sda1' : '/dev/xvda', size)];
}

function disk(deviceName: string, volumeSize: string): EC2NodeClassSpecBlockDeviceMappings {
  return { deviceName, ebs: { volumeSize, volumeType: 'gp3', encrypted: true, deleteOnTermination: true } };
}

/** Karpenter hands the fields of a kubelet's configuration through, except to Bottlerocket, which has its own. */
function exclusiveCpusOf(family: Family, { exclusiveCpus }: Pool): Pick<EC2NodeClassSpec, 'kubelet' | 'userData'> {
  if (!exclusiveCpus) return {};
  if (family !== 'Bottlerocket') return { kubelet: { cpuManagerPolicy: 'static' } };
  return { userData: '[settings.kubernetes]\ncpu-manager-policy = "static"\n' };
}
