import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CertifiedSign } from '../../../src/core/arrangement/certifiedSign.ts';
import { compile } from '../../../src/core/arrangement/program.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { ExactRows } from '../../../src/core/exact/exactRows.ts';
import { lineThrough } from '../../../src/core/exact/exactPoint.ts';
import { Lines, vanishing } from '../../../src/core/exact/lines.ts';
import { OutputMaps } from '../../../src/core/exact/outputMaps.ts';
import { PrecisePoint, PreciseRow } from '../../../src/core/exact/preciseLines.ts';
import { PreciseRows } from '../../../src/core/exact/preciseRows.ts';
import { RowGraph } from '../../../src/core/exact/rowGraph.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { draws } from '../../draws.ts';
import { generic, network } from '../networks.ts';
import type { Row } from '../reference/cut.ts';
import { Rational } from '../reference/rational.ts';
import { cross, dot, foldRow, rowsUnder } from '../reference/rows.ts';

const square = box(-1, 1, -1, 1);

/** A factor per layer: the products of some layers leave the range of doubles on either side. */
const spread = fc.array(fc.constantFrom(1, 1, 1, 1e100, 1e-100, 2 ** -1060, 2 ** -500, 3), {
  minLength: 6,
  maxLength: 6,
});

const networks = fc
  .tuple(fc.oneof(generic, network), fc.option(spread, { freq: 3 }))
  .map(([net, factors]) => (factors ? scaled(net, factors) : net));

function scaled(net: Network, factors: readonly number[]): Network {
  const times = (by: number) => (x: number) => x * by;
  return {
    ...net,
    layers: net.layers.map((layer, l) => ({
      ...layer,
      weights: layer.weights.map(times(factors[l % factors.length])),
      bias: layer.bias.map(times(factors[l % factors.length])),
    })),
  };
}

/** Patterns that differ from one to the next in some bits: what was found under one is used for the others. */
const flips = fc.array(fc.array(fc.nat(1000), { maxLength: 4 }), { minLength: 2, maxLength: 6 });

function patterns(net: Network, changes: readonly (readonly number[])[]): Uint32Array[] {
  const { count } = foldTable(net);
  const pattern = new Uint32Array((count + 31) >> 5);
  return changes.map((bits) => {
    for (const bit of count > 0 ? bits : []) {
      const fold = bit % count;
      pattern[fold >> 5] ^= 1 << (fold & 31);
    }
    return pattern.slice();
  });
}

describe('rows of a network under patterns', () => {
  it('are exact in integers', () => {
    fc.assert(
      fc.property(networks, flips, (net, changes) => {
        const folds = foldTable(net);
        const exact = new ExactRows(net, folds);
        for (const pattern of patterns(net, changes)) {
          const rows = rowsUnder(net, folds, pattern);
          // The scale of a layer is not known outside; every multiple has the same line.
          for (let f = 0; f < folds.count; f++) {
            const { a, b, c } = exact.fold(f, pattern);
            const expected = foldRow(net, folds, rows, f);
            const found = [a, b, c].map((n) => Rational.of(n, 1n)) as unknown as Row;
            assert.ok(cross(found, expected).every(({ sign }) => sign === 0));
            assert.ok(dot(found, expected).sign >= 0);
            assert.equal(dot(found, found).sign, dot(expected, expected).sign);
          }
        }
      }),
    );
  });

  it('are within their error bounds in double-doubles', () => {
    fc.assert(
      fc.property(networks, flips, (net, changes) => {
        const folds = foldTable(net);
        const graph = new RowGraph(net, folds);
        const precise = new PreciseRows(net, folds, graph);
        for (const pattern of patterns(net, changes)) {
          const rows = rowsUnder(net, folds, pattern);
          graph.take(pattern);
          rows.forEach((layer, l) => {
            layer.forEach((row, i) => {
              const node = graph.nodeOf(l, i);
              precise.need(node);
              row.forEach((expected, k) => {
                const [high, low, error] = [precise.high, precise.low, precise.error].map(
                  (values) => values[3 * node + k],
                );
                // Out of range it is enough that nothing is claimed.
                if (![high, low, error].every(Number.isFinite)) return;
                const off = Rational.from(high).plus(Rational.from(low)).minus(expected);
                const bound = Rational.from(error);
                assert.ok(bound.minus(off).sign >= 0 && bound.plus(off).sign >= 0);
              });
            });
          });
        }
      }),
    );
  });

  it('have nodes that are the same only for the same row', () => {
    fc.assert(
      fc.property(network, flips, (net, changes) => {
        const folds = foldTable(net);
        const graph = new RowGraph(net, folds);
        const known = new Map<number, string>();
        for (const pattern of patterns(net, changes)) {
          graph.take(pattern);
          rowsUnder(net, folds, pattern).forEach((layer, l) => {
            layer.forEach((row, i) => {
              const text = row.map((x) => x.reduced()).join();
              const node = graph.nodeOf(l, i);
              assert.equal(known.get(node) ?? text, text);
              known.set(node, text);
              assert.equal(graph.layerOf[graph.neuron[node]], l);
            });
          });
        }
      }),
    );
  });
});

