import {
  Color,
  Group,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  SRGBColorSpace,
} from 'three';
import { LineMaterial } from 'three/addons/lines/LineMaterial.js';
import { LineSegments2 } from 'three/addons/lines/LineSegments2.js';
import { LineSegmentsGeometry } from 'three/addons/lines/LineSegmentsGeometry.js';
import type { FoldLines } from '../../../core/picture/foldLines.ts';
import { layerStyle, levelWidth } from '../../../core/plot/palette.ts';
import { lineDensity, lineOpacity } from '../renderer.ts';
import type { ScenePart } from './faces.ts';

type Rgb = readonly [number, number, number];

/**
 * Fold lines, one object per layer, decision boundaries, contour lines, and the domain's border.
 */
export function createLines(): ScenePart {
  const object = new Group();
  const strokes: Stroke[] = [];
  let lines: FoldLines | undefined;
  let levelLines: Float32Array | undefined;

  return {
    object,
    update: (shot) => {
      const { drawing, choices } = shot;
      const { palette } = drawing;
      const density = lineDensity(shot);
      const opacity = lineOpacity(shot, density);
      const all = [
        ...drawing.lines.layers,
        drawing.lines.ties,
        drawing.levelLines,
        drawing.lines.border,
      ];
      while (strokes.length < all.length) {
        const stroke = createStroke();
        strokes.push(stroke);
        object.add(stroke.object);
      }
      if (lines !== drawing.lines || levelLines !== drawing.levelLines) {
        strokes.forEach((stroke, i) => stroke.write(all[i] ?? new Float32Array(0)));
        lines = drawing.lines;
        levelLines = drawing.levelLines;
      }
      const layerCount = drawing.lines.layers.length;
      strokes.forEach((stroke, i) => {
        if (i < layerCount) {
          const shown = choices.lines && !choices.hiddenLayers.includes(i);
          const { line, width } = layerStyle(palette, drawing.picture.network, i);
          stroke.style(shown, line, density * width, opacity);
        } else if (i === layerCount) {
          stroke.style(choices.lines, palette.tie, 3 * palette.weight, 1);
        } else if (i === layerCount + 1) {
          stroke.style(true, palette.level, levelWidth * palette.weight, 1);
        } else {
          stroke.style(true, palette.border, 1.5 * palette.weight, 1);
        }
      });
    },
    dispose: () => strokes.forEach((stroke) => stroke.dispose()),
  };
}

/** Straight segments of one colour and width. */
export interface Stroke {
  readonly object: LineSegments2;
  /** x, y, z of both ends of every segment. */
  write(segments: Float32Array): void;
  style(visible: boolean, colour: Rgb, width: number, opacity: number): void;
  dispose(): void;
}

/** A stroke without segments yet. */
export function createStroke(): Stroke {
  const material = new LineMaterial({ linewidth: 1, transparent: true });
  const object = new LineSegments2(new LineSegmentsGeometry(), material);
  object.frustumCulled = false;
  let buffer = new InstancedInterleavedBuffer(new Float32Array(0), 6, 1);
  let count = 0;

  return {
    object,
    write: (segments) => {
      count = segments.length / 6;
      if (segments.length > buffer.array.length) {
        object.geometry.dispose();
        object.geometry = new LineSegmentsGeometry();
        buffer = new InstancedInterleavedBuffer(new Float32Array(6 * Math.ceil(count * 1.3)), 6, 1);
        object.geometry.setAttribute('instanceStart', new InterleavedBufferAttribute(buffer, 3, 0));
        object.geometry.setAttribute('instanceEnd', new InterleavedBufferAttribute(buffer, 3, 3));
      }
      buffer.set(segments);
      buffer.clearUpdateRanges();
      buffer.addUpdateRange(0, segments.length);
      buffer.needsUpdate = true;
      object.geometry.instanceCount = count;
    },
    style: (visible, [r, g, b], width, opacity) => {
      object.visible = visible && count > 0 && opacity > 0;
      material.color = new Color().setRGB(r / 255, g / 255, b / 255, SRGBColorSpace);
      material.linewidth = width;
      material.opacity = opacity;
    },
    dispose: () => {
      object.geometry.dispose();
      material.dispose();
    },
  };
}
