/**
 * `npm run cluster`: a Kubernetes control plane to try things on, until Ctrl-C. `npm run cluster -- <name>` keeps
 * several apart.
 */
import { join } from 'node:path';
import { openCluster } from '../test/support/control-plane/cluster.ts';
import { installCrds } from '../test/support/control-plane/crds.ts';
import { startKwok } from '../test/support/control-plane/kwok.ts';
import { startControlPlane, type ControlPlane } from '../test/support/control-plane/start.ts';
import { controlPlanesFolder } from '../test/support/control-plane/test-run.ts';
import type { GoContext } from '../test/support/go-tools/go-command.ts';

const NAME = /^[a-z0-9][a-z0-9-]*$/;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function folderOf(name: string): string {
  if (!NAME.test(name))
    throw new Error(`the name "${name}" cannot be used: take lower-case letters, digits and hyphens.`);
  return join(controlPlanesFolder(process.env), name);
}

function showHowToUse({ access }: ControlPlane): void {
  say('');
  say(`    export KUBECONFIG=${access.kubeconfig}`);
  say(`    ${access.kubectlPath} get nodes`);
  say('');
  say(`Logs are in ${access.folder}. Ctrl-C ends everything.`);
}

/** The kinds of cert-manager, Karpenter and all others that Berth writes objects of. */
async function addDefinitions({ access }: ControlPlane, context: GoContext): Promise<void> {
  const cluster = openCluster(access);
  try {
    const installed = await installCrds(cluster, context);
    say(`${installed.length} custom resource definitions are established`);
  } finally {
    await cluster.close();
  }
}

async function run(name: string): Promise<void> {
  const asked = new AbortController();
  const end = () => asked.abort(new Error('ended before it was ready'));
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);
  const untilAsked = new Promise<void>((resolve) => asked.signal.addEventListener('abort', () => resolve()));

  const context = { env: process.env, onProgress: say, signal: asked.signal };
  const plane = await startControlPlane({ folder: folderOf(name), ...context });
  try {
    await startKwok(plane, context);
    await addDefinitions(plane, context);
    showHowToUse(plane);
    const broken = await Promise.race([untilAsked, plane.broken]);
    if (broken !== undefined) throw new Error(broken);
  } finally {
    await plane.stop();
  }
  say('ended; nothing is left');
}

try {
  await run(process.argv[2] ?? 'developer');
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