describe('the sign of a fold where two lines cross', () => {
  // As the lines of a complex, a fold or a side of the domain.
  const line = (count: number) => fc.integer({ min: -4, max: count - 1 });
  const signs = networks
    .filter((net) => foldTable(net).count > 0)
    .chain((net) => {
      const { count } = foldTable(net);
      const triple = fc.tuple(fc.nat(count - 1), line(count), line(count));
      return fc.record({
        net: fc.constant(net),
        changes: flips,
        triples: fc.array(triple, { minLength: 1, maxLength: 30 }),
      });
    });

  it('is that of fractions, whatever was asked before', () => {
    fc.assert(
      fc.property(signs, ({ net, changes, triples }) => {
        const program = compile(net);
        const pattern = new Uint32Array((program.folds.count + 31) >> 5);
        const certified = new CertifiedSign(program, square, pattern);
        for (const next of patterns(net, changes)) {
          pattern.set(next);
          const rowOf = reference(net, pattern);
          for (const [f, p, q] of triples) {
            const point = cross(rowOf(p), rowOf(q));
            if (point[2].sign === 0) continue;
            const expected = dot(rowOf(f), point).sign * point[2].sign;
            assert.equal(certified.ofFold(f, p, q) + 0, expected + 0);
          }
        }
      }),
      { numRuns: draws(100) },
    );
  });

  it('costs the same on every thread', () => {
    fc.assert(
      fc.property(signs, ({ net, changes, triples }) => {
        const program = compile(net);
        const pattern = new Uint32Array((program.folds.count + 31) >> 5);
        const practised = new CertifiedSign(program, square, pattern);
        let apart = 0;
        for (const next of patterns(net, changes)) {
          pattern.set(next);
          const rowOf = reference(net, pattern);
          for (const [f, p, q] of triples) {
            if (cross(rowOf(p), rowOf(q))[2].sign === 0) continue;
            practised.ofFold(f, p, q);
            const fresh = new CertifiedSign(program, square, pattern);
            fresh.ofFold(f, p, q);
            apart += fresh.spared;
          }
        }
        assert.equal(practised.spared, apart);
      }),
    );
  });

  it('is never contradicted by the filter in double-doubles', () => {
    fc.assert(
      fc.property(signs, ({ net, changes, triples }) => {
        const folds = foldTable(net);
        const graph = new RowGraph(net, folds);
        const precise = new PreciseRows(net, folds, graph);
        const point = new PrecisePoint();
        const take = (f: number): PreciseRow => {
          const row = new PreciseRow();
          if (f >= 0) precise.takeFold(graph.foldSlot(f), row);
          else row.setLine(...side(-1 - f));
          return row;
        };
        for (const pattern of patterns(net, changes)) {
          graph.take(pattern);
          const rowOf = reference(net, pattern);
          for (const [f, p, q] of triples) {
            const rows = [take(f), take(p), take(q)];
            if (!rows.every((row) => row.scale())) continue;
            point.cross(rows[1], rows[2]);
            const sign = point.sideOf(rows[0]);
            const exact = cross(rowOf(p), rowOf(q));
            if (sign !== 0) assert.equal(sign, dot(rowOf(f), exact).sign * exact[2].sign);
            for (const k of [0, 1] as const) {
              const value = point.coordinate(k);
              if (!(Math.abs(value) > 1e-300)) continue;
              assert.ok(isNearest(value, exact[k].over(exact[2])));
            }
          }
        }
      }),
    );
  });

  function reference(net: Network, pattern: Uint32Array): (line: number) => Row {
    const folds = foldTable(net);
    const rows = rowsUnder(net, folds, pattern);
    return (f) => {
      if (f >= 0) return foldRow(net, folds, rows, f);
      const { a, b, c } = lineThrough(...side(-1 - f));
      return [Rational.of(a, 1n), Rational.of(b, 1n), Rational.of(c, 1n)];
    };
  }

  function side(k: number): [number, number, number, number] {
    const { corners } = square;
    return [0, 1, 2, 3].map((i) => corners[(2 * k + i) % corners.length]) as never;
  }
});

