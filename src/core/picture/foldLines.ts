import { sceneHeight, type Frame } from './frame.ts';
import { heightAt, type Sheet } from './sheet.ts';
import type { SheetSides } from './sheetSides.ts';

/** The lines on a surface, sorted by what they mean: x, y, z of both ends in the scene. */
export interface FoldLines {
  /** One array per layer of the network. */
  readonly layers: readonly Float32Array[];
  /** Where the largest output changes inside a cell. */
  readonly ties: Float32Array;
  readonly border: Float32Array;
}

/** The sides of a sheet as segments that lie on its surface. */
export function foldLines(sheet: Sheet, sides: SheetSides, frame: Frame): FoldLines {
  const pieceOf = cornerPieces(sheet);
  const segments = (corners: Uint32Array): Float32Array => {
    const points = new Float32Array(3 * corners.length);
    for (let i = 0; i < corners.length; i++) {
      const k = corners[i];
      const x = sheet.xy[2 * k];
      const y = sheet.xy[2 * k + 1];
      points[3 * i] = (x - frame.x) * frame.sx;
      points[3 * i + 1] = (y - frame.y) * frame.sy;
      points[3 * i + 2] = sceneHeight(frame, heightAt(sheet, pieceOf[k], x, y));
    }
    return points;
  };
  return {
    layers: sides.layers.map(segments),
    ties: segments(sides.ties),
    border: segments(sides.border),
  };
}

function cornerPieces(sheet: Sheet): Uint32Array {
  const pieces = new Uint32Array(sheet.start[sheet.count]);
  for (let p = 0; p < sheet.count; p++) pieces.fill(p, sheet.start[p], sheet.start[p + 1]);
  return pieces;
}
