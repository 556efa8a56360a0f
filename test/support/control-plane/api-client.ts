import { Agent, request as send } from 'undici';
import { isRecord } from '../../../services/machine/json-file.ts';
import type { ClusterAccess } from './start.ts';

/** An object of Kubernetes, in any version. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: KubernetesMetadata;
  readonly [field: string]: unknown;
}

/** The part of an object's metadata that is read here. */
export interface KubernetesMetadata {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly [field: string]: unknown;
}

/** An answer of the API server, whatever its status. */
export interface ApiAnswer {
  readonly status: number;
  /** The object, the list, or the `Status` that says why not; text that is no JSON is under `text`. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What the server says in `Warning` headers: deprecations, Pod Security levels in `warn` mode. */
  readonly warnings: readonly string[];
}

/** Who a request is made for. */
export type As =
  | { readonly token: string }
  | {
      /** Impersonated, such as `system:serviceaccount:berth:gateway`. */
      readonly user: string;
      readonly groups?: readonly string[];
      readonly extra?: Readonly<Record<string, readonly string[]>>;
    };

/** Options of a change. */
export interface WriteOptions {
  /** The server does everything but store it. @default false */
  readonly dryRun?: boolean;
  /** @default "berth-test" */
  readonly fieldManager?: string;
}

/** Requests to the API server in one user's name. Fields that a schema does not know are refused. */
export interface ApiClient {
  /** Any request; a body that is no string is sent as JSON. */
  request(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer>;
  /** Server-side apply, which takes fields over from other managers. */
  apply(object: KubernetesObject, options?: WriteOptions): Promise<ApiAnswer>;
  create(object: KubernetesObject, options?: WriteOptions): Promise<ApiAnswer>;
  /** The object with this kind, name and namespace as it is stored. */
  read(object: KubernetesObject): Promise<ApiAnswer>;
  remove(object: KubernetesObject): Promise<ApiAnswer>;
  /** The same server as somebody else. */
  as(who: As): ApiClient;
}

/** A client that holds connections until it is closed. */
export interface OwnedApiClient extends ApiClient {
  close(): Promise<void>;
}

/** Who applies where {@link WriteOptions} names nobody else. */
export const defaultFieldManager = 'berth-test';
const JSON_TYPE = 'application/json';
const APPLY_TYPE = 'application/apply-patch+yaml';
const TIMEOUT_MS = 60_000;

/** A client with the administrator's rights. */
export function createApiClient({ url, ca, token }: Pick<ClusterAccess, 'url' | 'ca' | 'token'>): OwnedApiClient {
  const dispatcher = new Agent({ connect: { ca }, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
  const resources = new Map<string, Promise<Resource>>();

  function clientFor(identity: Readonly<Record<string, string | string[]>>): ApiClient {
    const request: ApiClient['request'] = async (method, path, body, headers = {}) => {
      const response = await send(`${url}${path}`, {
        method: method as 'GET',
        dispatcher,
        headers: {
          accept: JSON_TYPE,
          ...(body !== undefined && { 'content-type': JSON_TYPE }),
          ...identity,
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const warnings = [response.headers['warning'] ?? []].flat().map(warningText);
      return { status: response.statusCode, body: parseBody(await response.body.text()), warnings };
    };

    async function pathOf(object: KubernetesObject, options?: { readonly collection: boolean }): Promise<string> {
      const { apiVersion, kind } = object;
      const key = `${apiVersion} ${kind}`;
      const known = resources.get(key) ?? findResource(admin, object);
      resources.set(key, known);
      try {
        return resourcePath(object, await known, options?.collection === true);
      } catch (error) {
        resources.delete(key); // A CRD may bring it later.
        throw error;
      }
    }

    return {
      request,
      async apply(object, options) {
        const query = writeQuery(options);
        query.set('force', 'true');
        return request('PATCH', `${await pathOf(object)}?${query.toString()}`, object, { 'content-type': APPLY_TYPE });
      },
      async create(object, options) {
        return request(
          'POST',
          `${await pathOf(object, { collection: true })}?${writeQuery(options).toString()}`,
          object,
        );
      },
      read: async (object) => request('GET', await pathOf(object)),
      remove: async (object) => request('DELETE', await pathOf(object)),
      as: (who) => clientFor(identityHeaders(who, token)),
    };
  }

  const admin = clientFor({ authorization: `Bearer ${token}` });
  return { ...admin, close: () => dispatcher.destroy() };
}

/** The value at a path of fields and indexes; `undefined` where there is none. */
export function valueAt(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

/** The list at a path of fields and indexes; empty where there is none. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const list = valueAt(value, ...path);
  return Array.isArray(list) ? (list as unknown[]) : [];
}

/** The body of an answer that has to be a success. */
export async function expectOk(answer: Promise<ApiAnswer>): Promise<KubernetesObject> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`the API server answered ${status}: ${JSON.stringify(body)}`);
  return body as KubernetesObject;
}

/** Where the objects of a kind are. */
interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

async function findResource(admin: ApiClient, { apiVersion, kind }: KubernetesObject): Promise<Resource> {
  const { status, body } = await admin.request('GET', groupPath(apiVersion));
  const found = listAt(body, 'resources').find(
    (resource) => valueAt(resource, 'kind') === kind && !String(valueAt(resource, 'name')).includes('/'),
  );
  if (found === undefined) throw new Error(`the API server has no ${kind} in ${apiVersion} (status ${status})`);
  return { plural: String(valueAt(found, 'name')), namespaced: valueAt(found, 'namespaced') === true };
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function resourcePath(
  { apiVersion, metadata }: KubernetesObject,
  { plural, namespaced }: Resource,
  collection: boolean,
) {
  const inNamespace = namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
  const all = `${groupPath(apiVersion)}${inNamespace}/${plural}`;
  return collection ? all : `${all}/${metadata.name ?? ''}`;
}

function writeQuery({ dryRun = false, fieldManager = defaultFieldManager }: WriteOptions = {}): URLSearchParams {
  return new URLSearchParams({ fieldManager, fieldValidation: 'Strict', ...(dryRun && { dryRun: 'All' }) });
}

function identityHeaders(who: As, adminToken: string): Record<string, string | string[]> {
  if ('token' in who) return { authorization: `Bearer ${who.token}` };
  const extra = Object.entries(who.extra ?? {}).map(([name, values]) => [
    `impersonate-extra-${encodeURIComponent(name)}`,
    [...values],
  ]);
  return {
    authorization: `Bearer ${adminToken}`,
    'impersonate-user': who.user,
    ...(who.groups && { 'impersonate-group': [...who.groups] }),
    ...(Object.fromEntries(extra) as Record<string, string[]>),
  };
}

/** The text of a header `299 - "text"`. */
function warningText(header: string): string {
  return /^\d+ \S+ "(.*)"$/.exec(header)?.[1]?.replaceAll('\\"', '"') ?? header;
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : { text };
  } catch {
    return { text };
  }
}
