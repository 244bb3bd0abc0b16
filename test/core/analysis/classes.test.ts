import fc from 'fast-check';
import assert from 'node:assert/strict';
import { classesOf, type Classes } from '../../../src/core/analysis/classes.ts';
import type { Curves } from '../../../src/core/analysis/curves.ts';
import { levelOf, levelSetsOf, type LevelSets } from '../../../src/core/analysis/levelSets.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { box, domainArea, type Domain } from '../../../src/core/complex/domain.ts';
import type { Height } from '../../../src/core/height.ts';
import { identity, relu } from '../../../src/core/network/activation.ts';
import { forward } from '../../../src/core/network/forward.ts';
import type { Layer, Network } from '../../../src/core/network/network.ts';
import { draws } from '../../draws.ts';
import { complete } from '../complete.ts';
import { domain as anyDomain, generic, network as anyNetwork } from '../networks.ts';
import {
  add,
  area as areaOf,
  clip,
  cutDomain,
  scale,
  type Point,
  type ReferenceCell,
} from '../reference/cut.ts';
import { Rational } from '../reference/rational.ts';

const square = box(-1, 1, -1, 1);

const arranged = (net: Network, domain: Domain): Complex => complete(arrange(net, domain));

function classes(net: Network, domain: Domain, complex = arranged(net, domain)): Classes {
  const found = complete(classesOf(net, domain, complex));
  assert.ok(found);
  return found;
}

/** The network with the given number of outputs: its last layer repeated with other weights. */
function widened(net: Network, outputs: number): Network {
  const last = net.layers[net.layers.length - 1];
  const weights = new Float64Array(outputs * last.inputs);
  weights.forEach(
    (_, k) => (weights[k] = last.weights[(k * 3) % last.weights.length] * (k % 2 ? -1 : 1)),
  );
  const bias = Float64Array.from({ length: outputs }, (_, i) => last.bias[i % last.units]);
  const wide: Layer = { inputs: last.inputs, units: outputs, weights, bias, activation: identity };
  return { ...net, layers: [...net.layers.slice(0, -1), wide] };
}

const many = fc
  .tuple(fc.oneof(generic, anyNetwork), fc.integer({ min: 2, max: 5 }))
  .map(([net, outputs]) => widened(net, outputs));

