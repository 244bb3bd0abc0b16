import { selfCheck } from '../core/selfCheck/selfCheck.ts';
import type { OperationName, Operations } from '../protocol/engine.ts';
import type { Picture } from '../protocol/preview.ts';
import { compute, type Resources } from './compute.ts';
import { readRuns } from './entropy/readRuns.ts';
import { simulateAll } from './entropy/simulateAll.ts';
import { trainBothSides } from './entropy/trainBothSides.ts';
import { computeProgression } from './progression.ts';
import { buffersOf, withOwnBuffers, type Transfer } from './transfer.ts';

/** How an operation is done, and how what it reports goes to another thread. */
interface Implementation<Request, Update, Result> {
  readonly run: (
    request: Request,
    signal: AbortSignal,
    onUpdate: (update: Update) => void,
    resources: Resources,
  ) => Promise<Result>;
  /** Updates are cloned where this is absent. */
  readonly sendUpdate?: (update: Update) => Transfer<Update>;
  /** The result is cloned where this is absent. */
  readonly sendResult?: (result: Result, resources: Resources) => Transfer<Result>;
}

/** Every operation of the engine. */
export const operations: {
  readonly [K in OperationName]: Implementation<
    Operations[K]['request'],
    Operations[K]['update'],
    Operations[K]['result']
  >;
} = {
  compute: {
    run: (request, signal, onUpdate, resources) => compute(request, resources, signal, onUpdate),
    // The facts of a picture are still to be computed from it; a coarse one is not needed again.
    sendUpdate: (update) =>
      update.kind === 'picture'
        ? withPicture(update, update.picture, update.picture.coarseness === undefined)
        : { message: update, buffers: [] },
    sendResult: (result, { cache }) =>
      result.picture
        ? withPicture(result, result.picture, cache.holds(result.picture.complex))
        : { message: result, buffers: [] },
  },
  computeProgression: {
    run: computeProgression,
    sendUpdate: (update) => ({
      message: update,
      buffers: update.kind === 'frame' ? buffersOf(update.frame.complex) : [],
    }),
  },
  selfCheck: { run: () => Promise.resolve(selfCheck()) },
  readRuns: { run: readRuns },
  simulate: { run: simulateAll },
  trainBothSides: { run: trainBothSides },
};

/** A message with its picture, or with a copy of it where this thread still needs the complex. */
function withPicture<T extends { readonly picture?: Picture }>(
  message: T,
  picture: Picture,
  isNeeded: boolean,
): Transfer<T> {
  const complex = isNeeded ? withOwnBuffers(picture.complex) : picture.complex;
  return { message: { ...message, picture: { ...picture, complex } }, buffers: buffersOf(complex) };
}
