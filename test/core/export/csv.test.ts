import assert from 'node:assert/strict';
import { foldsOfEdge, ringVertex } from '../../../src/core/complex/complex.ts';
import { cellArea } from '../../../src/core/complex/measure.ts';
import { csv, type Table } from '../../../src/core/export/csv.ts';
import { printable } from '../../../src/core/printable.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { pieceInPattern } from '../../../src/core/network/affine.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { forward, patternAt } from '../../../src/core/network/forward.ts';
import { awkwardSubject, graphSubject, planarSubjects } from './subjects.ts';

describe('CSV', () => {
  for (const subject of [...planarSubjects(), awkwardSubject()]) {
    describe(JSON.stringify(subject.title), () => {
      const { complex } = subject;
      const regions = read(subject, 'regions');
      const vertices = read(subject, 'vertices');
      const edges = read(subject, 'edges');

      it('has records of equal length', () => {
        assert.equal(regions.records.length, complex.cellCount);
        assert.equal(vertices.records.length, complex.vertexCount);
        assert.equal(edges.records.length, complex.edgeCount);
        for (const { header, records } of [regions, vertices, edges])
          assert.ok(records.every((fields) => fields.length === header.length));
      });

      it('names the coefficients after their factors', () => {
        const names = subject.outputNames.flatMap((f) =>
          [...subject.inputNames, '1'].map((factor) => printable(`${f}[${factor}]`)),
        );
        assert.deepEqual(regions.header.slice(-names.length), names);
        assert.deepEqual(vertices.header.slice(1, 3), subject.inputNames);
      });

      it('reads back as the same doubles', () => {
        const width = 3 * complex.outputCount;
        const maps = regions.records.flatMap((fields) => fields.slice(-width).map(Number));
        assert.deepEqual(Float64Array.from(maps), complex.maps.slice(0, maps.length));
        const xy = vertices.records.flatMap(([, x, y]) => [Number(x), Number(y)]);
        assert.deepEqual(Float64Array.from(xy), complex.xy.slice(0, xy.length));
      });

      it('lists which vertices, cells and folds belong together', () => {
        regions.records.forEach((fields, c) => {
          const corners = fields[regions.header.indexOf('corners')].split(' ').map(Number);
          const expected = [];
          for (let r = complex.cellStart[c]; r < complex.cellStart[c + 1]; r++)
            expected.push(ringVertex(complex, r));
          assert.deepEqual(corners, expected);
          assert.equal(Number(fields[regions.header.indexOf('area')]), cellArea(complex, c));
        });
        edges.records.forEach((fields, e) => {
          const [, from, to, left, right, side, fold, , , , folds] = fields;
          assert.deepEqual([from, to].map(Number), [...complex.edgeEnds.slice(2 * e, 2 * e + 2)]);
          const cells = [left, right].map((c) => (c === '' ? -1 : Number(c)));
          assert.deepEqual(cells, [...complex.edgeCells.slice(2 * e, 2 * e + 2)]);
          assert.equal(fold === '' ? -1 - Number(side) : Number(fold), complex.edgeFold[e]);
          const all = folds === '' ? [] : folds.split(' ').map(Number);
          assert.deepEqual(all, foldsOfEdge(complex, e));
        });
      });

      it('gives the pattern that the network has inside the region', () => {
        const folds = foldTable(subject.network);
        const column = (name: string): number => regions.header.indexOf(name);
        const [x, y] = subject.inputNames.map((name) => column(`centroid ${name}`));
        const largest = regions.records.reduce((a, b) =>
          Number(a[column('area')]) > Number(b[column('area')]) ? a : b,
        );
        const pattern = patternAt(subject.network, folds, [Number(largest[x]), Number(largest[y])]);
        const digits = subject.network.layers.flatMap(({ units }, layer) =>
          folds.firstOfLayer[layer] < folds.firstOfLayer[layer + 1]
            ? Array.from({ length: units }, (_, i) => pieceInPattern(folds, pattern, layer, i))
            : [],
        );
        assert.equal(largest[column('pattern')], digits.join(''));
      });
    });
  }

  it('gives the outputs at the vertices', () => {
    const subject = awkwardSubject();
    for (const fields of read(subject, 'vertices').records) {
      const [, x, y, ...values] = fields.map(Number);
      const { outputs } = forward(subject.network, [x, y]);
      values.forEach((value, o) => assert.ok(Math.abs(value - outputs[o]) < 1e-8));
    }
  });

  it('writes a one-input network as pieces between breakpoints', () => {
    const subject = graphSubject();
    const pieces = read(subject, 'regions');
    const breakpoints = read(subject, 'vertices');
    assert.deepEqual(pieces.header.slice(3), ['from', 'to', 'f0[t]', 'f0[1]']);
    const ends = pieces.records.map((fields) => fields.slice(3, 5).map(Number));
    assert.equal(ends[0][0], -3);
    assert.equal(ends.at(-1)?.[1], 3);
    const inner = breakpoints.records.map(([t]) => Number(t));
    assert.ok(inner.length > 3);
    assert.deepEqual(
      ends.slice(0, -1).map(([, to]) => to),
      inner,
    );
    assert.deepEqual(
      ends.slice(1).map(([from]) => from),
      inner,
    );
    pieces.records.forEach((fields) => {
      const [from, to, slope, constant] = fields.slice(3).map(Number);
      const middle = (from + to) / 2;
      const [value] = forward(subject.network, [middle, 0.5]).outputs;
      assert.ok(Math.abs(slope * middle + constant - value) < 1e-12);
    });
    assert.throws(() => read(subject, 'edges'), RangeError);
  });
});

interface Parsed {
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
}

/** Reads back a table by the grammar of RFC 4180; anything else is an error. */
function read(subject: Subject, table: Table): Parsed {
  const text = [...csv(subject, table)].join('');
  const records: string[][] = [];
  let fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    assert.ok(match, `no field at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    const [, quoted, plain, end] = match;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(fields);
    fields = [];
  }
  const [header, ...rest] = records;
  return { header, records: rest };
}
