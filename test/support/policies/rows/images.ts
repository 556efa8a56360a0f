import { rowsOf, withVariants, type Row } from '../row.ts';
import { image, initContainer, linuxPod, windowsPod } from '../subjects.ts';

const digest = rowsOf('image-digest');
const registry = rowsOf('image-registry');
const build = rowsOf('image-windows-build');
const volumeDigest = rowsOf('image-volume-digest');
const volumeRegistry = rowsOf('image-volume-registry');

const lenient = { lenient: true } as const;
const pulls = (text: string) => linuxPod({ container: { image: text } });
const tagged = 'registry.example.org/lab/solver:1.4';
const foreign = `example.com/solver@sha256:${'a'.repeat(64)}`;
const mounts = (reference?: string) => linuxPod({ spec: { volumes: [{ name: 'tools', image: { reference } }] } });
/** The feature is off in the tests' API server, as by default up to 1.34. */
const leftOut = { server: { does: 'completes', because: 'It leaves the image of a volume out.' } } as const;

const rows: readonly Row[] = [
  digest.keeps('a digest', linuxPod()),
  digest.keeps('a tag and a digest', pulls(`registry.example.org/lab/solver:1.4@sha256:${'b'.repeat(64)}`)),
  digest.breaks('a tag', pulls(tagged), ['container main']),
  digest.breaks('a digest that is too short', pulls('registry.example.org/lab/solver@sha256:abc'), ['container main']),
  digest.breaks(
    'an init container with a tag',
    linuxPod({ spec: { initContainers: [initContainer({ image: tagged })] } }),
    ['container first'],
  ),
  digest.keeps('a tag where tags will do', pulls(tagged), lenient),
  digest.breaks(
    'the tag latest where tags will do',
    pulls('registry.example.org/lab/solver:latest'),
    ['container main'],
    lenient,
  ),
  digest.breaks('no tag where tags will do', pulls('registry.example.org/lab/solver'), ['container main'], lenient),

  registry.keeps('the allowed registry', linuxPod()),
  registry.keeps('any, where none is listed', pulls(foreign), lenient),
  registry.breaks('another registry', pulls(foreign), ['container main']),
  registry.breaks(
    'a registry whose name only begins like the allowed one',
    pulls(`registry.example.org.evil.example/solver@sha256:${'a'.repeat(64)}`),
    ['container main'],
  ),

  build.keeps('its own build', windowsPod()),
  build.keeps('an image of no known build', windowsPod({ container: { image: image('lab/cad') } })),
  build.keeps('a Linux pod', linuxPod({ container: { image: image('windows-2022/cad') } })),
  build.keeps(
    'an image of another build, left to a RuntimeClass',
    windowsPod({
      container: { image: image('windows-2025/cad') },
      spec: { nodeSelector: { 'kubernetes.io/os': 'windows' }, runtimeClassName: 'table-windows-2022' },
    }),
  ),
  build.keeps(
    'a Linux pod that names a build',
    linuxPod({
      container: { image: image('windows-2025/cad') },
      spec: { nodeSelector: { 'kubernetes.io/os': 'linux', 'node.kubernetes.io/windows-build': '10.0.20348' } },
    }),
  ),
  build.breaks('an image of another build', windowsPod({ container: { image: image('windows-2025/cad') } }), [
    'container main',
  ]),

  volumeDigest.keeps('no image', linuxPod({ spec: { volumes: [{ name: 'scratch', emptyDir: {} }] } })),
  volumeDigest.keeps('a digest', mounts(image('lab/tools'))),
  volumeDigest.keeps('an image that is not named yet', mounts()),
  volumeDigest.keeps('an empty name', mounts('')),
  volumeDigest.keeps('a tag where tags will do', mounts(tagged), lenient),
  volumeDigest.breaks('a tag', mounts(tagged), ['volume tools'], leftOut),
  volumeDigest.breaks('no tag where tags will do', mounts('registry.example.org/tools'), ['volume tools'], {
    ...lenient,
    ...leftOut,
  }),
  volumeDigest.breaks(
    'the tag latest where tags will do',
    mounts('registry.example.org/tools:latest'),
    ['volume tools'],
    {
      ...lenient,
      ...leftOut,
    },
  ),

  volumeRegistry.keeps('no image', linuxPod({ spec: { volumes: [{ name: 'scratch', emptyDir: {} }] } })),
  volumeRegistry.keeps('the allowed registry', mounts(image('lab/tools'))),
  volumeRegistry.keeps('an image that is not named yet', mounts()),
  volumeRegistry.keeps('an empty name', mounts('')),
  volumeRegistry.keeps('any, where none is listed', mounts(foreign), lenient),
  volumeRegistry.breaks('another registry', mounts(foreign), ['volume tools'], leftOut),
];

/** Rows of the rules of `policies/rules/images.ts`. */
export const imageRows: readonly Row[] = withVariants(rows);
