import { expectOk, listAt, valueAt, type ApiClient } from '../control-plane/api-client.ts';

/** What may be asked of the API server: verbs on a resource, `<resource>[/<subresource>][.<group>]`. */
export interface Resource {
  readonly name: string;
  readonly isNamespaced: boolean;
  readonly verbs: readonly string[];
}

/** What no API of the server serves, but RBAC knows: to become another, to give rights, to sign as an authority. */
const beyondServed: readonly Resource[] = [
  { name: 'serviceaccounts', isNamespaced: true, verbs: ['impersonate'] },
  { name: 'users', isNamespaced: false, verbs: ['impersonate'] },
  { name: 'groups', isNamespaced: false, verbs: ['impersonate'] },
  { name: 'userextras/scopes.authentication.k8s.io', isNamespaced: false, verbs: ['impersonate'] },
  { name: 'roles.rbac.authorization.k8s.io', isNamespaced: true, verbs: ['escalate', 'bind'] },
  { name: 'clusterroles.rbac.authorization.k8s.io', isNamespaced: false, verbs: ['escalate', 'bind'] },
  { name: 'signers.certificates.k8s.io', isNamespaced: false, verbs: ['approve', 'sign'] },
];

/** All that Kubernetes itself serves, with every verb of it, and {@link beyondServed}; without the kinds of CRDs. */
export async function askableResources(cluster: ApiClient): Promise<readonly Resource[]> {
  const crds = await expectOk(cluster.request('GET', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'));
  const custom = new Set(listAt(crds, 'items').map((crd) => valueAt(crd, 'spec', 'group')));
  const groups = listAt(await expectOk(cluster.request('GET', '/apis')), 'groups');
  const own = groups.filter((group) => !custom.has(valueAt(group, 'name')));
  const paths = own.map((group) => `/apis/${String(valueAt(group, 'preferredVersion', 'groupVersion'))}`);
  const served = await Promise.all(
    ['/api/v1', ...paths].map(async (path) => {
      const list = await expectOk(cluster.request('GET', path));
      const [group = '', version] = String(valueAt(list, 'groupVersion')).split('/');
      return listAt(list, 'resources').map((resource) => ({
        name: `${String(valueAt(resource, 'name'))}${version === undefined ? '' : `.${group}`}`,
        isNamespaced: valueAt(resource, 'namespaced') === true,
        verbs: listAt(resource, 'verbs').map(String),
      }));
    }),
  );
  return [...served.flat(), ...beyondServed];
}

/** Whether the user of a client may do something, by a SelfSubjectAccessReview; without a namespace: everywhere. */
export async function mayDo(user: ApiClient, { namespace, resource, verb, name }: Question): Promise<boolean> {
  const [, plural = '', subresource, group = ''] = /^([^./]+)(?:\/([^.]+))?(?:\.(.+))?$/.exec(resource) ?? [];
  const resourceAttributes = { namespace, group, resource: plural, subresource, name, verb };
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  };
  const answer = await expectOk(user.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', review));
  return valueAt(answer, 'status', 'allowed') === true;
}

/** What {@link mayDo} asks. */
export interface Question {
  readonly namespace?: string | undefined;
  readonly resource: string;
  readonly verb: string;
  readonly name?: string | undefined;
}
