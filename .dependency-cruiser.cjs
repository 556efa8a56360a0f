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
      comment: 'infra/ knows nothing of the services, of the policies, of Pulumi or of the command line.',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(services|stacks|policies|examples|test|bench|tools)/' },
    },
    {
      name: 'infra-without-pulumi',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: 'node_modules/@pulumi/' },
    },
    {
      name: 'the-model-and-worker-pods-are-plain',
      comment: 'The run-time services and the SDK load them: neither cdk8s nor the charts come along.',
      severity: 'error',
      from: { path: '^infra/(model|constructs/worker-pod)/' },
      to: {
        path: '(^infra/|node_modules/(cdk8s|cdk8s-plus-27|constructs)/)',
        pathNot: '^infra/(model/|kubernetes/|constructs/worker-pod/|constructs/[a-z-]+\\.ts$)',
      },
    },
    {
      name: 'policies-judge-objects',
      comment: 'A rule knows Kubernetes objects, not who made them.',
      severity: 'error',
      from: { path: '^policies/' },
      to: { path: '^(services|stacks|examples|test|bench|tools|infra)/', pathNot: '^infra/model/' },
    },
    {
      name: 'stacks-assemble',
      severity: 'error',
      from: { path: '^stacks/' },
      to: { path: '^(services|test|bench|tools)/' },
    },
    {
      name: 'services-read-only-the-model',
      comment: 'The command line is the one that synthesizes too.',
      severity: 'error',
      from: { path: '^services/', pathNot: '^services/cli/(delivery|compose|commands)/' },
      to: { path: '^infra/', pathNot: '^infra/(model|constructs/worker-pod)/' },
    },
    {
      name: 'services-know-no-delivery',
      severity: 'error',
      from: { path: '^services/', pathNot: '^services/cli/(delivery|compose|commands)/' },
      to: { path: '^(stacks|policies)/' },
    },
    {
      name: 'services-do-not-import-examples-or-tests',
      severity: 'error',
      from: { path: '^services/' },
      to: { path: '^(examples|test|bench|tools)/' },
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
