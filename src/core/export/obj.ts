import { ringVertex } from '../complex/complex.ts';
import { heightName } from '../height.ts';
import { hex } from '../plot/colour.ts';
import { sceneHeight } from '../picture/sceneFrame.ts';
import { facetSlopes } from '../picture/surface.ts';
import { heightAt } from '../picture/surfacePieces.ts';
import { digits } from '../digits.ts';
import { printable } from '../printable.ts';
import type { Scene } from './scene.ts';
import { sceneLines } from './sceneLines.ts';

/**
 * The surface as Wavefront OBJ, in chunks: a polygon and a group per region, a normal per facet,
 * materials by colour, and lines as separate objects. y points up, as most readers expect, so (x,
 * y, z) of the scene is (x, z, −y); comments have the transform back to network coordinates. Throws
 * a RangeError for one input.
 */
export function* obj(scene: Scene, materialFile: string): Generator<string> {
  const { subject, pieces, sceneFrame, colours } = scene;
  if (subject.graph) throw new RangeError('A network of one input has no surface.');
  const names = [...subject.inputNames, heightName(subject.outputNames, scene.height)];
  yield `# ${printable(subject.title)}: ${subject.complex.cellCount} regions\n`;
  for (const [name, turned, centre, scale] of [
    [names[0], 'x', sceneFrame.x, sceneFrame.sx],
    [names[1], '-z', sceneFrame.y, sceneFrame.sy],
    [names[2], 'y', sceneFrame.z, sceneFrame.sz],
  ] as const)
    yield `# ${printable(name)} = ${digits(centre)} + ${turned} / ${digits(scale)}\n`;
  yield `mtllib ${printable(materialFile)}\no Surface\n`;

  const vertexOfCorner = yield* vertexLines(scene);
  const slopes = facetSlopes(pieces, sceneFrame);
  for (let p = 0; p < pieces.count; p++) {
    const dx = slopes[2 * p];
    const dy = slopes[2 * p + 1];
    const length = Math.hypot(dx, dy, 1);
    yield `vn ${digits(-dx / length)} ${digits(1 / length)} ${digits(dy / length)}\n`;
  }
  let material = '';
  for (let p = 0; p < pieces.count; p++) {
    const colour = hex(colours.faces.subarray(3 * p, 3 * p + 3));
    if (colour !== material) yield `usemtl ${colour}\n`;
    material = colour;
    let face = '';
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++)
      face += ` ${vertexOfCorner[k]}//${p + 1}`;
    yield `g region_${pieces.cell[p]}\nf${face}\n`;
  }
  for (const { name, corners, colour } of sceneLines(scene)) {
    yield `o ${printable(name)}\nusemtl ${hex(colour)}\n`;
    for (let i = 0; i < corners.length; i += 2)
      yield `l ${vertexOfCorner[corners[i]]} ${vertexOfCorner[corners[i + 1]]}\n`;
  }
}

/** The materials of the OBJ file of a scene, one per colour. */
export function* mtl(scene: Scene): Generator<string> {
  const { faces } = scene.colours;
  const materials = new Set<string>();
  for (let i = 0; i < faces.length; i += 3) materials.add(hex(faces.subarray(i, i + 3)));
  for (const { colour } of sceneLines(scene)) materials.add(hex(colour));
  for (const name of materials) {
    const channels = [0, 2, 4].map((i) => digits(parseInt(name.slice(i, i + 2), 16) / 255));
    yield `newmtl ${name}\nKd ${channels.join(' ')}\nKs 0 0 0\nillum 1\n`;
  }
}

/**
 * Writes the vertices and returns the number, from 1, of every corner of the surface. Pieces share
 * the vertices of the complex, except for parts of cells.
 */
function* vertexLines({ subject, pieces, sceneFrame }: Scene): Generator<string, Uint32Array> {
  const { complex } = subject;
  const vertexOfCorner = new Uint32Array(pieces.start[pieces.count]);
  const numbers = new Uint32Array(complex.vertexCount);
  let count = 0;
  for (let p = 0; p < pieces.count; p++) {
    const whole = pieces.top[p] < 0;
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
      const vertex = whole ? ringVertex(complex, k) : -1;
      if (whole && numbers[vertex] > 0) {
        vertexOfCorner[k] = numbers[vertex];
        continue;
      }
      vertexOfCorner[k] = ++count;
      if (whole) numbers[vertex] = count;
      const x = pieces.xy[2 * k];
      const y = pieces.xy[2 * k + 1];
      const up = sceneHeight(sceneFrame, heightAt(pieces, p, x, y));
      yield `v ${digits((x - sceneFrame.x) * sceneFrame.sx)} ${digits(up)} ${digits((sceneFrame.y - y) * sceneFrame.sy)}\n`;
    }
  }
  return vertexOfCorner;
}
