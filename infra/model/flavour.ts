import Type, { type Static } from 'typebox';

/** Kinds of clusters: bare Kubernetes, OpenShift, and the managed ones of AWS, Azure and Google. */
export const Flavour = Type.Union([
  Type.Literal('kubernetes'),
  Type.Literal('openshift'),
  Type.Literal('eks'),
  Type.Literal('aks'),
  Type.Literal('gke'),
]);
export type Flavour = Static<typeof Flavour>;
