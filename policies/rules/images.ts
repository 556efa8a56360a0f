import { podKinds } from '../kinds.ts';
import type { Rule } from '../rule.ts';
import { everyContainer } from './containers.ts';

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
    expression:
      "has(c.image) && (c.image.matches('@sha256:[0-9a-f]{64}$') || (!variables.requireDigests" +
      " && c.image.matches(':[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$') && !c.image.endsWith(':latest')))",
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
    expression:
      'size(variables.allowedRegistries) == 0' +
      ' || (has(c.image) && variables.allowedRegistries.exists(r, c.image.startsWith(r)))',
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