describe('classes', () => {
  it('fill the domain', () => {
    fc.assert(
      fc.property(many, anyDomain, (net, domain) => {
        const { area } = classes(net, domain);
        const whole = domainArea(domain);
        assert.ok(Math.abs(area.reduce((p, q) => p + q) - whole) < 1e-9 * whole);
      }),
    );
  });

  it('have the areas that an exact rational comparison gives', () => {
    fc.assert(
      fc.property(many, anyDomain, (net, domain) => {
        const { area, tiedArea } = classes(net, domain);
        const reference = referenceAreas(cutDomain(net, domain), area.length);
        const whole = domainArea(domain);
        reference.area.forEach((expected, k) => {
          assert.ok(
            Math.abs(area[k] - expected) < 1e-9 * whole,
            `class ${k}: ${area[k]} for ${expected}`,
          );
        });
        assert.ok(Math.abs(tiedArea - reference.tied) < 1e-9 * whole);
      }),
      { numRuns: draws(12) },
    );
  });

  it('are convex in a cell, each a piece with its cell’s own edges', () => {
    fc.assert(
      fc.property(many, (net) => {
        const complex = arranged(net, square);
        const { pieces, area } = classes(net, square, complex);
        const found = new Float64Array(area.length);
        for (let p = 0; p < pieces.count; p++) {
          const corners = Array.from(
            pieces.xy.subarray(2 * pieces.start[p], 2 * pieces.start[p + 1]),
          );
          found[pieces.label[p]] += shoelace(corners);
          for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
            const side = pieces.edge[k];
            if (side < 0) assert.notEqual(-1 - side, pieces.label[p]);
            else
              assert.ok(
                complex.edgeCells.subarray(2 * side, 2 * side + 2).includes(pieces.cell[p]),
              );
          }
        }
        found.forEach((one, k) => {
          assert.ok(Math.abs(one - area[k]) < 1e-9);
        });
      }),
    );
  });

  it('have the largest output of the forward pass at the centre of every piece', () => {
    fc.assert(
      fc.property(many, anyDomain, (net, domain) => {
        const { pieces } = classes(net, domain);
        for (let p = 0; p < pieces.count; p++) {
          const corners = pieces.xy.subarray(2 * pieces.start[p], 2 * pieces.start[p + 1]);
          const mean = [0, 1].map(
            (d) =>
              corners.reduce((sum, x, i) => (i % 2 === d ? sum + x : sum), 0) /
              (corners.length / 2),
          );
          const { outputs } = forward(net, mean);
          const largest = Math.max(...outputs);
          const own = outputs[pieces.label[p]];
          assert.ok(largest - own <= 1e-9 * (1 + Math.abs(largest)), `${own} of ${largest}`);
        }
      }),
    );
  });

  it('have pieces that join in whole sides, with the same corners', () => {
    fc.assert(
      fc.property(many, anyDomain, (net, domain) => {
        const { pieces } = classes(net, domain);
        const open = new Map<string, number>();
        for (let p = 0; p < pieces.count; p++)
          for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
            if (pieces.beyond[k] < 0) continue;
            const next = k + 1 < pieces.start[p + 1] ? k + 1 : pieces.start[p];
            const [from, to] = [k, next].map((i) => pieces.xy.subarray(2 * i, 2 * i + 2).join());
            const labels = [pieces.label[p], pieces.beyond[k]];
            const add = (key: string, by: number): void => {
              open.set(key, (open.get(key) ?? 0) + by);
            };
            if (from === to) continue;
            if (from < to) add([from, to, ...labels].join(), 1);
            else add([to, from, ...labels.reverse()].join(), -1);
          }
        for (const [side, count] of open) assert.equal(count, 0, side);
      }),
    );
  });

  it('are enclosed by their boundaries and the border of the domain', () => {
    fc.assert(
      fc.property(many, anyDomain, (net, domain) => {
        const { pieces, boundaries, area } = classes(net, domain);
        // Green: half the integral of x·dy − y·dx round every class.
        const round = new Float64Array(area.length);
        const add = (label: number, p: readonly number[], q: readonly number[]): void => {
          round[label] += (p[0] * q[1] - q[0] * p[1]) / 2;
        };
        eachSegment(boundaries, (curve, from, to) => {
          add(boundaries.left[curve], from, to);
          add(boundaries.right[curve], to, from);
        });
        for (let p = 0; p < pieces.count; p++)
          for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
            if (pieces.beyond[k] >= 0) continue;
            const next = k + 1 < pieces.start[p + 1] ? k + 1 : pieces.start[p];
            const [from, to] = [k, next].map((i) => [...pieces.xy.subarray(2 * i, 2 * i + 2)]);
            add(pieces.label[p], from, to);
          }
        const whole = domainArea(domain);
        round.forEach((one, k) => {
          assert.ok(Math.abs(one - area[k]) < 1e-9 * whole, `class ${k}: ${one} for ${area[k]}`);
        });
      }),
    );
  });

  it('differ on the two sides of a boundary, and tie on it', () => {
    const wide = fc.tuple(generic, fc.integer({ min: 2, max: 6 }));
    fc.assert(
      fc.property(wide, ([narrow, outputCount]) => {
        const net = widened(narrow, outputCount);
        const { boundaries } = classes(net, square);
        eachSegment(boundaries, (curve, from, to) => {
          const [i, j] = [boundaries.left[curve], boundaries.right[curve]];
          assert.ok(i < j);
          const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
          const { outputs } = forward(net, middle);
          assert.ok(Math.abs(outputs[i] - outputs[j]) < 1e-9, `${outputs[i]} and ${outputs[j]}`);
          assert.ok(Math.max(...outputs) - outputs[i] < 1e-9);
        });
      }),
    );
  });

  it('have three boundaries meet where three outputs tie', () => {
    const [x, y] = [1 / 4, -1 / 2];
    const layer: Layer = {
      ...{ inputs: 2, units: 3, activation: identity },
      weights: Float64Array.of(1, 0, 0, 1, -1, -1),
      bias: Float64Array.of(-x, -y, x + y),
    };
    const { boundaries } = classes({ inputs: 2, layers: [layer] }, square);
    const inside = endsOf(boundaries).filter(([u, v]) => !isOnBorder(u, v));
    assert.deepEqual(inside, Array(3).fill([x, y]));
  });

  it('have boundaries that end at the domain boundary or where three classes meet, or are closed', () => {
    fc.assert(
      fc.property(many, (net) => {
        const { boundaries } = classes(net, square);
        const ends = endsOf(boundaries);
        for (const [x, y] of ends) {
          if (isOnBorder(x, y)) continue;
          const meeting = ends.filter(([u, v]) => u === x && v === y).length;
          assert.ok(meeting >= 3, `${meeting} boundaries end at ${x}, ${y}`);
        }
      }),
    );
  });

  it('belong to the first of equal outputs, and report the area that is tied', () => {
    const net = plain([
      [1, 2, 0.5],
      [1, 2, 0.5],
    ]);
    const { area, tiedArea, boundaries, pieces } = classes(net, square);
    assert.deepEqual([...area], [4, 0]);
    assert.equal(tiedArea, 4);
    assert.equal(boundaries.count, 0);
    assert.equal(pieces.count, 1);
  });

  it('do not change when outputs are repeated, which then tie', () => {
    fc.assert(
      fc.property(many, anyDomain, (net, domain) => {
        const last = net.layers[net.layers.length - 1];
        const twice: Layer = {
          ...last,
          units: 2 * last.units,
          weights: Float64Array.from([...last.weights, ...last.weights]),
          bias: Float64Array.from([...last.bias, ...last.bias]),
        };
        const doubled = { ...net, layers: [...net.layers.slice(0, -1), twice] };
        const complex = arranged(net, domain);
        const before = classes(net, domain, complex);
        const after = classes(doubled, domain);
        const whole = domainArea(domain);
        assert.equal(after.pieces.count, before.pieces.count);
        assert.equal(after.boundaries.count, before.boundaries.count);
        assert.ok(Math.abs(after.tiedArea - whole) < 1e-9 * whole);
        before.area.forEach((one, k) => {
          assert.ok(Math.abs(after.area[k] - one) < 1e-9 * whole);
        });
      }),
      { numRuns: draws(25) },
    );
  });

  it('have a boundary along a fold as one line', () => {
    // relu(x) against 0 ties left of the fold and wins right of it.
    const net: Network = {
      inputs: 2,
      layers: [
        layer([[1, 0, 0]], relu),
        layer(
          [
            [0, 0],
            [1, 0],
          ],
          identity,
        ),
      ],
    };
    const { boundaries, area, tiedArea, length } = classes(net, square);
    assert.equal(boundaries.count, 1);
    assert.deepEqual([...area], [2, 2]);
    assert.equal(tiedArea, 2);
    assert.equal(length, 2);
    assert.deepEqual(new Set(boundaries.xy), new Set([0, -1, 1]));
  });

  it('border on the largest of outputs that are equal along one line', () => {
    // 0, x, 2·x and x/2 are equal where x is 0, and the second and last of them are never the largest.
    const rows = [
      [0, 0, 0],
      [1, 0, 0],
      [2, 0, 0],
      [0.5, 0, 0],
    ];
    for (const order of [rows, rows.toReversed()]) {
      const { boundaries, pieces } = classes(plain(order), square);
      const of = (slope: number): number => order.findIndex(([a]) => a === slope);
      assert.equal(pieces.count, 2);
      assert.equal(boundaries.count, 1);
      assert.deepEqual(new Set([boundaries.left[0], boundaries.right[0]]), new Set([of(0), of(2)]));
    }
  });

  it('cross an edge at one point where two outputs are equal along it', () => {
    // Outputs 0 and 1 are equal on x = 0, either is larger on one side, and output 2 crosses both there.
    const net: Network = {
      inputs: 2,
      layers: [
        layer(
          [
            [1, 0, 0],
            [-1, 0, 0],
            [0, 1, 5],
          ],
          relu,
        ),
        layer(
          [
            [1, -1, 0, 0],
            [-1, 1, 0, 0],
            [0, 0, 1, -5.25],
          ],
          identity,
        ),
      ],
    };
    const { boundaries } = classes(net, square);
    const ends = endsOf(boundaries).filter(([x, y]) => !isOnBorder(x, y));
    assert.deepEqual(ends, Array(3).fill([0, 0.25]));
  });

  it('meet at a common point where all outputs tie', () => {
    // Four planes that are equal at the origin alone: the diagonals are the boundaries.
    const net = plain([
      [1, 0, 0],
      [0, 1, 0],
      [-1, 0, 0],
      [0, -1, 0],
    ]);
    const { area, boundaries, pieces } = classes(net, square);
    assert.deepEqual([...area], [1, 1, 1, 1]);
    assert.equal(pieces.count, 4);
    assert.equal(boundaries.count, 4);
    assert.equal(boundaries.xy.length, 16);
  });

  it('cover the cells of a partial complex', () => {
    fc.assert(
      fc.property(generic, fc.integer({ min: 1, max: 12 }), (net, maxCells) => {
        const wide = widened(net, 3);
        const complex = complete(arrange(wide, square, { maxCells }));
        const { pieces } = classes(wide, square, complex);
        const cells = new Set(pieces.cell);
        assert.equal(cells.size, complex.cellCount);
      }),
    );
  });
});

