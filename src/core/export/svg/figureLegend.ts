import type { LevelSets } from '../../analysis/levelSets.ts';
import {
  contourTexts,
  englishWords,
  pictureLegend,
  type PictureLegend,
} from '../../picture/pictureLegend.ts';
import type { Scene } from '../scene.ts';

/** Number of levels listed in a legend. */
const mostLevels = 5;

/** What the lines and colours of a scene mean, with its contour lines if there are any. */
export function figureLegend(scene: Scene, sets?: LevelSets): PictureLegend {
  const { layers, ties } = scene.edges;
  const levels = sets && sets.curves.count > 0 ? sets.levels : [];
  const source = {
    ...scene,
    layers: layers.flatMap((corners, layer) => (corners.length > 0 ? [layer] : [])),
    hasBoundaries: ties.length > 0,
    contours: contourTexts(levels, mostLevels),
  };
  return pictureLegend(source, englishWords);
}
