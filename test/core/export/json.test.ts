import assert from 'node:assert/strict';
import { foldsOfEdge } from '../../../src/core/complex/complex.ts';
import { json } from '../../../src/core/export/json.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { awkwardSubject, graphSubject, planarSubjects } from './subjects.ts';

interface Region {
  readonly region: number;
  readonly pattern: string;
  readonly linearRegion: number;
  readonly edges?: readonly number[];
  readonly from?: number;
  readonly to?: number;
  readonly maps: readonly (readonly number[])[];
}

interface Written {
  readonly title: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly domain: readonly unknown[];
  readonly complete: boolean;
  readonly folds: readonly (readonly number[])[];
  readonly vertices: readonly (readonly number[])[];
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly left: number | null;
    readonly right: number | null;
    readonly folds?: readonly number[];
    readonly side?: number;
  }[];
  readonly regions: readonly Region[];
}

describe('JSON', () => {
  for (const subject of [...planarSubjects(), awkwardSubject()])
    it(`reads back as the same complex: ${JSON.stringify(subject.title)}`, () => {
      const { complex, domain } = subject;
      const written = read(subject);
      assert.equal(written.title, subject.title);
      assert.deepEqual(written.inputs, subject.inputNames);
      assert.deepEqual(written.outputs, subject.outputNames);
      assert.deepEqual(Float64Array.from(written.domain.flat() as number[]), domain.corners);
      assert.equal(written.complete, complex.complete);
      const { layer, neuron, breakpoint, count } = foldTable(subject.network);
      assert.deepEqual(
        written.folds,
        Array.from({ length: count }, (_, f) => [layer[f], neuron[f], breakpoint[f]]),
      );
      const xy = written.vertices.flat();
      assert.deepEqual(Float64Array.from(xy), complex.xy.slice(0, 2 * complex.vertexCount));
      assert.equal(written.edges.length, complex.edgeCount);
      written.edges.forEach(({ from, to, left, right, folds, side }, e) => {
        assert.deepEqual([from, to], [...complex.edgeEnds.slice(2 * e, 2 * e + 2)]);
        assert.deepEqual([left ?? -1, right ?? -1], [...complex.edgeCells.slice(2 * e, 2 * e + 2)]);
        if (side === undefined) assert.deepEqual(folds, foldsOfEdge(complex, e));
        else assert.equal(-1 - side, complex.edgeFold[e]);
      });
      assert.equal(written.regions.length, complex.cellCount);
      written.regions.forEach(({ region, linearRegion, edges, maps }, c) => {
        assert.equal(region, c);
        assert.equal(linearRegion, complex.linearRegion[c]);
        const ring = complex.ring.slice(complex.cellStart[c], complex.cellStart[c + 1]);
        assert.deepEqual(edges, [...ring]);
        const first = 3 * c * complex.outputCount;
        assert.deepEqual(
          Float64Array.from(maps.flat()),
          complex.maps.slice(first, first + 3 * complex.outputCount),
        );
      });
    });

  it('writes a one-input network as its pieces', () => {
    const { domain, regions, vertices } = read(graphSubject());
    assert.deepEqual(domain, [-3, 3]);
    assert.equal(vertices, undefined);
    assert.ok(regions.length > 4);
    regions.slice(1).forEach(({ from, maps: [[slope, constant]] }, i) => {
      const { to, maps } = regions[i];
      const [[slopeBefore, constantBefore]] = maps;
      assert.equal(from, to);
      assert.ok(from !== undefined);
      const jump = slope * from + constant - (slopeBefore * from + constantBefore);
      assert.ok(Math.abs(jump) < 1e-12);
    });
  });
});

function read(subject: Subject): Written {
  return JSON.parse([...json(subject)].join('')) as Written;
}
