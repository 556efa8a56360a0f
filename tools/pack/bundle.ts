import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { externalPackages } from './manifest.ts';

/** Where the parts that commands share are put; two folders deep, as every program of the package is. */
const chunkFolder = 'services/chunks';

/** The optional parts of bundled packages: looked for when the program runs, and done without where they are not there. */
const optionalPeers = [
  '@aws-sdk/credential-providers',
  '@mongodb-js/zstd',
  'aws4',
  'bufferutil',
  'gcp-metadata',
  'kerberos',
  'mongodb-client-encryption',
  'snappy',
  'socks',
  'utf-8-validate',
];

/** Packages in CommonJS ask for Node's own modules by `require`, which a module does not have. */
const requireBanner = `import { createRequire as berthCreateRequire } from 'node:module';
const require = berthCreateRequire(import.meta.url);`;

/**
 * Bundles everything that the package runs, at the paths that it has in the checkout.
 * @returns the folders of the npm packages that are in the bundles, e.g. `node_modules/ws`
 */
export async function bundleAll(root: string, target: string): Promise<readonly string[]> {
  const common = { ...commonOptions, absWorkingDir: root, outdir: target, plugins: [keepFolders(root)] };
  const program = { ...common, outbase: root, target: 'node24', banner: { js: requireBanner } };
  const results = await Promise.all([
    // What a user's program imports: one file each.
    build({
      ...common,
      target: 'node20',
      entryPoints: { model: 'infra/model/index.ts', worker: 'services/worker-sdk/index.ts' },
      banner: { js: requireBanner },
    }),
    // The command line: in parts, so that a command loads only what it needs.
    build({
      ...program,
      entryPoints: ['services/cli/main.ts'],
      splitting: true,
      chunkNames: `${chunkFolder}/[name]-[hash]`,
    }),
    // Processes of their own: one file each, which starts quickest.
    build({
      ...program,
      entryPoints: ['services/runtime/supervisor/main.ts', 'services/machine/mongodb/download-mongod.ts'],
    }),
  ]);
  return [...new Set(results.flatMap(({ metafile }) => packagesOf(metafile)))].sort();
}

const commonOptions = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  external: [...externalPackages, ...optionalPeers],
  // Errors and logs show the names of classes and functions.
  keepNames: true,
  minifySyntax: true,
  minifyWhitespace: true,
  // Notices are gathered in one file.
  legalComments: 'none',
  metafile: true,
  logLevel: 'error',
} as const satisfies BuildOptions;

/**
 * Files beside a source file (pages, Java sources, programs) are found through `import.meta.dirname`. The package has
 * them at the same paths, but code of any folder ends up in any bundle: so each is told the folder it came from.
 */
function keepFolders(root: string): Plugin {
  return {
    name: 'keep-folders',
    setup(bundler) {
      bundler.onLoad({ filter: /\/services\/.*\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const folder = relative(join(root, chunkFolder), dirname(path)).replaceAll('\\', '/');
        return {
          contents: source.replaceAll('import.meta.dirname', `(import.meta.dirname + '/${folder}')`),
          loader: 'ts',
        };
      });
    },
  };
}

function packagesOf({ inputs }: Metafile): string[] {
  return Object.keys(inputs).flatMap((path) => {
    const folder = /.*node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
    return folder === undefined ? [] : [folder];
  });
}
