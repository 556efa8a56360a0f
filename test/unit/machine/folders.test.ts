import { homedir } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { userCacheFolder, userStateFolder } from '../../../services/machine/folders.ts';

describe('the folders of a user', () => {
  test('are where XDG says', () => {
    expect(userCacheFolder({ HOME: '/home/u', XDG_CACHE_HOME: '/c' })).toBe('/c/berth');
    expect(userStateFolder({ HOME: '/home/u', XDG_STATE_HOME: '/s' }, 'demo')).toBe('/s/berth/demo');
  });

  test('are under the home folder where it says nothing, or nothing absolute', () => {
    expect(userCacheFolder({ HOME: '/home/u' })).toBe('/home/u/.cache/berth');
    expect(userCacheFolder({ HOME: '/home/u', XDG_CACHE_HOME: '' })).toBe('/home/u/.cache/berth');
    expect(userStateFolder({ HOME: '/home/u', XDG_STATE_HOME: 'rel' }, 'x')).toBe('/home/u/.local/state/berth/x');
    expect(userCacheFolder({})).toBe(`${homedir()}/.cache/berth`);
  });
});
