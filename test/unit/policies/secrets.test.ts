import { expect, test } from '@jest/globals';
import { objectViolations } from '../../../policies/adapters/synth.ts';
import { resolveSettings } from '../../../policies/settings.ts';
import { linuxPod } from '../../support/policies/subjects.ts';
import { tableParameters } from '../../support/policies/table.ts';
import { withWorker } from '../infra/model/support/full-platform.ts';
import { issuesOf } from '../infra/model/support/issues.ts';

const settings = resolveSettings({ parameters: tableParameters });

function isRefusedByModel(name: string, value: string): boolean {
  return issuesOf(withWorker({ image: 'lab/main:1', env: { [name]: value } })).length > 0;
}

function isRefusedByPolicy(name: string, value: string): boolean {
  const object = linuxPod({ container: { env: [{ name, value }] } });
  return objectViolations([{ path: '', object }], settings).some(({ rule }) => rule === 'literal-secret');
}

const names = [
  'PASSWORD',
  'PGPASSWORD',
  'MYSQL_PWD',
  'PWD',
  'dbPwd',
  'MONKEY',
  'KEY',
  'sortKey',
  'TOKENS',
  'URL',
  'Secret1',
];
const values = [
  'hunter2',
  '',
  'true',
  'false',
  'a://b:c@d',
  'redis://:a@b',
  'a://b@c:d',
  '-----BEGIN PRIVATE KEY-----',
];

test.each(names)('the model and the policies agree on what is a secret: %s', (name) => {
  const refusedBy = (judge: typeof isRefusedByModel) => values.filter((value) => judge(name, value));
  expect(refusedBy(isRefusedByPolicy)).toEqual(refusedBy(isRefusedByModel));
});
