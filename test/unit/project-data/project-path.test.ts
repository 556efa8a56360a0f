import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { posix, win32 } from 'node:path';
import { isBerthError } from '../../../services/kit/errors/berth-error.ts';
import { parseProjectPath } from '../../../services/project-data/project-path.ts';

describe('a path of a project', () => {
  test.each([
    'a',
    'a/b/c.txt',
    '.hidden',
    'a..b',
    '...a',
    'Ärger/ünï/文件.csv',
    'console.log',
    'com10',
    'com',
    'a b/c d',
    'nul-1',
  ])('may be %j', (path) => {
    expect(parseProjectPath(path)).toBe(path.normalize('NFC'));
  });

  test.each<[string, string]>([
    ['', 'is empty'],
    ['/a', 'begins with "/"'],
    ['//a', 'begins with "/"'],
    ['a//b', 'empty part'],
    ['a/', 'empty part'],
    ['.', '"." or ".."'],
    ['..', '"." or ".."'],
    ['../a', '"." or ".."'],
    ['a/../b', '"." or ".."'],
    ['a/./b', '"." or ".."'],
    ['a\\b', 'backslash'],
    ['..\\a', 'backslash'],
    ['C:/a', 'drive letter'],
    ['c:a', 'drive letter'],
    ['ab:stream', '< > : " | ? *'],
    ['a*', '< > : " | ? *'],
    ['a\u0000', 'control character'],
    ['a\nb', 'control character'],
    ['a\u0085b', 'control character'],
    ['a\ud800', 'Unicode'],
    ['con', 'device'],
    ['a/NUL', 'device'],
    ['aux.txt', 'device'],
    ['Lpt1.tar.gz', 'device'],
    ['com¹', 'device'],
    ['con .txt', 'device'],
    ['a.', 'dot or a space'],
    ['a /b', 'dot or a space'],
    ['...', 'dot or a space'],
    [`${'a'.repeat(200)}/${'b'.repeat(200)}/${'c'.repeat(200)}`, 'longer than 512 bytes'],
    ['ä'.repeat(130), 'longer than 255 bytes'],
  ])('may not be %j', (path, reason) => {
    expect(() => parseProjectPath(path)).toThrow(reason);
  });

  test('is refused with the value and the remedy', () => {
    expect.assertions(1);
    try {
      parseProjectPath('../etc/passwd');
    } catch (error) {
      expect(error).toMatchObject({
        code: 'PROJECT_PATH_INVALID',
        message: expect.stringContaining('"../etc/passwd"'),
        remedy: expect.stringContaining('without them'),
      });
    }
  });

  test('is the same however the accents were typed', () => {
    expect(parseProjectPath('cafe\u0301')).toBe(parseProjectPath('caf\u00e9'));
  });

  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(fc.constantFrom('a', '.', '..', '/', '\\', ':', 'con', ' ', 'é', 'nul.x'), { maxLength: 8 })
      .map((parts) => parts.join('')),
  );
  const accepted = (text: string): string | undefined => {
    try {
      return parseProjectPath(text);
    } catch (error) {
      if (isBerthError(error, 'PROJECT_PATH_INVALID')) return undefined;
      throw error;
    }
  };

  test('stays inside its folder on every OS', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const path = accepted(text);
        if (path === undefined) return;
        expect(posix.join('/root', path)).toBe(`/root/${path}`);
        expect(win32.join('C:\\root', path)).toBe(`C:\\root\\${path.replaceAll('/', '\\')}`);
        expect(win32.isAbsolute(path)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('is accepted again as it was stored', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const path = accepted(text);
        if (path !== undefined) expect(accepted(path)).toBe(path);
      }),
    );
  });

  test('is never anything else than accepted or refused by the one error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => void accepted(text)));
  });
});