describe('level sets', () => {
  const levels = [-0.5, 0, 0.25];
  const first: Height = { kind: 'output', index: 0 };
  const setsOf = (net: Network, height: Height, at: readonly number[]): LevelSets => {
    const sets = complete(levelSetsOf(net, square, arranged(net, square), height, at));
    assert.ok(sets);
    return sets;
  };

  it('have their value', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const sets = setsOf(net, first, levels);
        eachSegment(sets.curves, (curve, from, to) => {
          const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
          const off = forward(net, middle).outputs[0] - levels[levelOf(sets, curve)];
          assert.ok(Math.abs(off) < 1e-9, `off by ${off}`);
        });
      }),
    );
  });

  it('end on the domain boundary or are closed', () => {
    fc.assert(
      fc.property(fc.oneof(generic, anyNetwork), (net) => {
        const { curves } = setsOf(net, first, levels);
        for (const [x, y] of endsOf(curves)) assert.ok(isOnBorder(x, y), `ends at ${x}, ${y}`);
      }),
    );
  });

  it('bound the area that an exact rational comparison gives', () => {
    fc.assert(
      fc.property(fc.oneof(generic, anyNetwork), (net) => {
        const sets = setsOf(net, first, levels);
        const cells = cutDomain(net, square);
        levels.forEach((level, k) => {
          const above = polygonsAbove(cells, level);
          const area = above.reduce((sum, polygon) => sum + areaOf(polygon), 0);
          // Green: half the integral of x·dy − y·dx, along the curves and along the border.
          let round = borderIntegral(above);
          eachSegment(sets.curves, (curve, p, q) => {
            if (levelOf(sets, curve) === k) round += (p[0] * q[1] - q[0] * p[1]) / 2;
          });
          assert.ok(Math.abs(round - area) < 1e-9, `${round} for ${area} above ${level}`);
        });
      }),
      { numRuns: draws(12) },
    );
  });

  it('of the largest output bound the area that an exact rational comparison gives', () => {
    fc.assert(
      fc.property(many, (net) => {
        const sets = setsOf(net, { kind: 'argmax' }, levels);
        const tops = topParts(cutDomain(net, square));
        levels.forEach((level, k) => {
          const above = polygonsAbove(tops, level);
          const area = above.reduce((sum, polygon) => sum + areaOf(polygon), 0);
          let round = borderIntegral(above);
          eachSegment(sets.curves, (curve, p, q) => {
            if (levelOf(sets, curve) === k) round += (p[0] * q[1] - q[0] * p[1]) / 2;
          });
          assert.ok(Math.abs(round - area) < 1e-9, `${round} for ${area} above ${level}`);
        });
      }),
      { numRuns: draws(8) },
    );
  });

  it('follow a ridge, and enclose a peak', () => {
    // 0.5 − |x| − |y| is above 0 in a diamond.
    const net: Network = {
      inputs: 2,
      layers: [
        layer(
          [
            [1, 0, 0],
            [0, 1, 0],
          ],
          { breakpoints: [0], slopes: [-1, 1], intercept: 0 },
        ),
        layer([[-1, -1, 0.5]], identity),
      ],
    };
    const { curves } = setsOf(net, first, [0, 0.5]);
    assert.equal(curves.count, 1);
    assert.deepEqual([...curves.closed], [1]);
    assert.equal(curves.xy.length, 8);
  });

  it('count a plateau as below its own level', () => {
    const net: Network = {
      inputs: 2,
      layers: [layer([[1, 0, 0]], relu), layer([[1, 0]], identity)],
    };
    const { curves } = setsOf(net, first, [0]);
    assert.equal(curves.count, 1);
    assert.deepEqual(new Set(curves.xy), new Set([0, -1, 1]));
  });

  it('of the largest output are those of the comparison', () => {
    const net = plain([
      [1, 0, 0],
      [-1, 0, 0],
    ]);
    const sets = setsOf(net, { kind: 'argmax' }, [0.5, 0]);
    assert.deepEqual(sets.levels, [0, 0.5]);
    // |x| exceeds 0 on both sides of the valley, which is therefore no boundary.
    assert.equal(sets.curves.count, 2);
  });
});

