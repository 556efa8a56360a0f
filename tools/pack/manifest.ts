/** The parts of the checkout's package.json that the package's is made of. */
export interface SourceManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What cannot be bundled: a native module, and one that serves files of its own. */
export const externalPackages = ['@fastify/swagger-ui', '@node-rs/argon2'] as const;

/** The declarations speak of `AbortSignal`, and a worker in TypeScript of `process`. */
const typePackages = ['@types/node'] as const;

/** The package.json of the package: what is bundled is no dependency any more. */
export function packageManifest(source: SourceManifest): Record<string, unknown> {
  const { name, version, description, license, engines, optionalDependencies } = source;
  const known = { ...source.devDependencies, ...source.dependencies };
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines,
    bin: { berth: 'services/cli/berth.js' },
    exports: {
      '.': { types: './model.d.ts', default: './model.js' },
      './worker': { types: './worker.d.ts', default: './worker.js' },
      './package.json': './package.json',
    },
    files: ['*.d.ts', '*.js', 'services/', 'docs/', 'CHANGELOG.md', 'CONTRIBUTING.md', 'THIRD-PARTY-NOTICES.txt'],
    dependencies: Object.fromEntries(
      [...externalPackages, ...typePackages].map((each) => [each, versionOf(each, known)]),
    ),
    optionalDependencies,
  };
}

function versionOf(name: string, versions: Readonly<Record<string, string>>): string {
  const version = versions[name];
  if (version !== undefined) return version;
  throw new Error(`package.json does not name ${name}, which the package needs`);
}
