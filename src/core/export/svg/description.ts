import { numberText } from '../../numberText.ts';
import type { PictureLegend } from '../../picture/pictureLegend.ts';
import type { Scene } from '../scene.ts';

/** A description of a scene for screen readers. */
export function describe({ subject, extent }: Scene, { faces }: PictureLegend): string {
  const { complex, graph, inputNames } = subject;
  const interval = (lo: number, hi: number): string => `[${numberText(lo)}, ${numberText(hi)}]`;
  const ranges = [interval(extent.x0, extent.x1), interval(extent.y0, extent.y1)];
  const where = inputNames.map((name, i) => `${name} in ${ranges[i]}`).join(' and ');
  const counts = graph
    ? count(complex.cellCount, 'piece')
    : `${count(complex.cellCount, 'activation region')}, ` +
      `${count(complex.linearRegionCount, 'linear region')}, ` +
      `${count(complex.vertexCount, 'vertex', 'vertices')} and ` +
      count(complex.edgeCount, 'edge');
  const part = complex.complete ? '' : ' This is a part of the complex, not all of it.';
  return (
    `The network's output over ${where} has ${counts}. ` +
    `Values are ${interval(extent.lo, extent.hi)}. ` +
    `Colours show: ${faces.title}.${part}`
  );
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
