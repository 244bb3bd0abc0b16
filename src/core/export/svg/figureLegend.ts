import { hex } from '../../plot/colour.ts';
import type { ColourBar } from '../../figure/colourBar.ts';
import type { FigureLegend, LegendEntry, LegendGroup } from '../../figure/legend.ts';
import { lineStyle } from './strokes.ts';
import { levelOf, type LevelSets } from '../../analysis/levelSets.ts';
import {
  contourTexts,
  englishWords,
  pictureLegend,
  type LineKey,
  type PictureLegend,
} from '../../picture/pictureLegend.ts';
import { levelSetsOfSubject } from '../contours.ts';
import type { Scene } from '../scene.ts';

/** Whether folds are lines, or dots on the graph of a network with one input. */
export type LegendMarks = 'line' | 'dot';

/** The radius of the dots at the breakpoints of a layer, in points. */
export function dotRadius(line: LineKey): number {
  return 0.9 + lineStyle(line).width;
}

/** The legend and the colour bar of a page: lines, then the names of the colours. */
export function pageLegend(
  { lines, faces }: PictureLegend,
  marks: LegendMarks,
): { readonly legend: FigureLegend; readonly bar: ColourBar | undefined } {
  const entry = (line: LineKey): LegendEntry => {
    const style = lineStyle(line);
    return {
      name: line.name,
      sample:
        marks === 'dot'
          ? { kind: 'dot', colour: style.colour, radius: dotRadius(line) }
          : { kind: 'line', ...style },
    };
  };
  const folds = lines.filter(({ of }) => of.kind === 'layer').map(entry);
  const others = lines.filter(({ of }) => of.kind !== 'layer').map(entry);
  const legend: LegendGroup[] = [];
  if (folds.length > 0) legend.push({ title: 'Folds', entries: folds });
  if (faces.kind === 'keys') {
    const entries = faces.keys.map(({ name, colour }): LegendEntry => ({
      name,
      sample: { kind: 'face', colour: `#${hex(colour)}` },
    }));
    legend.push({ title: faces.title, entries });
  }
  legend.push(...others.map((one) => ({ entries: [one] })));
  if (faces.kind === 'distinct' && marks === 'line')
    legend.push({ entries: [{ name: faces.note, sample: undefined }] });
  return { legend, bar: faces.kind === 'ramp' ? faces : undefined };
}

/** Number of levels listed in a legend. */
const mostLevels = 5;

/**
 * The contour lines of a scene, and the decision boundary of its single output. Throws a ContourError if
 * the levels are invalid.
 */
export function figureLevels(
  { subject, height, boundaryLevel }: Scene,
  levels: string | undefined,
): LevelSets | undefined {
  if (subject.graph || (levels === undefined && boundaryLevel === undefined)) return undefined;
  return levelSetsOfSubject(subject, { height, levels: levels ?? '', boundaryLevel });
}

/** What the lines and colours of a scene mean, with its contour lines if there are any. */
export function figureLegend(scene: Scene, sets?: LevelSets): PictureLegend {
  const { layers, ties } = scene.edges;
  const drawn = new Set(
    sets && Array.from({ length: sets.curves.count }, (_, k) => sets.levels[levelOf(sets, k)]),
  );
  const levels = (sets?.levels ?? []).filter(
    (level) => drawn.has(level) && level !== scene.boundaryLevel,
  );
  const source = {
    ...scene,
    layers: layers.flatMap((corners, layer) => (corners.length > 0 ? [layer] : [])),
    hasBoundaries: ties.length > 0 || drawn.has(scene.boundaryLevel ?? NaN),
    contours: contourTexts(levels, mostLevels),
  };
  return pictureLegend(source, englishWords);
}
