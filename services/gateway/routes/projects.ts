import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { Name } from '../../../infra/model/names.ts';
import { ProjectRightOrNone, ProjectView, Subject } from '../../auth/contract.ts';
import { ProjectParams } from '../contract.ts';
import type { RouteDeps } from './deps.ts';

const CreateProject = Type.Object({ name: Name }, { additionalProperties: false });
const Share = Type.Object({ with: Subject, right: ProjectRightOrNone }, { additionalProperties: false });
const tags = ['projects'];
const created = 201;

/** Projects and with whom they are shared. */
export function projectRoutes(app: FastifyInstance, { clients, authentication }: RouteDeps): void {
  app.get(
    '/projects',
    {
      schema: {
        tags,
        summary: 'The projects that you see',
        response: { 200: Type.Object({ projects: Type.Array(ProjectView) }) },
      },
    },
    (request) => clients.auth.listProjects({ actor: authentication.actorOf(request) }),
  );
  app.post<{ Body: Static<typeof CreateProject> }>(
    '/projects',
    { schema: { tags, summary: 'Create a project', body: CreateProject, response: { 201: ProjectView } } },
    async (request, reply) => {
      const project = await clients.auth.createProject({
        actor: authentication.actorOf(request),
        name: request.body.name,
      });
      return reply.code(created).send(project);
    },
  );
  app.get<{ Params: Static<typeof ProjectParams> }>(
    '/projects/:project',
    { schema: { tags, summary: 'A project', params: ProjectParams, response: { 200: ProjectView } } },
    (request) => clients.auth.getProject({ actor: authentication.actorOf(request), name: request.params.project }),
  );
  app.put<{ Params: Static<typeof ProjectParams>; Body: Static<typeof Share> }>(
    '/projects/:project/shares',
    {
      schema: {
        tags,
        summary: 'Share a project with a user or a group',
        params: ProjectParams,
        body: Share,
        response: { 200: ProjectView },
      },
    },
    (request) =>
      clients.auth.shareProject({
        actor: authentication.actorOf(request),
        name: request.params.project,
        with: request.body.with,
        right: request.body.right,
      }),
  );
}
