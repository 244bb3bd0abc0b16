import assert from 'node:assert/strict';
import { defaultChoices } from '../../../src/webview/viewport/choices.ts';
import { basisOf, presets } from '../../../src/webview/viewport/camera.ts';
import { createDrawer, type Drawing } from '../../../src/webview/viewport/drawing.ts';
import {
  openingDirection,
  type Direction,
} from '../../../src/webview/viewport/openingDirection.ts';
import { pictureOf } from '../harness.ts';
import { eight, hinge, idleFold, tangents, threeClasses } from '../specs.ts';

const xor = `
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { weights: [[1, 1], [1, 1]], bias: [0, -1], activation: relu }
  - { weights: [[1, -2]] }
output: { names: [xor] }
`;

describe('the direction in which a picture opens', () => {
  const drawingOf = async (text: string): Promise<Drawing> => {
    const draw = createDrawer(() => undefined, undefined, Infinity);
    return draw(await pictureOf(text), defaultChoices, undefined, 'dark', undefined);
  };

  it('shows no facet of XOR edge-on, as the usual one does', async () => {
    const drawing = await drawingOf(xor);
    const least = (direction: Direction): number =>
      Math.min(...facets(drawing).map((facet) => cosine(facet, direction)));
    assert.ok(least(presets.corner) < 0.25);
    assert.ok(least(openingDirection(drawing, 1)) > 0.3);
  });

  it('shows as much of a surface as the usual one, and is always the same', async () => {
    for (const text of [xor, eight, hinge, idleFold, tangents, threeClasses]) {
      const drawing = await drawingOf(text);
      const direction = openingDirection(drawing, 1);
      assert.deepEqual(openingDirection(await drawingOf(text), 1), direction);
      const seen = ({ azimuth, elevation }: Direction): number =>
        facets(drawing).reduce((sum, facet) => {
          const share = Math.min(1, Math.max(0, cosine(facet, { azimuth, elevation })) / 0.5);
          return sum + share * facet.area;
        }, 0);
      assert.ok(seen(direction) >= 0.98 * seen(presets.corner));
    }
  });
});

interface Facet {
  readonly slope: readonly [number, number];
  readonly area: number;
}

function facets({ pieces, surface: { positions, slopes } }: Drawing): Facet[] {
  return Array.from({ length: pieces.count }, (_, p) => {
    const [first, end] = [pieces.start[p], pieces.start[p + 1]];
    const slope = [slopes[2 * first], slopes[2 * first + 1]] as const;
    let flat = 0;
    for (let k = first; k < end; k++) {
      const next = k + 1 < end ? k + 1 : first;
      flat +=
        positions[3 * k] * positions[3 * next + 1] - positions[3 * next] * positions[3 * k + 1];
    }
    return { slope, area: (flat / 2) * Math.hypot(slope[0], slope[1], 1) };
  });
}

/** The cosine of the angle between the normal of a facet and the direction to the camera. */
function cosine({ slope: [dx, dy] }: Facet, direction: Direction): number {
  const [, , towards] = basisOf(direction);
  return (-dx * towards[0] - dy * towards[1] + towards[2]) / Math.hypot(dx, dy, 1);
}