function layer(rows: readonly (readonly number[])[], activation: Layer['activation']): Layer {
  const inputs = rows[0].length - 1;
  return {
    inputs,
    units: rows.length,
    weights: Float64Array.from(rows.flatMap((row) => row.slice(0, -1))),
    bias: Float64Array.from(rows, (row) => row[inputs]),
    activation,
  };
}

function plain(rows: readonly (readonly number[])[]): Network {
  return { inputs: 2, layers: [layer(rows, identity)] };
}

function eachSegment(
  { count, start, closed, xy }: Curves,
  visit: (curve: number, from: readonly number[], to: readonly number[]) => void,
): void {
  for (let k = 0; k < count; k++) {
    for (let i = start[k]; i < start[k + 1]; i++) {
      if (i + 1 === start[k + 1] && closed[k] === 0) break;
      const j = i + 1 < start[k + 1] ? i + 1 : start[k];
      visit(k, [...xy.subarray(2 * i, 2 * i + 2)], [...xy.subarray(2 * j, 2 * j + 2)]);
    }
  }
}

function endsOf({ count, start, closed, xy }: Curves): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, k) => k)
    .filter((k) => closed[k] === 0)
    .flatMap((k) => [start[k], start[k + 1] - 1])
    .map((i) => [xy[2 * i], xy[2 * i + 1]]);
}

