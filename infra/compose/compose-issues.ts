import type { Issue } from '../model/check.ts';
import type { Service } from '../model/service.ts';
import type { Target } from '../model/target.ts';
import type { Container, Note } from './container.ts';

/** What the containers are judged by. */
export interface ComposeRules {
  /** @default for development */
  readonly production?: boolean;
  /** The environment of the model whose images they have; absent where they have those of the model. */
  readonly environment?: string;
}

/** What of the containers Docker would refuse, or do wrong. */
export function composeIssues(
  target: Target,
  containers: readonly Container[],
  { production = false, environment }: ComposeRules,
): readonly Issue[] {
  return [
    ...nameIssues(containers),
    ...portIssues(containers),
    ...(production ? imageIssues(target, containers, environment) : []),
  ];
}

function nameIssues(containers: readonly Container[]): readonly Issue[] {
  return repeated(containers, ({ name }) => [name]).map(([name]) => ({
    path: `/services/${name}`,
    value: name,
    expected: 'a name that no other container has: those of the roles, of the stores and of sidecars are taken',
    remedy: `Rename the service "${name}".`,
  }));
}

function portIssues(containers: readonly Container[]): readonly Issue[] {
  const ports = ({ service }: Container) => (service.ports ?? []).map(({ published }) => published);
  return repeated(containers, ports).flatMap(([port, users]) =>
    users
      .filter(({ name }) => name !== 'gateway')
      .slice(users.some(({ name }) => name === 'gateway') ? 0 : 1)
      .map(({ name }) => ({
        path: `/services/${name}/port`,
        value: port,
        expected: `a port of the machine that is free: ${users[0]?.name ?? ''} is published there`,
        remedy: 'Give one of them another port, or move the gateway with --port.',
      })),
  );
}

/** The containers by what they have, where several have the same. */
function repeated(
  containers: readonly Container[],
  keysOf: (container: Container) => readonly string[],
): readonly (readonly [string, readonly Container[]])[] {
  const byKey = Map.groupBy(
    containers.flatMap((container) => keysOf(container).map((key) => ({ key, container }))),
    ({ key }) => key,
  );
  return [...byKey].flatMap(([key, users]) =>
    users.length < 2 ? [] : [[key, users.map(({ container }) => container)] as const],
  );
}

/** An image in production is the same tomorrow: it has a digest, or a tag that is not moved on. */
function imageIssues(
  { platform, environment }: Target,
  containers: readonly Container[],
  name: string | undefined,
): readonly Issue[] {
  const place = name === undefined ? '/environments' : `/environments/${name}`;
  const paths = new Map([
    ...Object.entries(environment.images ?? {}).map(([key, image]) => [image, `${place}/images/${key}`] as const),
    ...Object.entries(platform.services ?? {}).flatMap(([key, service]) => imagesOf(`/services/${key}`, service)),
  ]);
  return containers
    .map(({ service }) => service.image)
    .filter((image, index, all) => all.indexOf(image) === index && !isPinned(image))
    .map((image) => ({
      path: paths.get(image) ?? place,
      value: image,
      expected: 'an image with a digest, or with a tag other than "latest"',
      remedy: `Write for example "${image.replace(/:latest$/, '')}:1.4.2".`,
    }));
}

function imagesOf(path: string, { image, sidecars = {} }: Service): readonly (readonly [string, string])[] {
  return [
    ...(image === undefined ? [] : [[image, `${path}/image`] as const]),
    ...Object.entries(sidecars).map(([name, sidecar]) => [sidecar.image, `${path}/sidecars/${name}/image`] as const),
  ];
}

/** A tag can be moved on by its owner; a digest cannot. */
export function tagNotes(containers: readonly Container[]): readonly Note[] {
  const images = new Set(containers.map(({ service }) => service.image).filter((image) => !image.includes('@sha256:')));
  if (images.size === 0) return [];
  const text = `pinned by tag, not by digest: ${[...images].toSorted().join(', ')}`;
  return [{ path: '/environments', text }];
}

/** Whether it always is the same image, as far as its name says. */
export function isPinned(image: string): boolean {
  if (image.includes('@sha256:')) return true;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag !== undefined && tag !== 'latest';
}
