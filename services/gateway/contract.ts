import Type from 'typebox';
import { Name } from '../../infra/model/names.ts';

/** A project's name in a path. */
export const ProjectParams = Type.Object({ project: Name });

/** A session's id in a path. */
export const SessionParams = Type.Object({ id: Type.String({ maxLength: 100 }) });

/** What a user gives to open a session. */
export const OpenSession = Type.Object(
  {
    type: Type.String({ minLength: 1, maxLength: 100, description: 'A session type of the application.' }),
    project: Name,
    input: Type.Optional(
      Type.Record(Type.String({ maxLength: 64 }), Type.Unknown(), {
        description: 'Given to the workers; at most 64 KiB.',
      }),
    ),
  },
  { additionalProperties: false },
);

/** What the gateway says of the whole system. */
export const SystemStatus = Type.Object({
  platform: Type.String(),
  services: Type.Array(Type.Object({ service: Type.String(), instance: Type.String(), url: Type.String() })),
  sessions: Type.Record(Type.String(), Type.Integer(), { description: 'Living sessions by state.' }),
  nodes: Type.Object({ ready: Type.Integer(), lost: Type.Integer() }),
});

/** Where a client attaches to a session. */
export const Attachment = Type.Object({
  url: Type.String({ description: 'Open a WebSocket to <url>?ticket=<ticket>.' }),
  ticket: Type.String(),
  client: Type.String({ description: 'Send it again to come back as the same client.' }),
  expiresInSeconds: Type.Integer(),
});
