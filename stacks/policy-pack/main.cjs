// Pulumi requires its programs, with an old compiler before every .ts that is required: an import goes past it.
module.exports = () => import('./policy-pack.ts');
