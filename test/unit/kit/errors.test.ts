import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BerthError, isBerthError } from '../../../services/kit/errors/berth-error.ts';
import { withStoreOutage } from '../../../services/kit/errors/store-outage.ts';
import { fromProblem, toProblem } from '../../../services/kit/errors/problem.ts';
import { errorRegistry, isErrorCode, type ErrorCode } from '../../../services/kit/errors/registry.ts';

const codes = Object.keys(errorRegistry) as ErrorCode[];
const root = join(import.meta.dirname, '../../..');

/** The rows of the tables in a section of docs/reference/errors.md, cell by cell. */
async function documentedRows(section: string): Promise<string[][]> {
  const text = await readFile(join(root, 'docs/reference/errors.md'), 'utf8');
  const found = text.split(/^## /m).find((part) => part.startsWith(section)) ?? '';
  return found
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim()),
    );
}

describe('the registry', () => {
  test('is what docs/reference/errors.md says, in both directions', async () => {
    const documented = await documentedRows('Errors of the services');
    const registered = codes.map((code) => {
      const { status, title, remedy } = errorRegistry[code];
      return [`\`${code}\``, String(status), title, remedy];
    });
    expect(documented).toEqual(registered);
  });

  test('has a status, a title and a remedy for every code', () => {
    for (const code of codes) {
      const { status, title, remedy } = errorRegistry[code];
      expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(title).not.toMatch(/\.$/);
      expect(remedy).toMatch(/\.$/);
    }
  });

  test('knows its codes and no others', () => {
    expect(isErrorCode('PROJECT_OPEN')).toBe(true);
    for (const name of ['', 'toString', '__proto__', 'project_open']) expect(isErrorCode(name)).toBe(false);
  });
});

describe('the errors of a machine', () => {
  test('are what docs/reference/errors.md says, in both directions', async () => {
    const source = await readFile(join(root, 'services/machine/machine-error.ts'), 'utf8');
    const union = /export type MachineErrorCode =([^;]+);/.exec(source)?.[1] ?? '';
    const declared = [...union.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => `\`${String(code)}\``);
    expect(declared.length).toBeGreaterThan(0);
    const documented = await documentedRows('Errors of a machine');
    expect(documented.map(([code]) => code)).toEqual(declared);
  });
});

describe('the errors of a synthesis', () => {
  test('are what docs/reference/errors.md says, in both directions', async () => {
    const source = await readFile(join(root, 'stacks/refusal.ts'), 'utf8');
    const union = /export type RefusalCode =([^;]+);/.exec(source)?.[1] ?? '';
    const declared = [...union.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => `\`${String(code)}\``);
    expect(declared.length).toBeGreaterThan(0);
    const documented = await documentedRows('Errors of a synthesis');
    expect(documented.map(([code]) => code)).toEqual(declared);
  });
});

describe('an error', () => {
  const details = fc.record(
    {
      detail: fc.string(),
      remedy: fc.string(),
      issues: fc.array(fc.record({ path: fc.string(), expected: fc.string() }), { minLength: 1 }),
      facts: fc.dictionary(fc.constantFrom('sessionId', 'since', 'workers'), fc.jsonValue()),
    },
    { requiredKeys: ['detail'] },
  );

  test('crosses HTTP as a problem detail and arrives as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codes), details, (code, given) => {
        const error = new BerthError(code, given);
        const sent = JSON.stringify(toProblem(error, 'a'.repeat(32)));
        const arrived = fromProblem(JSON.parse(sent));
        expect(arrived).toBeInstanceOf(BerthError);
        expect(arrived).toMatchObject({ code, message: given.detail, remedy: error.remedy, status: error.status });
        expect(arrived?.issues).toEqual(error.issues);
        expect(JSON.stringify(arrived?.facts)).toEqual(JSON.stringify(error.facts));
      }),
    );
  });

  test('has the members of RFC 9457, which facts cannot replace', () => {
    const error = new BerthError('PROJECT_OPEN', { detail: 'Open.', facts: { status: 200, code: 'X', user: 'ada' } });
    expect(toProblem(error)).toEqual({
      type: 'urn:berth:error:PROJECT_OPEN',
      title: errorRegistry.PROJECT_OPEN.title,
      status: 409,
      detail: 'Open.',
      code: 'PROJECT_OPEN',
      remedy: errorRegistry.PROJECT_OPEN.remedy,
      user: 'ada',
    });
  });

  test('that is none of ours says nothing of the inside', () => {
    const problem = toProblem(new Error('password=secret at /srv/berth'));
    expect(problem).toMatchObject({ code: 'INTERNAL', status: 500 });
    expect(JSON.stringify(problem)).not.toMatch(/secret|srv/);
  });

  test('keeps its cause to itself', () => {
    const error = new BerthError('UNAVAILABLE', { detail: 'Away.', cause: new Error('secret') });
    expect(error.cause).toBeInstanceOf(Error);
    expect(JSON.stringify(toProblem(error))).not.toContain('secret');
  });

  test('is known by its codes', () => {
    const error = new BerthError('NODE_UNKNOWN', { detail: '' });
    expect(isBerthError(error)).toBe(true);
    expect(isBerthError(error, 'USER_UNKNOWN', 'NODE_UNKNOWN')).toBe(true);
    expect(isBerthError(error, 'USER_UNKNOWN')).toBe(false);
    expect(isBerthError(new Error('NODE_UNKNOWN'))).toBe(false);
  });

  test.each([null, 'text', {}, { code: 'NOBODY', detail: '' }, { code: 'INTERNAL' }, { code: 5, detail: '' }])(
    'is not read from %j',
    (value) => {
      expect(fromProblem(value)).toBeUndefined();
    },
  );
});

describe('an error of the database', () => {
  const named = (name: string, code?: number) =>
    Object.assign(new Error(''), { name, ...(code !== undefined && { code }) });

  test.each([
    ['a hanging server', named('MongoNetworkTimeoutError')],
    ['no free connection', named('MongoWaitQueueTimeoutError')],
    ['not the primary any more', named('MongoServerError', 10_107)],
  ])('is an outage: %s', (_, error) => {
    expect(withStoreOutage(error)).toMatchObject({ code: 'STORE_UNAVAILABLE', cause: error });
  });

  test('is none where it refused what was asked, or another program has the same code', () => {
    for (const error of [named('MongoServerError', 11_000), named('Error', 189)])
      expect(withStoreOutage(error)).toBe(error);
  });
});
