import { storePath } from '../infra/charts/stores/store-settings.ts';
import { podTemplateOf } from '../infra/constructs/strict/pod-template.ts';
import type { KubernetesObject } from '../infra/kubernetes/object.ts';
import { showValue } from '../infra/model/check.ts';
import { imageNames } from '../infra/model/images.ts';
import { replicatedRoles } from '../infra/model/role-names.ts';
import type { Service } from '../infra/model/service.ts';
import type { Stores } from '../infra/model/stores.ts';
import type { Target } from '../infra/model/target.ts';
import type { Worker } from '../infra/model/worker.ts';
import type { PlacedObject } from '../policies/objects.ts';
import type { Violation } from '../policies/violation.ts';

/** Where something comes from that breaks a rule. */
export interface ModelPlace {
  /** JSON pointer into the model. */
  readonly path: string;
  /** What is there, or stands for it where nothing is written; absent where the place is to be filled. */
  readonly value?: string;
}

/** What an object is made of: a service or a worker, a store, or a role of Berth. */
type Source =
  | { readonly kind: 'program'; readonly name: string; readonly path: string; readonly program: Service | Worker }
  | { readonly kind: 'store'; readonly name: keyof Stores; readonly path: string }
  | { readonly kind: 'role'; readonly name: string };

/** The places in the model to look at because of a violation; none for what Berth alone answers for. */
export function modelPlaces(target: Target, violation: Violation, placed?: PlacedObject): readonly ModelPlace[] {
  if (violation.rule === 'policy-exception') return exceptionPlaces(target, violation);
  if (placed === undefined) return [];
  const object = placed.object as KubernetesObject;
  const source = sourceOf(target, placed.path, object);
  const places = violation.rule.startsWith('image-')
    ? imagePlaces(target, source, { object, message: violation.message })
    : fieldPlaces(target, source, violation.rule);
  return [...patchPlaces(target, object), ...places];
}

/** `in the model: /environments/dev/images/mongodb (found "mongo:8.0.14"), /services/api`; empty without a place. */
export function showPlaces(places: readonly ModelPlace[]): string {
  if (places.length === 0) return '';
  const shown = places.map(({ path, value }) => (value === undefined ? path : `${path} (found ${value})`));
  return `in the model: ${shown.join(', ')}`;
}

/** An exception that has ended or covers nothing: its target is the very one of the model. */
function exceptionPlaces({ name, platform, environment }: Target, { target }: Violation): readonly ModelPlace[] {
  const written = [
    { path: '/policies', policies: platform.policies },
    { path: `/environments/${name}/policies`, policies: environment.policies },
  ];
  return written.flatMap(({ path, policies }) =>
    (policies?.exceptions ?? []).flatMap((exception, index) =>
      exception.target === target ? [{ path: `${path}/exceptions/${index}` }] : [],
    ),
  );
}

function patchPlaces({ name, environment }: Target, { kind, metadata }: KubernetesObject): readonly ModelPlace[] {
  return (environment.patches ?? []).flatMap(({ target }, index) => {
    const isIt =
      target.kind === kind &&
      target.name === metadata.name &&
      (target.namespace === undefined || target.namespace === metadata.namespace);
    return isIt ? [{ path: `/environments/${name}/patches/${index}` }] : [];
  });
}

/** The pod of a worker is known by its path, everything else by its namespace and its labels. */
function sourceOf(target: Target, path: string, { metadata }: KubernetesObject): Source | undefined {
  if (path.startsWith('/sessionTypes/')) return workerAt(target, path);
  const { platform, namespaces } = target;
  const name = metadata.labels?.[nameLabel] ?? '';
  const program = platform.services?.[name];
  const store = storeNames[name];
  switch (metadata.namespace) {
    case namespaces.services:
      return program && { kind: 'program', name, path: `/services/${name}`, program };
    case namespaces.data:
      return store && { kind: 'store', name: store, path: storePath(target, store) };
    case namespaces.system:
      return replicatedRoles.includes(name) ? { kind: 'role', name } : undefined;
    default:
      return undefined;
  }
}

const nameLabel = 'app.kubernetes.io/name';

