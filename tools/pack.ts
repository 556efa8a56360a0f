/** `npm run pack`: builds `dist/package/` and the tarball beside it, and says what is in it. `-- <folder>` takes another than dist. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { bundleAll } from './pack/bundle.ts';
import { buildRelayClient } from './pack/relay-client.ts';
import { checkContent } from './pack/check-content.ts';
import { modelDeclarations, workerDeclarations } from './pack/declarations.ts';
import { packageManifest, type SourceManifest } from './pack/manifest.ts';
import { thirdPartyNotices } from './pack/notices.ts';
import { createTarball } from './pack/tarball.ts';

const root = join(import.meta.dirname, '..');
const destination = resolve(process.argv[2] ?? join(root, 'dist'));
const target = join(destination, 'package');

/** Files that are the same in the package as in the checkout, at the same paths. */
const copied = [
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'docs',
  'services/cli/berth.js',
  'services/gateway/page',
  'services/machine/mongodb/java',
] as const;

async function copyFiles(): Promise<void> {
  for (const path of copied) {
    await cp(join(root, path), join(target, path), { recursive: true }).catch((error: unknown) => {
      // A checkout in the making may have no README yet; the package comes without it then.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !path.endsWith('.md')) throw error;
    });
  }
}

async function pack(): Promise<void> {
  const startedAtMs = performance.now();
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as SourceManifest;
  await copyFiles();
  const bundled = await bundleAll(root, target);
  await buildRelayClient(join(root, 'services/relay-client'), join(target, 'services/relay-client'));
  await writeFile(join(target, 'model.d.ts'), modelDeclarations(root));
  await writeFile(join(target, 'worker.d.ts'), workerDeclarations(root));
  await writeFile(join(target, 'THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices(root, bundled));
  await writeFile(join(target, 'package.json'), `${JSON.stringify(packageManifest(manifest), undefined, 2)}\n`);
  await checkContent(target, { root, env: process.env });
  const { path, files, packedBytes, unpackedBytes } = await createTarball(target, destination);
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
  for (const file of files) process.stdout.write(`${String(file.size).padStart(9)} ${file.path}\n`);
  process.stdout.write(
    `\n${relative(process.cwd(), path)}: ${megabytes(packedBytes)}, ${megabytes(unpackedBytes)} unpacked, ` +
      `${bundled.length} packages bundled, in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s\n`,
  );
}

await pack();
