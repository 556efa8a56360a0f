import Type from 'typebox';

const registry = '[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]{1,5})?/';
const folder = '[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*';
const tag = ':[A-Za-z0-9_][A-Za-z0-9._-]{0,127}';
const digest = '@sha256:[0-9a-f]{64}';

/** A container image as registries name it (the grammar of distribution/reference, digests by SHA-256). */
export const Image = Type.String({
  pattern: `^(${registry})?${folder}(/${folder})*(${tag})?(${digest})?$`,
  maxLength: 255,
  description: 'a container image such as "registry.example.org/lab/solver:1.4"',
});
