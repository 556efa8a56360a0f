import type { FastifyInstance, FastifySchema } from 'fastify';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { compileCheck } from '../../infra/model/check.ts';
import { BerthError } from '../kit/errors/berth-error.ts';

/** Requests are checked against the schemas of their routes; the error names each field. */
export function addValidation(app: FastifyInstance): void {
  app.setValidatorCompiler<TSchema & FastifySchema>(({ schema, httpPart }) => {
    const check = compileCheck(schema);
    return (data: unknown) => {
      // What comes in a query or a path is text.
      const value: unknown = httpPart === 'querystring' ? Value.Convert(schema, data) : data;
      const result = check(value);
      if (result.ok) return { value: result.value };
      const where = httpPart === 'body' ? '' : `${httpPart ?? ''} `;
      return {
        error: new BerthError('REQUEST_INVALID', {
          detail: `${result.issues
            .map(
              ({ path, value: found, expected }) =>
                `${where}${path || '/'}: ${found === undefined ? '' : `found ${found}, `}expected ${expected}`,
            )
            .join('; ')}.`,
          issues: result.issues,
        }),
      };
    };
  });
  app.setSchemaErrorFormatter((errors) => errors[0] as unknown as Error);
}
