import { request, type RequestOptions } from 'node:https';
import { pause } from '../../pause.ts';
import { retryAfterMs } from '../../retry-after.ts';

/** An answer of the API server. */
export interface KubeAnswer {
  readonly status: number;
  /** An object, a list, or a `Status` that says why not. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** One request, ready to be sent. */
export interface HttpRequest {
  readonly url: URL;
  readonly options: RequestOptions;
  readonly text: string | undefined;
  readonly signal: AbortSignal;
}

interface HttpAnswer extends KubeAnswer {
  /** So long the server asks to be left alone before the same is asked again. */
  readonly waitMs: number | undefined;
}

const timeoutMs = 30_000;
/** As clients of Kubernetes in Go do: a server that is busy, or prepares a kind that is new, says when to come back. */
const attempts = 10;
const longestPauseMs = 10_000;

/** Sends a request, again where the server says so. */
export async function send(sending: HttpRequest): Promise<KubeAnswer> {
  for (let attempt = 1; ; attempt++) {
    const { waitMs, ...answer } = await sendOnce(sending);
    if (waitMs === undefined || attempt === attempts) return answer;
    await pause(Math.min(waitMs, longestPauseMs), sending.signal);
  }
}

function sendOnce({ url, options, text, signal }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { ...options, timeout: timeoutMs, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        const body = parse(Buffer.concat(chunks).toString('utf8'));
        resolve({ status, body, waitMs: retryAfterMs(status, headers['retry-after']) });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    sent.on('error', reject);
    sent.end(text);
  });
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return { message: text.slice(0, 200) };
  }
}
