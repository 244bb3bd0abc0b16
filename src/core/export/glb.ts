import { printable } from '../printable.ts';
import { heightName } from '../height.ts';
import { surfaceOf } from '../picture/surface.ts';
import { GltfBuffer } from './gltfBuffer.ts';
import type { Scene } from './scene.ts';
import { sceneLines } from './sceneLines.ts';

/**
 * The surface as a binary glTF 2.0 file: a mesh of flat facets with vertex colours and the number
 * of the region in `_REGION`, and a mesh of lines for each layer, the border and the ties. In glTF,
 * y points up, so (x, y, z) of the scene is (x, z, −y); `extras` has the transform back to network
 * coordinates. Throws a RangeError for one input.
 */
export function glb(scene: Scene): Uint8Array {
  const { subject, pieces, sceneFrame, colours } = scene;
  if (subject.graph) throw new RangeError('A network of one input has no surface.');
  const { complex } = subject;
  const surface = surfaceOf(pieces, sceneFrame);
  const buffer = new GltfBuffer();
  const position = buffer.positions(yUp(surface.positions));
  const facets = {
    attributes: {
      POSITION: position,
      NORMAL: buffer.vectors(normals(surface.slopes)),
      COLOR_0: buffer.colours(linearColours(pieces, colours.faces)),
      _REGION: buffer.scalars(Float32Array.from(surface.cells)),
    },
    indices: buffer.indices(surface.triangles),
    material: 0,
  };
  const lines = sceneLines(scene);
  const meshes = [
    { name: 'Surface', primitives: [facets] },
    ...lines.map(({ name, corners }, i) => ({
      name: printable(name),
      primitives: [
        {
          attributes: { POSITION: position },
          indices: buffer.indices(corners),
          material: 1 + i,
          mode: lineMode,
        },
      ],
    })),
  ];
  return buffer.file({
    asset: { version: '2.0', generator: 'Fold Complex' },
    extensionsUsed: ['KHR_materials_unlit'],
    extras: {
      title: printable(subject.title),
      height: heightName(subject.outputNames, scene.height),
      regions: complex.cellCount,
      linearRegions: complex.linearRegionCount,
      vertices: complex.vertexCount,
      edges: complex.edgeCount,
      complete: complex.complete,
      // A network coordinate is centre + position / scale, with z up.
      axes: [...subject.inputNames, heightName(subject.outputNames, scene.height)],
      centre: [sceneFrame.x, sceneFrame.y, sceneFrame.z],
      scale: [sceneFrame.sx, sceneFrame.sy, sceneFrame.sz],
    },
    scene: 0,
    scenes: [{ name: printable(subject.title), nodes: meshes.map((_, i) => i) }],
    nodes: meshes.map(({ name }, mesh) => ({ name, mesh })),
    meshes,
    materials: [
      {
        name: 'Facets',
        doubleSided: true,
        pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 0.8 },
      },
      ...lines.map(({ name, colour }) => ({
        name: printable(name),
        pbrMetallicRoughness: { baseColorFactor: [...Array.from(colour, linear), 1] },
        extensions: { KHR_materials_unlit: {} },
      })),
    ],
  });
}

const lineMode = 1;

function yUp(positions: Float32Array): Float32Array {
  const turned = new Float32Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    turned[i] = positions[i];
    turned[i + 1] = positions[i + 2];
    turned[i + 2] = -positions[i + 1];
  }
  return turned;
}

/** The unit normal along (−∂z/∂x, −∂z/∂y, 1) of every corner, with y up. */
function normals(slopes: Float32Array): Float32Array {
  const result = new Float32Array((slopes.length / 2) * 3);
  for (let i = 0, j = 0; i < slopes.length; i += 2, j += 3) {
    const length = Math.hypot(slopes[i], slopes[i + 1], 1);
    result[j] = -slopes[i] / length;
    result[j + 1] = 1 / length;
    result[j + 2] = slopes[i + 1] / length;
  }
  return result;
}

/** Linear r, g, b, a per corner, 16 bits each, because 8 are too few for dark colours. */
function linearColours(pieces: Scene['pieces'], faces: Uint8Array): Uint16Array {
  const result = new Uint16Array(4 * pieces.start[pieces.count]);
  for (let p = 0; p < pieces.count; p++)
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
      for (let i = 0; i < 3; i++) result[4 * k + i] = Math.round(0xffff * linear(faces[3 * p + i]));
      result[4 * k + 3] = 0xffff;
    }
  return result;
}

/** An sRGB byte as linear light from 0 to 1 (IEC 61966-2-1). */
function linear(byte: number): number {
  const v = byte / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}
