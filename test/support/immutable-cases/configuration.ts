import { add, object, replace, type ImmutableCase } from './immutable-case.ts';

export const configurationCases: readonly ImmutableCase[] = [
  {
    title: 'the data of a sealed one',
    object: object('v1', 'ConfigMap', { immutable: true, data: { a: 'b' } }),
    change: replace('/data/a', 'c'),
    immutable: ['/data'],
  },
  {
    title: 'its seal',
    object: object('v1', 'ConfigMap', { immutable: true, data: { a: 'b' } }),
    change: [{ op: 'remove', path: '/immutable' }],
    immutable: ['/immutable'],
  },
  {
    title: 'its data, and seals it',
    object: object('v1', 'ConfigMap', { data: { a: 'b' } }),
    change: [...replace('/data/a', 'c'), ...add('/immutable', true)],
    immutable: [],
  },
  {
    title: 'the type of a secret',
    object: object('v1', 'Secret', { stringData: { a: 'b' } }),
    change: add('/type', 'example.org/other'),
    immutable: ['/type'],
  },
  {
    title: 'the data of a sealed one',
    object: object('v1', 'Secret', { immutable: true, stringData: { a: 'b' } }),
    change: replace('/stringData/a', 'c'),
    immutable: ['/data'],
  },
  {
    title: 'the scopes of a quota',
    object: object('v1', 'ResourceQuota', { spec: { hard: { pods: '1' }, scopes: ['NotTerminating'] } }),
    change: replace('/spec/scopes', ['Terminating']),
    immutable: ['/spec/scopes'],
  },
];
