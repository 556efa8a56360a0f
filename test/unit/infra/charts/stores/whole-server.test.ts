import { describe, expect, test } from '@jest/globals';
import { wholeServer } from '../../../../../infra/charts/stores/scripts/whole-server.ts';
import { runShellProgram } from './support/shell-program.ts';

/** What is written for a URI, or why nothing is. */
function writtenFor(uri: string) {
  const files: Record<string, string> = { '/uri': `${uri}\n` };
  const { error } = runShellProgram(wholeServer, {
    env: { URI_FILE: '/uri', CONFIG_FILE: '/config' },
    files,
    server: () => {
      throw new Error('nobody is asked');
    },
  });
  return { error, config: files['/config'], mode: files['/config mode'] };
}

describe('the connection of a restoration', () => {
  test('is the URI, for nobody else to read', () => {
    const uri = 'mongodb://restore:a%2Fb@m0.example:27017,m1.example:27017/?replicaSet=berth&authSource=admin';
    expect(writtenFor(uri)).toEqual({ error: undefined, config: `uri: "${uri}"\n`, mode: '600' });
    for (const path of ['', '/', '/lab']) {
      expect(writtenFor(`mongodb+srv://restore:pw@cluster.example${path}`).config).toBe(
        'uri: "mongodb+srv://restore:pw@cluster.example/"\n',
      );
    }
  });

  // mongorestore: "cannot use --oplogReplay with includes specified".
  test.each([
    ['lab', '?authSource=lab'],
    ['lab%2D1?replicaSet=rs', '?replicaSet=rs&authSource=lab-1'],
    ['lab?authSource=admin', '?authSource=admin'],
    ['lab?authMechanism=SCRAM-SHA-256', '?authMechanism=SCRAM-SHA-256&authSource=lab'],
    ['lab?authMechanism=MONGODB-AWS', '?authMechanism=MONGODB-AWS'],
  ])('is to the whole server, where the URI has /%s', (path, rest) => {
    expect(writtenFor(`mongodb://restore:pw@db.example/${path}`).config).toBe(
      `uri: "mongodb://restore:pw@db.example/${rest}"\n`,
    );
  });

  test('without a user has no place where one is known', () => {
    expect(writtenFor('mongodb://db.example/lab').config).toBe('uri: "mongodb://db.example/"\n');
  });

  test('is none where the URI is none', () => {
    expect(writtenFor('db.example').error?.message).toContain('the URI of the database is none');
  });
});
