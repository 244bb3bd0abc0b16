import { levelOf, type LevelSets } from '../../analysis/levelSets.ts';
import {
  contourTexts,
  englishWords,
  pictureLegend,
  type PictureLegend,
} from '../../picture/pictureLegend.ts';
import { levelSetsOfSubject } from '../contours.ts';
import type { Scene } from '../scene.ts';

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
