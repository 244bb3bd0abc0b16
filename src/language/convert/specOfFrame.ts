import { restrictToLine } from '../../core/network/lift.ts';
import type { Network } from '../../core/network/network.ts';
import type { Format } from '../text/format.ts';
import { parseSpec } from '../parse.ts';
import { specWithWeights } from './withWeights.ts';

/**
 * The text of a spec with the weights of a moment of its progression; comments stay. Moments of a
 * network of one input are lifted to the plane. Undefined where the text has errors or the moment
 * has another shape.
 */
export function specOfFrame(text: string, format: Format, frame: Network): string | undefined {
  const { spec } = parseSpec(text, format);
  if (!spec) return undefined;
  const isLifted = spec.network.inputs === 1 && frame.inputs === 2;
  const network = isLifted ? restrictToLine(frame) : frame;
  return shapeOf(network) === shapeOf(spec.network)
    ? specWithWeights(text, format, network)
    : undefined;
}

function shapeOf({ inputs, layers }: Network): string {
  return [inputs, ...layers.map(({ units }) => units)].join();
}
