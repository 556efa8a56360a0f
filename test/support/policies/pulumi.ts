import type {
  PolicyResource,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from '@pulumi/policy';
import * as proxy from '@pulumi/policy/proxy.js';
import type { KubernetesObject } from '../../../policies/objects.ts';

/** Exported by the SDK, but not declared. */
const { unknownCheckingProxy } = proxy as unknown as { unknownCheckingProxy: <T>(value: T) => T };

/** Inputs as the SDK hands them to policies: what is unknown before the update throws when it is read. */
export function unknownChecking<T>(props: T): T {
  return unknownCheckingProxy(props);
}

/** What a policy reported. */
export interface Report {
  readonly message: string;
  readonly urn?: string;
}

/** The type of the resource that Berth registers for an object: the native token of the Kubernetes provider. */
export function typeOf({ apiVersion, kind }: KubernetesObject): string {
  return `kubernetes:${apiVersion === 'v1' ? 'core/v1' : apiVersion}:${kind}`;
}

/** The URN of such a resource: no two have the same. */
export function urnOf(object: KubernetesObject): string {
  const { namespace = 'cluster', name = '' } = object.metadata ?? {};
  return `urn:pulumi:dev::lab::berth:Environment$${typeOf(object)}::${namespace}-${name}`;
}

/** Asks a policy about one resource, as the policy server of Pulumi does. */
export async function validateResource(
  policy: ResourceValidationPolicy,
  object: KubernetesObject,
  changes: Partial<Pick<ResourceValidationArgs, 'type' | 'props'>> = {},
): Promise<readonly Report[]> {
  const reports: Report[] = [];
  const { validateResource: validations = [] } = policy;
  for (const validate of [validations].flat() as readonly ResourceValidation[]) {
    await validate({ ...resource(object), ...changes }, collect(reports));
  }
  return reports;
}

/** Asks a policy about a whole stack. */
export async function validateStack(
  policy: StackValidationPolicy,
  objects: readonly KubernetesObject[],
): Promise<readonly Report[]> {
  const reports: Report[] = [];
  const resources = objects.map((object) => resource(object) as unknown as PolicyResource);
  const args: StackValidationArgs = { resources, stackTags: new Map(), ...unused };
  await policy.validateStack(args, collect(reports));
  return reports;
}

function collect(reports: Report[]) {
  return (message: string, urn?: string) => {
    reports.push({ message, ...(urn !== undefined && { urn }) });
  };
}

/** What the policies of Berth do not use. */
const unused = {
  getConfig: (): never => {
    throw new Error('no policy of Berth has settings of its own');
  },
  notApplicable: (): never => {
    throw new Error('no policy of Berth is asked where it does not apply');
  },
};

function resource(object: KubernetesObject): ResourceValidationArgs {
  return {
    type: typeOf(object),
    urn: urnOf(object),
    name: object.metadata?.name ?? '',
    props: object,
    opts: {
      protect: false,
      ignoreChanges: [],
      aliases: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      additionalSecretOutputs: [],
    },
    stackTags: new Map(),
    isType: () => false,
    asType: () => undefined,
    ...unused,
  };
}
