import { ArithmeticRangeError } from '../../core/arrangement/errorBound.ts';
import { layerName } from '../../core/network/network.ts';
import type { Spec } from '../spec.ts';
import type { Problem } from '../text/problem.ts';

/**
 * What `arrange` threw, as a problem of the layer that is the first to leave the range of doubles.
 * Anything but an `ArithmeticRangeError` is no fault of the spec and is thrown again.
 */
export function outOfRangeProblem(error: unknown, { network, source }: Spec): Problem {
  if (!(error instanceof ArithmeticRangeError)) throw error;
  // Behind a last layer that folds the engine has one more, which copies it.
  const layer = Math.min(error.layer, network.layers.length - 1);
  return {
    severity: 'error',
    code: 'out-of-range',
    message:
      `${layerName(network, layer)} reaches values beyond 1e150 on the domain, more than double ` +
      'precision can handle; scale its weights down, or choose a smaller domain',
    range: source.layers[layer].range,
  };
}
