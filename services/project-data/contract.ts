import Type from 'typebox';
import { Name } from '../../infra/model/names.ts';
import { defineContract, method } from '../kit/contract.ts';

/** A file of a project. */
export const ProjectFile = Type.Object({
  path: Type.String({ description: 'relative, "/" between its parts' }),
  sizeBytes: Type.Integer(),
  sha256: Type.String({ description: 'of the content, hexadecimal; also the ETag' }),
  modifiedAt: Type.String({ description: 'RFC 3339' }),
  revision: Type.Integer({ description: 'raised by each write' }),
});
export type ProjectFile = Type.Static<typeof ProjectFile>;

const User = Type.Optional(Type.String({ maxLength: 256, description: 'on whose behalf; the gateway must say it' }));
// Longer than any valid path: the rules of project-path.ts then say what is wrong.
const Path = Type.String({ maxLength: 4096 });
const closed = { additionalProperties: false } as const;

/** The largest time for which a data token can be asked, in seconds. */
const maxTokenSeconds = 7 * 86_400;

/**
 * The files of projects. Their bytes go over routes of their own:
 * `GET`, `PUT` and `DELETE /v1/project-data/files/<project>/<path>`, and `GET /v1/project-data/files/<project>` for the
 * list. They take the token of the gateway (with the header `berth-user`) or a data token.
 */
export const projectDataContract = defineContract('project-data', {
  list: method({
    summary: 'Lists the files of a project by path.',
    request: Type.Object({ project: Name, prefix: Type.Optional(Path), user: User }, closed),
    response: Type.Object({ files: Type.Array(ProjectFile) }),
    repetition: 'safe',
    callers: ['gateway', 'session'],
  }),
  stat: method({
    summary: 'Describes one file.',
    request: Type.Object({ project: Name, path: Path, user: User }, closed),
    response: ProjectFile,
    repetition: 'safe',
    callers: ['gateway', 'session'],
  }),
  remove: method({
    summary: 'Removes one file.',
    request: Type.Object({ project: Name, path: Path, user: User }, closed),
    response: Type.Object({ removed: Type.Boolean() }),
    repetition: 'idempotent',
    callers: ['gateway', 'session'],
  }),
  issueToken: method({
    summary: 'Issues a token with which the supervisors of a session read or write the files of its project.',
    request: Type.Object(
      {
        sessionId: Type.String({ minLength: 1, maxLength: 128 }),
        project: Name,
        right: Type.Union([Type.Literal('read'), Type.Literal('write')]),
        expiresInSeconds: Type.Integer({ minimum: 1, maximum: maxTokenSeconds }),
      },
      closed,
    ),
    response: Type.Object({ token: Type.String(), expiresAt: Type.String({ description: 'RFC 3339' }) }),
    repetition: 'safe',
    callers: ['session'],
  }),
});

/** The methods of project-data, for `Client<ProjectDataMethods>` and `Handlers<ProjectDataMethods>`. */
export type ProjectDataMethods = typeof projectDataContract.methods;

/** The base path of the routes for bytes. */
export const projectFilesPath = '/v1/project-data/files';

/** The header in which the gateway says on whose behalf it calls the routes for bytes. */
export const onBehalfHeader = 'berth-user';
