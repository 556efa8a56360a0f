import type { Static, TSchema } from 'typebox';

/** The services that are served and found through discovery. */
export const serviceNames = [
  'gateway',
  'auth',
  'project-data',
  'global-session',
  'session',
  'global-directory',
  'local-directory',
  'relay',
  'discovery',
] as const;

/** Who calls and is called: the name in URLs, tokens, logs and metrics. `operator` is the `berth` command itself. */
export type ServiceName = (typeof serviceNames)[number] | 'operator';

/**
 * What happens when a call arrives twice:
 * - `safe`: it changes nothing;
 * - `idempotent`: ids in the request make the second a repetition of the first;
 * - `once`: it must not be sent again unless it surely did not arrive.
 */
export type Repetition = 'safe' | 'idempotent' | 'once';

/** One method of a service: `POST /v1/<service>/<method>` with JSON in and out. */
export interface Method<Request extends TSchema = TSchema, Response extends TSchema = TSchema> {
  /** One sentence; becomes the summary in the OpenAPI document. */
  readonly summary: string;
  readonly request: Request;
  readonly response: Response;
  readonly repetition: Repetition;
  /** Who may call it; nobody else. */
  readonly callers: readonly ServiceName[];
  /** How long a caller waits where it does not say, in milliseconds. @default 10000 */
  readonly deadlineMs?: number;
}

/** Methods by name. */
export type Methods = Readonly<Record<string, Method>>;

/** What a service offers to the others. */
export interface Contract<M extends Methods = Methods> {
  readonly service: ServiceName;
  readonly methods: M;
}

/** The deadline of a method that names none, in milliseconds. */
export const defaultDeadlineMs = 10_000;

/** A method, with its types inferred from the schemas. */
export function method<Request extends TSchema, Response extends TSchema>(
  definition: Method<Request, Response>,
): Method<Request, Response> {
  return definition;
}

/** A contract, with the types of its methods inferred. */
export function defineContract<M extends Methods>(service: ServiceName, methods: M): Contract<M> {
  return { service, methods };
}

/** The request of a method. */
export type RequestOf<T> = T extends Method<infer Request> ? Static<Request> : never;

/** The response of a method. */
export type ResponseOf<T> = T extends Method<TSchema, infer Response> ? Static<Response> : never;

/** The path of a method. */
export function methodPath(service: ServiceName, name: string): string {
  return `/v1/${service}/${kebab(name)}`;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
