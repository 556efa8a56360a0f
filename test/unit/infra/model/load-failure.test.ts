import { describe, expect, test } from '@jest/globals';
import { loadFailure } from '../../../../infra/model/load-failure.ts';
import { ModelError } from '../../../../infra/model/platform.ts';

const file = '/lab/berth.config.ts';
const text = ['export default {', "  name: 'lab',", "  services: { api: { image: 'a' port: 80 } },", '};'].join('\n');
const failure = (error: unknown) => loadFailure(error, file, () => text);

/** An error as Node.js makes it. */
function nodeError(message: string, stack: string, code?: string): Error {
  return Object.assign(new SyntaxError(message), { stack, ...(code !== undefined && { code }) });
}

describe('a model that cannot be loaded', () => {
  test('because of its syntax is told with the line and what is written there', () => {
    const stack = `${file}:3\n  services: { api: { image: 'a' port: 80 } },\n     ^^^^\n\nSyntaxError: Expected ',', got 'ident'\n    at parseTypeScript (node:internal/modules/typescript:72:36)`;
    expect(failure(nodeError("Expected ',', got 'ident'", stack, 'ERR_INVALID_TYPESCRIPT_SYNTAX'))).toEqual({
      detail: `${file} cannot be loaded: Expected ',', got 'ident', at ${file}:3: services: { api: { image: 'a' port: 80 } },`,
      issues: [],
      remedy: 'Correct that line.',
    });
  });

  test('because it throws is told with the line of its own that did', () => {
    const stack = `TypeError: x is not a function\n    at JSON.parse (<anonymous>)\n    at file:///lab/berth.config.ts:2:9\n    at ModuleJob.run (node:internal/modules/esm/module_job:561:25)`;
    expect(failure(nodeError('x is not a function', stack)).detail).toBe(
      `${file} cannot be loaded: x is not a function, at ${file}:2: name: 'lab',`,
    );
  });

  test('because something that it imports is not there is told to install or correct that', () => {
    const stack = "Error: Cannot find package 'pg'\n    at packageResolve (node:internal/modules/esm/resolve:784:25)";
    const { detail, remedy } = failure(nodeError("Cannot find package 'pg'", stack, 'ERR_MODULE_NOT_FOUND'));
    expect([detail, remedy]).toEqual([
      `${file} cannot be loaded: Cannot find package 'pg'`,
      'Correct the import, or install what it names.',
    ]);
  });

  test('for a reason whose line Node.js keeps to itself is told how to see it', () => {
    const stack = "SyntaxError: Unexpected identifier 'port'\n    at compileSourceTextModule (node:internal/x:319:16)";
    expect(failure(nodeError("Unexpected identifier 'port'", stack)).remedy).toBe(`\`node ${file}\` shows the line.`);
  });

  test('for syntax that Node.js does not take away is told so', () => {
    const stack = `${file}:1\nenum A { B }\n^^^^\n\nSyntaxError: TypeScript enum is not supported in strip-only mode`;
    const error = nodeError('TypeScript enum is not supported', stack, 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX');
    expect(failure(error).remedy).toBe('Write that line without it: Node.js takes types away and translates nothing.');
  });

  test('because it throws what is no error is told all the same', () => {
    expect(failure('no such site').detail).toBe(`${file} cannot be loaded: it threw no such site`);
    expect(failure(undefined).detail).toBe(`${file} cannot be loaded: it threw undefined`);
  });

  test('because it is not valid is told place by place', () => {
    const issues = [{ path: '/name', expected: 'a name' }];
    const told = {
      detail: `1 place in ${file} is wrong.`,
      issues,
      remedy: 'Correct the named places in berth.config.ts.',
    };
    expect(failure(new ModelError(issues))).toEqual(told);
    // What an installed package threw is of another class.
    expect(failure(Object.assign(new Error(), { code: 'MODEL_INVALID', issues }))).toEqual(told);
  });
});
