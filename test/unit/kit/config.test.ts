import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Type from 'typebox';
import { readConfig } from '../../../services/kit/config.ts';

const schema = Type.Object({
  PORT: Type.Integer({ default: 8080, minimum: 1 }),
  RATIO: Type.Number({ default: 0.5 }),
  SECURE: Type.Boolean({ default: false }),
  NODE_OS: Type.Optional(Type.Union([Type.Literal('linux'), Type.Literal('windows')])),
  DATABASE: Type.String({ minLength: 3 }),
});

describe('a configuration', () => {
  test('is read from the environment, with its defaults', () => {
    expect(readConfig(schema, { DATABASE: 'berth', UNRELATED: 'x' })).toEqual({
      PORT: 8080,
      RATIO: 0.5,
      SECURE: false,
      DATABASE: 'berth',
    });
  });

  test('turns text into numbers and truth values', () => {
    const env = { DATABASE: 'berth', PORT: '9000', RATIO: '0.25', SECURE: 'true', NODE_OS: 'windows' };
    expect(readConfig(schema, env)).toEqual({ ...env, PORT: 9000, RATIO: 0.25, SECURE: true });
  });

  test('takes an empty variable as one that is not set', () => {
    expect(readConfig(schema, { DATABASE: 'berth', PORT: '', NODE_OS: '' }).PORT).toBe(8080);
  });

  test('names every wrong variable at once, with its value and what was expected', () => {
    const env = { PORT: '80a', RATIO: 'half', SECURE: 'yes', NODE_OS: 'macos' };
    expect(() => readConfig(schema, env)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(
          /PORT: found "80a", expected .*integer.*RATIO: found "half".*SECURE: found "yes".*NODE_OS: found "macos", expected "linux" or "windows"/,
        ),
      }),
    );
    expect(() => readConfig(schema, {})).toThrow(/DATABASE: not set, expected a value/);
    expect(() => readConfig(schema, { DATABASE: 'x', PORT: '0' })).toThrow(/PORT: found 0, expected a number >= 1/);
  });

  test.each(['1.5', ' ', 'Infinity', 'NaN', '1e400'])('a whole number is not %j', (text) => {
    expect(() => readConfig(schema, { DATABASE: 'berth', PORT: text })).toThrow(/PORT: found/);
  });
});

describe('a variable that is given as a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-config-'));
  const file = join(folder, 'database');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has the content of the file, without the line feed at its end', () => {
    writeFileSync(file, 'berth\n');
    expect(readConfig(schema, { DATABASE_FILE: file }).DATABASE).toBe('berth');
  });

  test('has its own value, where it has one', () => {
    expect(readConfig(schema, { DATABASE: 'other', DATABASE_FILE: file }).DATABASE).toBe('other');
  });

  test('is refused where the file cannot be read', () => {
    const missing = join(folder, 'missing');
    expect(() => readConfig(schema, { DATABASE_FILE: missing })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('DATABASE_FILE') }),
    );
  });
});
