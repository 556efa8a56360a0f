import type { AdmissionObject } from '../../../policies/adapters/admission.ts';
import {
  expectOk,
  valueAt,
  type ApiAnswer,
  type ApiClient,
  type KubernetesObject,
} from '../control-plane/api-client.ts';

/** How the API server introduces what a policy says, in a refusal and in a warning. */
const introduction = /^.*ValidatingAdmissionPolicy '[^']+' with binding '[^']+'(?: denied request)?: /;

/** What the policies say of an object, by refusing it or as warnings; empty where they say nothing. */
export function policyText({ status, body, warnings }: ApiAnswer): string {
  const texts = status >= 300 ? [String(valueAt(body, 'message'))] : warnings;
  return texts
    .filter((text) => introduction.test(text))
    .map((text) => text.replace(introduction, ''))
    .join('\n');
}

/** Applies policies, bindings and whatever else is given. */
export async function applyAll(
  client: ApiClient,
  objects: readonly (AdmissionObject | KubernetesObject)[],
): Promise<void> {
  for (const object of objects) await expectOk(client.apply(object as unknown as KubernetesObject));
}

/** Removes what `applyAll` made. */
export async function removeAll(
  client: ApiClient,
  objects: readonly (AdmissionObject | KubernetesObject)[],
): Promise<void> {
  for (const object of objects) await client.remove(object as unknown as KubernetesObject);
}

/** A namespace with its service account, so that Pods can be created at once. */
export function namespaceObjects(name: string, labels: Readonly<Record<string, string>>): readonly KubernetesObject[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } },
  ];
}
