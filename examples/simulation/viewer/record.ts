import { WorkerError } from '@berth-platform/berth/worker';
import type { JsonValue, Message, WorkerContext } from '@berth-platform/berth/worker';

import { Fields } from '../shared/fields.ts';
import { floatsOf } from '../shared/floats.ts';
import { idOfType } from '../shared/peers.ts';
import { frameSteps, readPlan } from '../shared/plan.ts';
import { timeStepSeconds } from '../shared/timing.ts';
import { isOf, PEER_TIMEOUT_MS } from '../shared/waiting.ts';
import { Painter } from './picture.ts';
import { findingsOf, probeTable, resultsFolder } from './results.ts';
import { nextFullScale, rootMeanSquare } from './scale.ts';
import type { Plan } from '../shared/plan.ts';
import type { Picture } from './picture.ts';

/** What the viewer keeps of a run. */
interface Recording {
  /** The field at the probe after each step. */
  readonly probe: Float64Array;
  /** The picture of the strongest field after the pulse. */
  readonly strongest: Picture;
}

/** Shows one run to the clients frame by frame and puts what it found into the project. */
export async function record(message: Message, context: WorkerContext): Promise<void> {
  const plan = readPlan(message.data);
  const recording = await recordFrames(plan, new Painter(plan, message.bytes), context);
  let problem: JsonValue = null;
  try {
    await publishFindings(plan, recording, context);
  } catch (error) {
    if (!(error instanceof WorkerError)) {
      throw error;
    }
    problem = { code: error.code, message: error.message };
  }
  await context.send(idOfType(context, 'geometry'), 'run-ended', { run: plan.run, problem });
}

async function recordFrames(plan: Plan, painter: Painter, context: WorkerContext): Promise<Recording> {
  const { run } = plan;
  const steps = frameSteps(plan);
  const probe: number[] = [];
  let fullScale = 0;
  let strongest: (Picture & { readonly meanField: number }) | undefined;
  for (const [frame, step] of steps.entries()) {
    const field = await receiveField(plan, frame, probe, context);
    const meanField = rootMeanSquare(field);
    fullScale = nextFullScale(fullScale, meanField);
    const picture = painter.paint(field, fullScale);
    // In the first half the pulse itself is the strongest, and it shows nothing of the body.
    if (strongest === undefined || (frame >= steps.length / 2 && meanField > strongest.meanField)) {
      strongest = { ...picture, meanField };
    }
    await context.publish(
      'frame',
      {
        run,
        frame,
        frames: steps.length,
        step,
        timeSeconds: step * timeStepSeconds(plan.cellSizeMetres),
        width: picture.widthPixels,
        height: picture.heightPixels,
      },
      picture.png,
    );
    await Promise.all(plan.slabs.map((slab) => context.send(slab.worker, 'slice-taken', { run, frame })));
    await context.progress(step / plan.steps, `frame ${frame + 1} of ${steps.length}`);
  }
  if (strongest === undefined) {
    throw new RangeError('a plan has at least one frame');
  }
  return { probe: Float64Array.from(probe), strongest };
}

/** Puts the slices of all solvers together, and appends what the last of them recorded at the probe. */
async function receiveField(plan: Plan, frame: number, probe: number[], context: WorkerContext): Promise<Float32Array> {
  const points = plan.rows + 1;
  const field = new Float32Array(plan.layers * points);
  for (const slab of plan.slabs) {
    const slice = await context.receive('slice', {
      from: slab.worker,
      where: (message) => isOf(message, { run: plan.run, frame }),
      timeoutMs: PEER_TIMEOUT_MS,
    });
    field.set(floatsOf(slice.bytes, slab.layers * points, `slice from ${slab.worker}`), slab.firstLayer * points);
    probe.push(...new Fields('MESSAGE_INVALID', 'slice', slice.data).numbers('probe'));
  }
  return field;
}

async function publishFindings(plan: Plan, recording: Recording, context: WorkerContext): Promise<void> {
  const { run, geometry, steps, cellSizeMetres } = plan;
  const { resonanceHz, spectrum, stepSeconds } = findingsOf(plan, recording.probe);
  const folder = resultsFolder(geometry);
  const result = {
    run,
    geometry,
    resonanceHz,
    peaksHz: spectrum.peaksHz,
    cellSizeMetres,
    cells: [plan.layers, plan.rows, plan.columns],
    steps,
    stepSeconds,
    solvers: plan.slabs.length,
  };
  const { frequenciesHz, magnitudes } = spectrum;
  const document = JSON.stringify({ ...result, frequenciesHz, magnitudes }, undefined, 2);
  await context.project.write(`${folder}/spectrum.json`, `${document}\n`);
  await context.project.write(`${folder}/probe.csv`, probeTable(recording.probe, stepSeconds));
  await context.project.write(`${folder}/field.png`, recording.strongest.png);
  await context.publish('spectrum', { run, frequenciesHz, magnitudes });
  await context.publish('result', { ...result, folder });
}
