import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { waitUntil } from '../../../services/machine/wait-until.ts';
import { goModules } from '../../../tools/kubernetes-schema/go-module.ts';
import type { GoContext } from '../go-tools/go-command.ts';
import { goProgram, pinnedVersion } from '../go-tools/go-program.ts';
import { kwok } from '../go-tools/programs.ts';
import { createApiClient, expectOk, listAt, valueAt, type ApiClient, type KubernetesObject } from './api-client.ts';
import type { ControlPlane } from './start.ts';

/** A node that KWOK plays. */
export interface FakeNode {
  readonly name: string;
  /** Beside the host name, system and architecture, which every kubelet sets. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  /** Whole quantities such as `{ "nvidia.com/gpu": "4" }`. @default 32 CPUs, 128 GiB, 110 pods */
  readonly capacity?: Readonly<Record<string, string>>;
  /** @default "linux" */
  readonly os?: 'linux' | 'windows';
}

/** What becomes of a node, of a pod on it and of a claim, from KWOK's module: ready at once, and jobs succeed. */
const STAGES = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
  'pod/fast/pod-ready.yaml',
  'pod/fast/pod-complete.yaml',
  'pod/fast/pod-delete.yaml',
  'volume/fast/pvc-provision.yaml',
  'volume/fast/pvc-delete.yaml',
  'volume/fast/pv-bind.yaml',
  'volume/fast/pv-delete.yaml',
];
/** Claims of this class, which is the default one, get a volume that is not there. */
const STORAGE_CLASS = 'volume/fast/storage-class.yaml';
/** The provisioner of that class: claims of other classes that have it are served too. */
export const fakeProvisioner = 'kwok.x-k8s.io/volume';
const ONLY_ITS_CLASS = "self.spec.storageClassName == 'kwok-volume'";
const ANY_CLASS = 'has(self.spec.storageClassName)';
const FAKE = { annotation: 'kwok.x-k8s.io/node', value: 'fake' };
/** Without renewed leases the nodes turn NotReady. */
const LEASE_SECONDS = 40;
const DEFAULT_CAPACITY = { cpu: '32', memory: '128Gi', pods: '110' };
const NOT_READY_TAINT = 'node.kubernetes.io/not-ready';
const READY_DEADLINE_MS = 30_000;

/** Starts the player of all nodes that {@link addNode} makes, and of volumes: one for a control plane. */
export async function startKwok(plane: ControlPlane, context: GoContext): Promise<void> {
  const path = await goProgram(kwok, context);
  const files = await goModules(context)(kwok.module, await pinnedVersion(kwok));
  const stage = (name: string) => files.text(`kustomize/stage/${name}`);
  const stageFile = join(plane.access.folder, 'kwok-stages.yaml');
  const stages = STAGES.map(stage).map((text) => text.replaceAll(ONLY_ITS_CLASS, ANY_CLASS));
  await writeFile(stageFile, stages.join('---\n'));
  await applyOnce(plane, parse(stage(STORAGE_CLASS)) as KubernetesObject);
  await plane.add(path, [
    `--kubeconfig=${plane.access.kubeconfig}`,
    `--config=${stageFile}`,
    `--manage-nodes-with-annotation-selector=${FAKE.annotation}=${FAKE.value}`,
    `--node-lease-duration-seconds=${LEASE_SECONDS}`,
  ]);
}

/**
 * Adds a node and waits until pods can be bound to it. Test files share the cluster: give the node a label or a taint
 * of your own, so that only your pods go there.
 */
export async function addNode(cluster: ApiClient, node: FakeNode): Promise<KubernetesObject> {
  const object = nodeObject(node);
  await expectOk(cluster.create(object));
  const look = async (): Promise<KubernetesObject | undefined> => {
    const now = await expectOk(cluster.read(object));
    return isReady(now) ? now : undefined;
  };
  return waitUntil(look, { what: `node ${node.name} to be ready`, deadlineMs: READY_DEADLINE_MS, everyMs: 50 });
}

async function applyOnce({ access }: ControlPlane, object: KubernetesObject): Promise<void> {
  const client = createApiClient(access);
  try {
    await expectOk(client.apply(object));
  } finally {
    await client.close();
  }
}

function nodeObject({ name, labels, taints, capacity, os = 'linux' }: FakeNode): KubernetesObject {
  const resources = { ...DEFAULT_CAPACITY, ...capacity };
  const usual = { 'kubernetes.io/hostname': name, 'kubernetes.io/os': os, 'kubernetes.io/arch': 'amd64' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { ...usual, ...labels }, annotations: { [FAKE.annotation]: FAKE.value } },
    spec: { taints: taints ?? [] },
    status: {
      capacity: resources,
      allocatable: resources,
      nodeInfo: { operatingSystem: os, architecture: 'amd64', kubeletVersion: 'v1.34.4' },
    },
  };
}

/** Ready, and no longer kept free by the controller that taints new nodes. */
function isReady(node: KubernetesObject): boolean {
  const ready = listAt(node, 'status', 'conditions').find((condition) => valueAt(condition, 'type') === 'Ready');
  const isKeptFree = listAt(node, 'spec', 'taints').some((taint) => valueAt(taint, 'key') === NOT_READY_TAINT);
  return valueAt(ready, 'status') === 'True' && !isKeptFree;
}
