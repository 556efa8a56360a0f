import { WorkerError, type ProjectFile, type ProjectFiles } from './context.ts';

/** The files of the session's project, through the supervisor. */
export function createProjectFiles({ url, token }: { readonly url: string; readonly token: string }): ProjectFiles {
  const base = `${url}/project/files`;
  const headers = { authorization: `Bearer ${token}` };
  return {
    async list() {
      const response = await checked(await fetch(base, { headers }), '');
      return ((await response.json()) as { files: readonly ProjectFile[] }).files;
    },
    async read(path) {
      const response = await checked(await fetch(`${base}/${encodePath(path)}`, { headers }), path);
      return new Uint8Array(await response.arrayBuffer());
    },
    async write(path, content) {
      const body = typeof content === 'string' ? content : new Uint8Array(content);
      const response = await fetch(`${base}/${encodePath(path)}`, {
        method: 'PUT',
        headers: { ...headers, 'content-type': 'application/octet-stream' },
        body,
      });
      await (await checked(response, path)).arrayBuffer();
    },
  };
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

async function checked(response: Response, path: string): Promise<Response> {
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
  throw new WorkerError(
    problem.code ?? 'PROJECT_FILES_UNAVAILABLE',
    problem.detail ?? `${path}: HTTP ${response.status}`,
  );
}
