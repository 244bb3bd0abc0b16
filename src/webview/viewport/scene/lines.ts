import { Group, type Object3D } from 'three';
import type { FoldLines } from '../../../core/picture/foldLines.ts';
import { foldStyling, strongLines } from '../lineStyles.ts';
import type { DoubleStroke } from '../../../core/plot/palette.ts';
import type { ScenePart } from './faces.ts';
import { createFadingStrokes } from './fadingStrokes.ts';
import { createStroke } from './strokes.ts';

/**
 * Fold lines, the domain's border, contour lines and decision boundaries, in this order. The number of
 * draw calls does not depend on the network.
 */
export function createLines(gl: WebGL2RenderingContext): ScenePart {
  const folds = createFadingStrokes(gl);
  const border = createStroke();
  const contours = createCasedStroke();
  const boundaries = createCasedStroke();
  const object = new Group();
  object.add(folds.object, border.object, ...contours.objects, ...boundaries.objects);
  object.children.forEach((child, i) => {
    child.renderOrder = i + 1;
  });
  const styleOf = foldStyling();
  const strongIn = strongLines();
  let lines: FoldLines | undefined;

  return {
    object,
    *prepare({ lines: wanted }) {
      if (wanted !== lines) yield* folds.prepare(wanted.folds, wanted.layers);
    },
    update: (shot) => {
      const { drawing } = shot;
      const { palette } = drawing;
      if (lines !== drawing.lines) {
        lines = drawing.lines;
        folds.write(lines.folds, lines.layers);
        border.write(lines.border);
      }
      const { layers, opacity, ink, factor } = styleOf(shot);
      folds.style(layers, opacity);
      folds.fade(drawing.lines.density, ink, factor);
      border.style(true, palette.border, 1.5 * palette.weight, 1);
      const strong = strongIn(drawing);
      contours.update(strong.contours, true, palette.contour);
      boundaries.update(strong.boundaries, true, palette.boundary);
    },
    dispose: () => {
      for (const part of [folds, border, contours, boundaries]) part.dispose();
    },
  };
}

/** Segments on a wider casing. */
interface CasedStroke {
  readonly objects: readonly Object3D[];
  update(segments: Float32Array, visible: boolean, style: DoubleStroke): void;
  dispose(): void;
}

function createCasedStroke(): CasedStroke {
  const [casing, core] = [createStroke(), createStroke()];
  let written: Float32Array | undefined;
  return {
    objects: [casing.object, core.object],
    update: (segments, visible, style) => {
      if (written !== segments) {
        written = segments;
        casing.write(segments);
        core.write(segments);
      }
      casing.style(visible, style.casing, style.casingWidth, 1);
      core.style(visible, style.colour, style.width, 1);
    },
    dispose: () => {
      casing.dispose();
      core.dispose();
    },
  };
}
