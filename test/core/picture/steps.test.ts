import assert from 'node:assert/strict';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { classesOf } from '../../../src/core/analysis/classes.ts';
import { levelSetsOf } from '../../../src/core/analysis/levelSets.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { identity, relu } from '../../../src/core/network/activation.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import type { Layer } from '../../../src/core/network/network.ts';
import { colourPiecesInSteps } from '../../../src/core/picture/colouring.ts';
import { foldLinesInSteps } from '../../../src/core/picture/foldLines.ts';
import { pieceBoxesInSteps } from '../../../src/core/picture/pieceBoxes.ts';
import { pieceEdges, pieceEdgesInSteps } from '../../../src/core/picture/pieceEdges.ts';
import { sceneFrameOf } from '../../../src/core/picture/sceneFrame.ts';
import { surfaceInSteps, surfaceOf } from '../../../src/core/picture/surface.ts';
import {
  heightRange,
  heightRangeInSteps,
  surfacePieces,
  surfacePiecesInSteps,
} from '../../../src/core/picture/surfacePieces.ts';
import { paletteOf } from '../../../src/core/plot/palette.ts';
import { randomFrom } from '../../../src/core/random.ts';
import { complete } from '../complete.ts';

/** The share of what a drawing reads in all that one of its steps may read. */
const mostShare = 0.4;

describe('no step of a drawing reads most of a large complex:', () => {
  const domain = box(-1, 1, -1, 1);
  const { uniform } = randomFrom(5);
  const network = { inputs: 2, layers: [layer(2, 720), layer(720, 2)] };
  const complex = complete(arrange(network, domain));
  const folds = foldTable(network);
  const height = { kind: 'output', index: 0 } as const;
  const pieces = surfacePieces(complex, height);
  const frame = sceneFrameOf({ x0: -1, x1: 1, y0: -1, y1: 1, ...heightRange(pieces) });
  const sides = pieceEdges(complex, folds, pieces);
  const { positions } = surfaceOf(pieces, frame);

  let reads = 0;
  /** An object whose arrays count what is read of them. */
  const counting = <T extends object>(of: T): T =>
    Object.fromEntries(
      Object.entries(of).map(([key, value]: [string, unknown]) => [key, countingValue(value)]),
    ) as T;
  const countingValue = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(countingValue);
    if (!ArrayBuffer.isView(value)) return value;
    return new Proxy(value, {
      get: (array, key) => {
        reads++;
        const found: unknown = Reflect.get(array, key, array);
        return typeof found === 'function' ? (found.bind(array) as unknown) : found;
      },
    });
  };
  const counted = { complex: counting(complex), pieces: counting(pieces), sides: counting(sides) };
  const coloured = { network, complex: counted.complex, folds, pieces: counted.pieces };
  const colourOptions = {
    palette: paletteOf('dark'),
    cellEntropy: new Float64Array(complex.cellCount),
  };
  const classes = complete(classesOf(network, domain, complex))?.pieces;

  const works: Readonly<Record<string, () => Generator>> = {
    'pieces of cells': () => surfacePiecesInSteps(counted.complex, height),
    'pieces of classes': () => surfacePiecesInSteps(counted.complex, { kind: 'argmax' }, classes),
    'classes at centres': () => surfacePiecesInSteps(counted.complex, { kind: 'argmax' }),
    'range of heights': () => heightRangeInSteps(counted.pieces),
    surface: () => surfaceInSteps(counted.pieces, frame),
    edges: () => pieceEdgesInSteps(counted.complex, folds, counted.pieces, 'activation'),
    lines: () => foldLinesInSteps(counted.sides, positions, true),
    boxes: () => pieceBoxesInSteps(counted.pieces),
    ...Object.fromEntries(
      (['height', 'class', 'region'] as const).map((colouring) => [
        `colours of ${colouring}`,
        () => colourPiecesInSteps(colouring, coloured, colourOptions),
      ]),
    ),
    'decision regions': () => classesOf(network, domain, counted.complex),
    'level sets': () => levelSetsOf(network, domain, counted.complex, height, [0]),
  };

  it('the complex is larger than a step', () => {
    assert.ok(complex.cellCount > 4 * 2 ** 14, `${complex.cellCount} cells`);
  });

  for (const [name, start] of Object.entries(works))
    it(name, () => {
      const work = start();
      const counts: number[] = [];
      for (let isDone = false; !isDone;) {
        reads = 0;
        isDone = work.next().done === true;
        counts.push(reads);
      }
      const total = counts.reduce((sum, count) => sum + count, 0);
      assert.ok(total >= complex.cellCount, `${total} reads in all`);
      const most = Math.max(...counts);
      assert.ok(most <= mostShare * total, `${most} of ${total} reads in one step`);
    });

  function layer(inputs: number, units: number): Layer {
    const numbers = (length: number): Float64Array =>
      Float64Array.from({ length }, () => 2 * uniform() - 1);
    return {
      inputs,
      units,
      weights: numbers(inputs * units),
      bias: numbers(units),
      activation: inputs === 2 ? relu : identity,
    };
  }
});
