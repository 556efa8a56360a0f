import type { TSchema } from 'typebox';
import { methodPath, type Contract } from './contract.ts';
import { problemMediaType } from './errors/problem.ts';

/** The version of every contract between services. */
export const protocolVersion = 'v1';

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'remedy'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'A stable code of docs/reference/errors.md.' },
    remedy: { type: 'string' },
    issues: { type: 'array', items: { type: 'object' } },
    traceId: { type: 'string' },
  },
};

/** The answer of every operation that fails. */
export const problemResponse = {
  description: 'A problem detail (RFC 9457)',
  content: { [problemMediaType]: { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** The head of an OpenAPI 3.1 document with the shared parts. */
export function documentHead(title: string, version: string, description: string) {
  return {
    openapi: '3.1.0',
    info: { title, version, description },
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    security: [{ bearer: [] }],
  };
}

/** The OpenAPI 3.1 document of contracts between services. */
export function contractDocument(contracts: readonly Contract[]): object {
  const paths = contracts.flatMap((contract) =>
    Object.entries(contract.methods).map(([name, method]) => [
      methodPath(contract.service, name),
      {
        post: {
          operationId: `${contract.service}.${name}`,
          summary: method.summary,
          description: `Callers: ${method.callers.join(', ')}. A repeated call is ${method.repetition}.`,
          tags: [contract.service],
          requestBody: { required: true, content: jsonContent(method.request) },
          responses: {
            200: { description: 'The answer', content: jsonContent(method.response) },
            default: problemResponse,
          },
        },
      },
    ]),
  );
  const description = 'The protocol between the services of Berth. It is not reachable from outside.';
  return {
    ...documentHead('Berth services', protocolVersion, description),
    paths: Object.fromEntries(paths) as object,
  };
}

/** A JSON body of a schema. */
export function jsonContent(schema: TSchema) {
  return { 'application/json': { schema } };
}
