import { describe, expect, test } from '@jest/globals';
import { chooseMember } from '../../../../../infra/charts/stores/scripts/choose-member.ts';
import { runShellProgram } from './support/shell-program.ts';

const hosts = ['m0.example:27017', 'm1.example:27017', 'm2.example:27017'];

interface Set {
  readonly primary?: string;
  readonly down?: readonly string[];
  readonly recovering?: readonly string[];
  readonly passives?: readonly string[];
  readonly hosts?: readonly string[];
}

/** The host that is chosen, the configuration that is written, or why there is none. */
function choose(uri: string, set: Set) {
  const files: Record<string, string> = { '/uri': `${uri}\n` };
  const { error } = runShellProgram(chooseMember, {
    env: { URI_FILE: '/uri', CONFIG_FILE: '/config' },
    files,
    server(connection) {
      if (connection === uri) return { hosts: set.hosts ?? hosts, passives: set.passives, primary: set.primary };
      const host = /@([^/]*)/.exec(connection)?.[1] ?? '';
      if (set.down?.includes(host) === true) throw new Error('ECONNREFUSED');
      return { secondary: host !== set.primary && set.recovering?.includes(host) !== true };
    },
  });
  const config = files['/config'];
  const written = config === undefined ? undefined : (JSON.parse(config.replace('uri: ', '')) as string);
  return { error, written, mode: files['/config mode'] };
}

const uri = `mongodb://backup:a%2Fb@${hosts.join(',')}/?replicaSet=berth&authSource=admin&readPreference=secondary`;

describe('the member that a copy is read from', () => {
  test('is one secondary, directly, with the login of the URI', () => {
    const { written, mode, error } = choose(uri, { primary: hosts[0] ?? '' });
    expect(error).toBeUndefined();
    expect(written).toBe('mongodb://backup:a%2Fb@m2.example:27017/?authSource=admin&directConnection=true');
    expect(mode).toBe('600');
  });

  test.each([
    ['down', { down: ['m2.example:27017'] }],
    ['recovering', { recovering: ['m2.example:27017'] }],
  ])('is another one where the last is %s', (_, more) => {
    expect(choose(uri, { primary: hosts[0] ?? '', ...more }).written).toContain('@m1.example:27017/');
  });

  test('is one that never becomes primary, where there is one', () => {
    const passives = ['quiet.example:27017'];
    expect(choose(uri, { primary: hosts[0] ?? '', passives }).written).toContain('@quiet.example:27017/');
  });

  test('is the primary where it is alone', () => {
    expect(choose(uri, { primary: hosts[0] ?? '', down: hosts.slice(1) }).written).toContain('@m0.example:27017/');
  });

  test('is none where nobody answers as one', () => {
    expect(choose(uri, { down: hosts }).error?.message).toContain('no member of the replica set answers');
  });

  test('is reached by TLS where the URI names its hosts by DNS', () => {
    const { written } = choose('mongodb+srv://backup:pw@cluster.example/', { primary: hosts[0] ?? '' });
    expect(written).toBe('mongodb://backup:pw@m2.example:27017/?tls=true&authSource=admin&directConnection=true');
    // Where the user is known the DNS says, whatever is in the path: at Atlas it is admin.
    expect(choose('mongodb+srv://backup:pw@cluster.example/lab', { primary: hosts[0] ?? '' }).written).toBe(written);
  });

  test('keeps the other options of the URI', () => {
    const { written } = choose(`mongodb://backup:pw@${hosts.join(',')}/?tls=true&tlsCAFile=%2Fca.pem`, {
      primary: hosts[0] ?? '',
    });
    expect(written).toContain('/?tls=true&tlsCAFile=%2Fca.pem&authSource=admin&directConnection=true');
  });

  // mongodump: "--oplog mode only supported on full dumps".
  test.each([
    ['lab?tls=true', 'tls=true&authSource=lab&directConnection=true'],
    ['lab?authSource=users', 'authSource=users&directConnection=true'],
    ['lab?authsource=users', 'authsource=users&directConnection=true'],
    ['lab?authMechanism=MONGODB-AWS', 'authMechanism=MONGODB-AWS&directConnection=true'],
    ['?authMechanism=MONGODB-AWS', 'authMechanism=MONGODB-AWS&directConnection=true'],
  ])('is asked for everything that it has, where the URI has /%s', (path, options) => {
    const { written } = choose(`mongodb://backup:pw@${hosts.join(',')}/${path}`, { primary: hosts[0] ?? '' });
    expect(written).toBe(`mongodb://backup:pw@m2.example:27017/?${options}`);
  });

  test('cannot be chosen in what is no replica set, and what is no URI', () => {
    expect(choose('mongodb://single.example/', { hosts: [] }).error?.message).toContain('is no replica set');
    expect(choose('http://single.example/', {}).error?.message).toContain('the URI of the database is none');
  });
});
