import { podKinds } from '../kinds.ts';
import type { Rule } from '../rule.ts';
import { everyContainer, everyVolume } from './containers.ts';

/** CEL: whether an image is named as exactly as the environment demands. */
const isExact = (image: string) =>
  `${image}.matches('@sha256:[0-9a-f]{64}$') || (!variables.requireDigests` +
  ` && ${image}.matches(':[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$') && !${image}.endsWith(':latest'))`;
const isAllowed = (image: string) => `variables.allowedRegistries.exists(r, ${image}.startsWith(r))`;
/** A volume that is an image; without a reference somebody else fills in the image later. */
const isNoImage = "!has(v.image) || !has(v.image.reference) || v.image.reference == ''";

/** Where images come from, and how exactly they are named. */
export const imageRules: readonly Rule[] = [
  {
    id: 'image-digest',
    title: 'Every image is named by its digest; where tags will do, by a tag that is not latest',
    reason: 'A tag can be moved: what was tested and what runs are then not the same.',
    remedy: 'Name the image as repository@sha256:…, or set the parameter requireDigests to false for this environment.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['requireDigests'],
    each: everyContainer,
    expression: `has(c.image) && (${isExact('c.image')})`,
  },
  {
    id: 'image-registry',
    title: 'Every image comes from an allowed registry',
    reason: 'Images from anywhere are programs from anyone.',
    remedy: 'Copy the image to an allowed registry, or add its own to the parameter allowedRegistries.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['allowedRegistries'],
    each: everyContainer,
    expression: `size(variables.allowedRegistries) == 0 || (has(c.image) && ${isAllowed('c.image')})`,
  },
  {
    id: 'image-volume-digest',
    title: 'Every image that is mounted as a volume is named as exactly as one that runs',
    reason: 'Programs may be run from a volume, and a tag can be moved.',
    remedy: 'Name the image as repository@sha256:…, or set the parameter requireDigests to false for this environment.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['requireDigests'],
    each: everyVolume,
    expression: `${isNoImage} || ${isExact('v.image.reference')}`,
  },
  {
    id: 'image-volume-registry',
    title: 'Every image that is mounted as a volume comes from an allowed registry',
    reason: 'Programs may be run from a volume: images from anywhere are programs from anyone.',
    remedy: 'Copy the image to an allowed registry, or add its own to the parameter allowedRegistries.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['allowedRegistries'],
    each: everyVolume,
    expression: `${isNoImage} || size(variables.allowedRegistries) == 0 || ${isAllowed('v.image.reference')}`,
  },
  {
    id: 'image-windows-build',
    title: 'A Windows image runs on the build of Windows that it was made for',
    reason: 'A process container shares the kernel of its node: with another build it does not start.',
    remedy: 'Correct the nodeSelector node.kubernetes.io/windows-build, or the parameter windowsImageBuilds.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['windowsImageBuilds'],
    each: everyContainer,
    expression:
      "variables.os != 'windows' || !('node.kubernetes.io/windows-build' in variables.nodeSelector) || !has(c.image)" +
      ' || variables.windowsImageBuilds.all(b, !c.image.startsWith(b)' +
      " || variables.windowsImageBuilds[b] == variables.nodeSelector['node.kubernetes.io/windows-build'])",
  },
];
