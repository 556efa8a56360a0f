import { WorkerError } from '@berth-platform/berth/worker';
import type { JsonValue, Message, WorkerContext } from '@berth-platform/berth/worker';

import { Fields } from '../shared/fields.ts';
import { idOfType } from '../shared/peers.ts';
import { isOf, PEER_TIMEOUT_MS } from '../shared/waiting.ts';
import { checkSolid } from './check.ts';
import { readRequest } from './request.ts';
import { readStl } from './stl.ts';

/** Starts the runs of a session one after another, so that at most one of them holds memory in the other workers. */
export class Simulations {
  #runs = 0;

  /** The run that the session was opened for. What is wrong with it fails the session. */
  async first(context: WorkerContext): Promise<void> {
    await this.#simulate(context.input, context);
  }

  /** A further run that a client asked for. What is wrong with it is told to the clients; the session goes on. */
  async further(message: Message, context: WorkerContext): Promise<void> {
    try {
      await this.#simulate(message.data, context);
    } catch (problem) {
      if (!(problem instanceof WorkerError)) {
        throw problem;
      }
      await context.publish('refused', { run: this.#runs, code: problem.code, message: problem.message });
    }
  }

  async #simulate(input: JsonValue, context: WorkerContext): Promise<void> {
    this.#runs += 1;
    const run = this.#runs;
    const request = readRequest(input);
    const { geometry } = request;
    await context.progress(0, `reading ${geometry}`);
    const mesh = readStl(await context.project.read(geometry), geometry);
    const sizeMillimetres = checkSolid(mesh);
    const facts = { run, geometry, triangles: mesh.triangles, format: mesh.format, sizeMillimetres };
    await context.publish('geometry', facts);
    await context.progress(0.5, `${geometry}: ${mesh.triangles} triangles, closed`);
    const corners = new Uint8Array(mesh.cornersMillimetres.buffer);
    await context.send(idOfType(context, 'mesher'), 'body', { run, ...request }, corners);
    const ended = await context.receive('run-ended', {
      where: (message) => isOf(message, { run }),
      timeoutMs: PEER_TIMEOUT_MS,
    });
    throwProblem(ended.data);
    await context.progress(1, `${geometry}: done`);
  }
}

function throwProblem(data: JsonValue): void {
  const ended = new Fields('MESSAGE_INVALID', 'run-ended', data);
  if (ended.has('problem')) {
    const problem = ended.inside('problem');
    throw new WorkerError(problem.text('code'), problem.text('message'));
  }
}
