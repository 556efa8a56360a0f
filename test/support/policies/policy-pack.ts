import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { AnalyzerClient } from '@pulumi/pulumi/proto/analyzer_grpc_pb.js';
import analyzer from '@pulumi/pulumi/proto/analyzer_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import type { KubernetesObject } from '../../../policies/objects.ts';
import { typeOf, urnOf } from './pulumi.ts';

const folder = join(import.meta.dirname, '../../../policies');
/** Where Pulumi's own plug-in for policy packs finds the program that loads them. */
const runner = createRequire(join(folder, 'package.json')).resolve('@pulumi/pulumi/cmd/run-policy-pack');
/** The engine, which a pack does not call. */
const noEngine = '127.0.0.1:1';
const startTimeoutMs = 60_000;
const callTimeoutMs = 20_000;

/** What the pack said of a resource or a stack. */
export interface Diagnostic {
  readonly policy: string;
  readonly urn: string;
  readonly level: 'advisory' | 'mandatory';
  readonly message: string;
}

/** The policy pack of this checkout, running as Pulumi runs it. */
export interface RunningPack {
  /** The names of its policies. */
  policies(): Promise<readonly string[]>;
  /** Asks about one resource, before it is made. */
  analyze(inputs: KubernetesObject): Promise<readonly Diagnostic[]>;
  /** Asks about all resources, as they came out. */
  analyzeStack(outputs: readonly KubernetesObject[]): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
}

/** The pack ended before it could be asked. */
export class PackEndedError extends Error {
  override readonly name = 'PackEndedError';
}

/**
 * Starts the pack for a stack.
 * @throws {PackEndedError} with what it printed, where it ends at once
 */
export async function startPolicyPack(stack: string): Promise<RunningPack> {
  const child = spawn(process.execPath, [runner, noEngine, '.'], {
    cwd: folder,
    env: { ...process.env, PULUMI_NODEJS_STACK: stack, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = once(child, 'close');
  const signal = AbortSignal.timeout(startTimeoutMs);
  // The first line that a pack prints is its port.
  const line = await Promise.race([once(createInterface(child.stdout), 'line', { signal }), ended.then(() => [])]);
  const port = line[0] as string | undefined;
  if (port === undefined) throw new PackEndedError(printed);
  const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return {
    policies: async () => {
      const info = await call<analyzer.AnalyzerInfo>((done) =>
        client.getAnalyzerInfo(new empty.Empty(), new Metadata(), deadline(), done),
      );
      return info.getPoliciesList().map((policy) => policy.getName());
    },
    analyze: async (inputs) =>
      diagnosticsOf(await call((done) => client.analyze(requestFor(inputs), new Metadata(), deadline(), done))),
    analyzeStack: async (outputs) => {
      const request = new analyzer.AnalyzeStackRequest();
      request.setResourcesList(outputs.map(resourceOf));
      return diagnosticsOf(await call((done) => client.analyzeStack(request, new Metadata(), deadline(), done)));
    },
    stop: async () => {
      client.close();
      child.kill();
      await ended;
    },
  };
}

function deadline() {
  return { deadline: Date.now() + callTimeoutMs };
}

function call<T>(start: (done: (error: ServiceError | null, answer: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, answer) => {
      if (error === null) resolve(answer);
      else reject(error);
    });
  });
}

function requestFor(object: KubernetesObject): analyzer.AnalyzeRequest {
  return described(new analyzer.AnalyzeRequest(), object);
}

function resourceOf(object: KubernetesObject): analyzer.AnalyzerResource {
  return described(new analyzer.AnalyzerResource(), object);
}

function described<T extends analyzer.AnalyzeRequest | analyzer.AnalyzerResource>(
  message: T,
  object: KubernetesObject,
): T {
  message.setType(typeOf(object));
  message.setUrn(urnOf(object));
  message.setName(object.metadata?.name ?? '');
  // Through JSON, as a field that is undefined has no place in a message.
  message.setProperties(struct.Struct.fromJavaScript(JSON.parse(JSON.stringify(object)) as Record<string, never>));
  message.setOptions(new analyzer.AnalyzerResourceOptions());
  return message;
}

function diagnosticsOf(answer: analyzer.AnalyzeResponse): readonly Diagnostic[] {
  return answer.getDiagnosticsList().map((each) => ({
    policy: each.getPolicyname(),
    urn: each.getUrn(),
    level: each.getEnforcementlevel() === analyzer.EnforcementLevel.MANDATORY ? 'mandatory' : 'advisory',
    message: each.getMessage(),
  }));
}
