import { WorkerError } from '@berth-platform/berth/worker';
import type { Message, WorkerContext } from '@berth-platform/berth/worker';

import { bytesOf, floatsOf } from '../shared/floats.ts';
import { idOfType } from '../shared/peers.ts';
import { frameSteps, readPlan } from '../shared/plan.ts';
import { isOf, PEER_TIMEOUT_MS } from '../shared/waiting.ts';
import { Slab } from './slab.ts';
import type { Plan } from '../shared/plan.ts';
import type { Side } from './slab.ts';

/** Frames that may be on their way to the viewer: enough to hide the way, few enough to bound its memory. */
const FRAMES_UNDER_WAY = 4;
/** Progress is shown with every so many frames. */
const FRAMES_PER_PROGRESS = 4;

/** The solvers beside this one. */
type Neighbours = readonly { readonly id: string; readonly side: Side }[];

/** Computes this solver's slab of one run and sends the viewer what it sees. */
export async function solve(message: Message, context: WorkerContext): Promise<void> {
  const plan = readPlan(message.data);
  const slabIndex = plan.slabs.findIndex((slab) => slab.worker === context.self.id);
  if (slabIndex < 0) {
    throw new WorkerError('MESSAGE_INVALID', `plan.slabs: none is for ${context.self.id}`);
  }
  const slab = new Slab(plan, slabIndex, message.bytes);
  const neighbours = neighboursOf(plan, slabIndex);
  const viewer = idOfType(context, 'viewer');
  const recordsProbe = slabIndex === plan.slabs.length - 1;
  const probe: number[] = [];
  const frames = frameSteps(plan);
  for (const [frame, lastStep] of frames.entries()) {
    while (slab.step < lastStep) {
      if (slab.needsBorders) {
        await exchangeBorders(slab, neighbours, context);
      }
      slab.advance();
      if (recordsProbe) {
        probe.push(slab.fieldAt(plan.probe));
      }
    }
    if (frame >= FRAMES_UNDER_WAY) {
      await frameTaken(viewer, plan.run, frame - FRAMES_UNDER_WAY, context);
    }
    const data = { run: plan.run, frame, step: lastStep, probe: probe.splice(0) };
    await context.send(viewer, 'slice', data, bytesOf(slab.cut()));
    if (frame % FRAMES_PER_PROGRESS === 0 || lastStep === plan.steps) {
      await context.progress(lastStep / plan.steps, `step ${lastStep} of ${plan.steps}`);
    }
  }
  await lastFramesTaken(viewer, plan, frames.length, context);
}

async function exchangeBorders(slab: Slab, neighbours: Neighbours, context: WorkerContext): Promise<void> {
  const { run } = slab.plan;
  const { step } = slab;
  await Promise.all(
    neighbours.map(({ id, side }) => context.send(id, 'border', { run, step }, bytesOf(slab.border(side)))),
  );
  for (const { id, side } of neighbours) {
    const border = await context.receive('border', {
      from: id,
      where: (message) => isOf(message, { run, step }),
      timeoutMs: PEER_TIMEOUT_MS,
    });
    slab.setBorder(side, floatsOf(border.bytes, slab.borderLength, `border from ${id}`));
  }
  slab.bordersRenewed();
}

/** Waits until the viewer has shown a frame, so that a slow client slows the solvers instead of filling memory. */
async function frameTaken(viewer: string, run: number, frame: number, context: WorkerContext): Promise<void> {
  await context.receive('slice-taken', {
    from: viewer,
    where: (message) => isOf(message, { run, frame }),
    timeoutMs: PEER_TIMEOUT_MS,
  });
}

/** Leaves no message of this run behind for the next. */
async function lastFramesTaken(viewer: string, plan: Plan, frames: number, context: WorkerContext): Promise<void> {
  for (let frame = Math.max(0, frames - FRAMES_UNDER_WAY); frame < frames; frame += 1) {
    await frameTaken(viewer, plan.run, frame, context);
  }
}

function neighboursOf(plan: Plan, slabIndex: number): Neighbours {
  const sides = [
    { id: plan.slabs[slabIndex - 1]?.worker, side: 'lower' },
    { id: plan.slabs[slabIndex + 1]?.worker, side: 'upper' },
  ] as const;
  return sides.flatMap(({ id, side }) => (id === undefined ? [] : [{ id, side }]));
}
