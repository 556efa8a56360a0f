const json = (schema: object) => ({ 'application/json': { schema } });
const done = {
  200: { description: 'Taken', content: json({ type: 'object' }) },
  default: { $ref: '#/components/responses/Problem' },
};
const empty = { required: true, content: json({ type: 'object', additionalProperties: false }) };

const messageSchema = {
  type: 'object',
  required: ['to', 'type'],
  additionalProperties: false,
  properties: {
    to: { type: 'string', description: '"clients", or the id of a worker of the session' },
    type: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
    data: { description: 'Any JSON value' },
    bytes: { type: 'string', contentEncoding: 'base64' },
  },
};

const inputSchema = {
  type: 'object',
  required: ['n', 'kind'],
  properties: {
    n: { type: 'integer', minimum: 1 },
    kind: { enum: ['init', 'run', 'message', 'stop'] },
    session: { type: 'object', description: 'With init: id, type, project, user' },
    input: { type: 'object', description: 'With init: what the user gave at open' },
    workers: { type: 'array', items: { type: 'object' }, description: 'With init: id, type, index of each worker' },
    from: { type: 'string', description: 'With message: a worker id, or client:<id>' },
    type: { type: 'string', description: 'With message' },
    data: { description: 'With message' },
    bytes: { type: 'string', contentEncoding: 'base64', description: 'With message' },
    reason: { type: 'string', description: 'With stop' },
    graceMs: { type: 'integer', description: 'With stop' },
  },
};

const query = (name: string, description: string) => ({
  name,
  in: 'query',
  description,
  schema: { type: 'integer', minimum: 0 },
});

const filePath = { name: 'path', in: 'path', required: true, schema: { type: 'string' } };
const fileBytes = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };

function post(operationId: string, summary: string, requestBody: object = empty): object {
  return { post: { operationId, summary, requestBody, responses: done } };
}

/** The worker protocol as OpenAPI 3.1; docs/reference/worker-protocol.md says the same in words. */
export const workerDocument = {
  openapi: '3.1.0',
  info: { title: 'Berth worker protocol', version: 'v1' },
  servers: [{ url: '/v1/worker' }],
  security: [{ bearer: [] }],
  paths: {
    '/ready': post('ready', 'The process is up'),
    '/initialised': post('initialised', 'The answer to the input init'),
    '/next': {
      get: {
        operationId: 'next',
        summary: 'The inputs above a number, as soon as there is one',
        parameters: [query('after', 'Inputs up to here are done'), query('waitMs', 'How long to wait, at most 30000')],
        responses: {
          200: {
            description: 'Inputs',
            content: json({
              type: 'object',
              required: ['inputs'],
              properties: { inputs: { type: 'array', items: { $ref: '#/components/schemas/Input' } } },
            }),
          },
          default: { $ref: '#/components/responses/Problem' },
        },
      },
    },
    '/messages': post('messages', 'Sends messages to clients or to other workers', {
      required: true,
      content: json({
        type: 'object',
        required: ['messages'],
        properties: { messages: { type: 'array', items: { $ref: '#/components/schemas/Message' } } },
      }),
    }),
    '/progress': post('progress', 'Shows how far the work is', {
      required: true,
      content: json({
        type: 'object',
        required: ['fraction'],
        properties: { fraction: { type: 'number', minimum: 0, maximum: 1 }, text: { type: 'string' } },
      }),
    }),
    '/activity': post('activity', 'The worker is busy for its user'),
    '/fail': post('fail', 'The worker cannot go on, and why', {
      required: true,
      content: json({
        type: 'object',
        required: ['code', 'message'],
        properties: { code: { type: 'string', pattern: '^[A-Z][A-Z0-9_]{0,63}$' }, message: { type: 'string' } },
      }),
    }),
    '/project/files': {
      get: {
        operationId: 'listProjectFiles',
        summary: "The files of the session's project",
        responses: { 200: { description: 'Files', content: json({ type: 'object' }) } },
      },
    },
    '/project/files/{path}': {
      get: {
        operationId: 'readProjectFile',
        summary: 'The bytes of a file',
        parameters: [filePath],
        responses: {
          200: { description: 'Content', content: fileBytes },
          default: { $ref: '#/components/responses/Problem' },
        },
      },
      put: {
        operationId: 'writeProjectFile',
        summary: 'Writes a file whole',
        parameters: [filePath],
        requestBody: { required: true, content: fileBytes },
        responses: done,
      },
    },
  },
  components: {
    schemas: { Message: messageSchema, Input: inputSchema },
    responses: {
      Problem: {
        description: 'A problem detail (RFC 9457)',
        content: { 'application/problem+json': { schema: { type: 'object' } } },
      },
    },
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
  },
} as const;
