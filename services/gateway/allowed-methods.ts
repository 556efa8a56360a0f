import type { FastifyInstance } from 'fastify';

/** Which methods the routes of an app know, by path. */
export interface AllowedMethods {
  /** The methods of the route that matches a path; empty where none does. */
  of(path: string): readonly string[];
}

/** Collects the routes that are added from now on, so that a wrong method is answered with 405 and not with 404. */
export function collectAllowedMethods(app: FastifyInstance): AllowedMethods {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    // The answer to a preflight request is there for every path.
    if (url === '*') return;
    routes.push({ pattern: toPattern(url), methods: typeof method === 'string' ? [method] : method });
  });
  return {
    of(path) {
      const methods = routes.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods);
      return [...new Set(methods)].sort();
    },
  };
}

function toPattern(url: string): RegExp {
  const source = url
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:[A-Za-z]+/g, '[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${source}$`);
}
