import { ArithmeticRangeError } from '../../core/arrangement/errorBound.ts';
import { layerName } from '../../core/network/network.ts';
import type { Spec } from '../spec.ts';
import type { Problem } from '../text/problem.ts';

/**
 * An `ArithmeticRangeError` of `arrange` as a problem of the first layer that exceeds the range of
 * doubles. Any other error is thrown again.
 */
export function outOfRangeProblem(error: unknown, { network, source }: Spec): Problem {
  if (!(error instanceof ArithmeticRangeError)) throw error;
  // If the last layer has an activation, the compiled network has one more layer, which copies it.
  const layer = Math.min(error.layer, network.layers.length - 1);
  return {
    severity: 'error',
    code: 'out-of-range',
    message:
      `${layerName(network, layer)} reaches values beyond 1e150 on the domain, too large for ` +
      'double precision; use smaller weights or a smaller domain',
    range: source.layers[layer].range,
  };
}