/** Whether no double is nearer to a number. Half a step has to be a double, too. */
function isNearest(value: number, exact: Rational): boolean {
  const off = exact.minus(Rational.from(value));
  if (value === 0) return off.sign === 0;
  const half = Rational.from(2 ** (Math.floor(Math.log2(Math.abs(value))) - 53));
  return half.minus(off).sign >= 0 && half.plus(off).sign >= 0;
}

describe('lines', () => {
  const small = fc.bigInt({ min: -3n, max: 3n });
  const row = fc.record({ a: small, b: small, c: small });
  const factor = fc.oneof(
    fc.bigInt({ min: 1n, max: 9n }),
    fc.constantFrom(67108859n, 2n ** 70n, 67108859n * 3n),
  );

  it('are the same for proportional rows, and for no others', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(row, factor, fc.boolean()), { maxLength: 20 }), (draw) => {
        const lines = new Lines();
        const found = draw.map(([{ a, b, c }, by, turned]) => {
          const f = turned ? -by : by;
          const scaledRow = { a: f * a, b: f * b, c: f * c };
          return { row: scaledRow, line: lines.find(scaledRow) };
        });
        for (const p of found)
          for (const q of found) {
            if (p.line < 0 || q.line < 0) continue;
            const flat = (r: typeof p.row): Row =>
              [r.a, r.b, r.c].map((n) => Rational.of(n, 1n)) as unknown as Row;
            const proportional = cross(flat(p.row), flat(q.row)).every(({ sign }) => sign === 0);
            // A residue of zero may hide that two rows are proportional, but they are never mixed up.
            if (p.line >> 1 === q.line >> 1) assert.ok(proportional);
            else if ([p, q].every((r) => isSmall(r.row))) assert.ok(!proportional);
            if (p.line >> 1 === q.line >> 1)
              assert.equal(dot(flat(p.row), flat(q.row)).sign, p.line === q.line ? 1 : -1);
          }
      }),
    );
  });

  it('do not exist for constants', () => {
    const lines = new Lines();
    assert.equal(lines.find({ a: 0n, b: 0n, c: 0n }), vanishing);
    assert.ok(lines.find({ a: 0n, b: 0n, c: 5n }) < 0);
  });

  function isSmall({ a, b, c }: { a: bigint; b: bigint; c: bigint }): boolean {
    return [a, b, c].every((n) => n > -67108859n && n < 67108859n);
  }
});

describe('output maps', () => {
  it('are equal where fractions are, and rounded to the nearest doubles', () => {
    fc.assert(
      fc.property(networks, flips, (source, changes) => {
        const { network: net, folds } = compile(source);
        const outputs = new OutputMaps(net, folds);
        const all = patterns(net, changes);
        const expected = all.map(
          (pattern) => rowsUnder(net, folds, pattern)[net.layers.length - 1],
        );
        const text = (rows: readonly Row[]) =>
          rows
            .flat()
            .map((x) => x.reduced())
            .join();
        all.forEach((p, i) => {
          all.forEach((q, j) => {
            assert.equal(outputs.equal(p, q), text(expected[i]) === text(expected[j]));
          });
          const maps = new Float64Array(3 * expected[i].length);
          outputs.write(p, maps, 0);
          expected[i].flat().forEach((x, k) => {
            // Of numbers that are no normal doubles, nothing is promised.
            const isNormal = Number.isFinite(maps[k]) && Math.abs(maps[k]) > 1e-300;
            if (isNormal || x.sign === 0) assert.ok(isNearest(maps[k], x));
          });
        });
      }),
    );
  });
});