function isOnBorder(x: number, y: number): boolean {
  return Math.max(Math.abs(x), Math.abs(y)) === 1;
}

function shoelace(xy: readonly number[]): number {
  let twice = 0;
  for (let i = 0; i < xy.length; i += 2) {
    const j = (i + 2) % xy.length;
    twice += xy[i] * xy[j + 1] - xy[j] * xy[i + 1];
  }
  return twice / 2;
}

/** Areas by class from fractions; ties go to the first, and are counted. */
function referenceAreas(cells: readonly ReferenceCell[], outputs: number) {
  const area = new Array<number>(outputs).fill(0);
  let tied = 0;
  for (const { corners, maps } of cells)
    maps.forEach((mine, k) => {
      let part: readonly Point[] = corners;
      let ties = false;
      for (let j = 0; j < outputs && part.length > 2; j++) {
        if (j === k) continue;
        const lead = add(mine, scale(maps[j], Rational.from(-1)));
        if (lead.every(({ sign }) => sign === 0)) {
          ties = true;
          if (j < k) part = [];
        } else part = clip(part, lead, 1);
      }
      const size = part.length > 2 ? areaOf(part) : 0;
      area[k] += size;
      if (ties) tied += size;
    });
  return { area, tied };
}

/** The parts of cells in which one output is the largest, with its map alone, in fractions. */
function topParts(cells: readonly ReferenceCell[]): ReferenceCell[] {
  return cells.flatMap((cell) =>
    cell.maps.flatMap((mine, k) => {
      let corners: readonly Point[] = cell.corners;
      cell.maps.forEach((other, j) => {
        if (j === k || corners.length < 3) return;
        const lead = add(mine, scale(other, Rational.from(-1)));
        if (!lead.every(({ sign }) => sign === 0)) corners = clip(corners, lead, 1);
        else if (j < k) corners = [];
      });
      return corners.length < 3 ? [] : [{ ...cell, corners, maps: [mine] }];
    }),
  );
}

/** Half the integral of x·dy − y·dx along those sides of polygons that lie on the border of the square. */
function borderIntegral(polygons: readonly (readonly Point[])[]): number {
  let sum = 0;
  for (const polygon of polygons)
    polygon.forEach((p, i) => {
      const q = polygon[(i + 1) % polygon.length];
      const one = (v: Rational): string => v.reduced().toString();
      const isBorder = [0, 1].some(
        (d) => one(p[d]) === one(q[d]) && ['1/1', '-1/1'].includes(one(p[d])),
      );
      const [px, py, qx, qy] = [...p, ...q].map((v) => v.toNumber());
      if (isBorder) sum += (px * qy - qx * py) / 2;
    });
  return sum;
}

/** The parts of cells above a level, in fractions; plateaus at the level are not above it. */
function polygonsAbove(cells: readonly ReferenceCell[], level: number): (readonly Point[])[] {
  const down = Rational.from(level).times(Rational.from(-1));
  return cells.flatMap(({ corners, maps: [[a, b, c]] }) => {
    const row = [a, b, c.plus(down)] as const;
    if (row.every(({ sign }) => sign === 0)) return [];
    const part = clip(corners, row, 1);
    return part.length > 2 ? [part] : [];
  });
}
