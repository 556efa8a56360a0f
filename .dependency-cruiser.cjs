// The arrows between the rooms (docs/architecture.md): a reader of a room knows what it can reach.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle that only types close is none when the program runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'infra-is-pure',
      comment: 'infra/ knows nothing of the services, of Pulumi or of the command line.',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(services|stacks|examples|test|bench|tools)/' },
    },
    {
      name: 'services-read-only-the-model',
      severity: 'error',
      from: { path: '^services/' },
      to: { path: '^infra/', pathNot: '^infra/(model|constructs/worker-pod)/' },
    },
    {
      name: 'services-do-not-import-examples-or-tests',
      severity: 'error',
      from: { path: '^services/' },
      to: { path: '^(stacks|examples|test|bench|tools)/' },
    },
    {
      name: 'kit-knows-no-role',
      comment: 'What the roles share may not depend on one of them.',
      severity: 'error',
      from: { path: '^services/(kit|runtime)/' },
      to: { path: '^services/', pathNot: '^services/(kit|runtime|wire)/' },
    },
    {
      name: 'roles-talk-through-contracts',
      comment: "A role reaches another role only through the other's contract.ts.",
      severity: 'error',
      from: {
        path: '^services/(gateway|auth|global-session|session|global-directory|local-directory|relay|discovery|project-data)/',
      },
      to: {
        path: '^services/(gateway|auth|global-session|session|global-directory|local-directory|relay|discovery|project-data)/',
        pathNot: ['^services/$1/', '/contract\\.ts$'],
      },
    },
    {
      name: 'sdk-stands-alone',
      comment: 'A worker of a user bundles the SDK: it stays small.',
      severity: 'error',
      from: { path: '^services/worker-sdk/' },
      to: { path: '^services/', pathNot: '^services/(worker-sdk|wire)/' },
    },
    {
      name: 'only-the-command-line-assembles',
      severity: 'error',
      from: { path: '^services/', pathNot: '^services/cli/' },
      to: { path: '^services/cli/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