function workerAt({ platform }: Target, path: string): Source | undefined {
  const [, , sessionType = '', , name = ''] = path.split('/');
  const program = platform.sessionTypes?.[sessionType]?.workers[name];
  return program && { kind: 'program', name, path: `/sessionTypes/${sessionType}/workers/${name}`, program };
}

const storeNames: Readonly<Partial<Record<string, keyof Stores>>> = {
  mongodb: 'mongodb',
  'mongodb-initiate': 'mongodb',
  'mongodb-backup': 'backup',
  'mongodb-restore': 'backup',
  rabbitmq: 'rabbitmq',
  cache: 'cache',
};

interface Broken {
  readonly object: KubernetesObject;
  readonly message: string;
}

/** The images of the containers that the message names: those of the environment, or of the program itself. */
function imagePlaces(target: Target, source: Source | undefined, { object, message }: Broken): readonly ModelPlace[] {
  const named = new Set([...message.matchAll(/container ([a-z0-9-]+)/g)].map(([, name]) => name));
  const { containers = [], initContainers = [] } = podTemplateOf(object)?.template.spec ?? podOf(object);
  const places = [...containers, ...initContainers]
    .filter(({ name }) => named.has(name))
    .flatMap(({ name, image = '' }) => {
      const path = imagePath(target, source, { name, image });
      return path === undefined ? [] : [{ path, value: showValue(image) }];
    });
  return [...new Map(places.map((place) => [place.path, place])).values()];
}

interface Container {
  readonly name: string;
  readonly image?: string;
}

/** Of an object that is a pod itself. */
function podOf(object: KubernetesObject): { readonly containers?: Container[]; readonly initContainers?: Container[] } {
  const { spec = {} } = object as { readonly spec?: ReturnType<typeof podOf> };
  return spec;
}

function imagePath(
  target: Target,
  source: Source | undefined,
  { name, image }: Required<Container>,
): string | undefined {
  if (source?.kind === 'program') {
    const { program, path } = source;
    if (Object.hasOwn(program.sidecars ?? {}, name)) return `${path}/sidecars/${name}/image`;
    if (program.image === image) return `${path}/image`;
  }
  const known = imageNames.find((each) => target.image(each) === image);
  return known && `/environments/${target.name}/images/${known}`;
}

/** How many there are is said by the environment, of roles by it alone. */
const countRules: ReadonlySet<string> = new Set(['replicas', 'scaler-owns-replicas', 'disruption-budget']);

/** Which field of a program or a store a rule is about; the others are about all of it. */
const fieldsOfRules: Readonly<Partial<Record<string, Partial<Record<'program' | 'store' | 'backup', string>>>>> = {
  'pod-probes': { program: 'probes' },
  'pod-grace': { program: 'stopGrace' },
  'literal-secret': { program: 'env' },
  'claim-storage-class': { program: 'storage/storageClass', store: 'storageClass', backup: 'to/volume/storageClass' },
  'stateful-storage-class': { program: 'storage/storageClass', store: 'storageClass' },
};

function fieldPlaces(target: Target, source: Source | undefined, rule: string): readonly ModelPlace[] {
  if (source === undefined) return [];
  if (countRules.has(rule)) return [countPlace(target, source)];
  if (source.kind === 'role') return [];
  const field = fieldsOfRules[rule]?.[source.name === 'backup' ? 'backup' : source.kind];
  return [field === undefined ? { path: source.path } : placeAt(target, `${source.path}/${field}`)];
}

function countPlace(target: Target, source: Source): ModelPlace {
  const ofEnvironment = `/environments/${target.name}/replicas/${source.name}`;
  if (source.kind === 'store') return placeAt(target, `${source.path}/members`);
  if (source.kind === 'role' || target.environment.replicas?.[source.name] !== undefined) {
    return placeAt(target, ofEnvironment);
  }
  return placeAt(target, `${source.path}/replicas`);
}

function placeAt({ platform }: Target, path: string): ModelPlace {
  const value = path
    .split('/')
    .slice(1)
    .reduce<unknown>((here, part) => (here as Readonly<Record<string, unknown>> | undefined)?.[part], platform);
  return value === undefined ? { path } : { path, value: showValue(value) };
}
