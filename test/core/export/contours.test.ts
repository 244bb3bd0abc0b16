import assert from 'node:assert/strict';
import { classesOf } from '../../../src/core/analysis/classes.ts';
import { curveLength } from '../../../src/core/analysis/curves.ts';
import { domainArea } from '../../../src/core/complex/domain.ts';
import { runToEnd } from '../../../src/core/yielding.ts';
import {
  classesOfSubject,
  ContourError,
  levelSetsOfSubject,
} from '../../../src/core/export/contours.ts';
import { contourCsv, type ContourTable } from '../../../src/core/export/contourTables.ts';
import { json } from '../../../src/core/export/json.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { svg } from '../../../src/core/export/svg/plane.ts';
import { forward } from '../../../src/core/network/forward.ts';
import { awkwardSubject, graphSubject, planarSubjects } from './subjects.ts';

type Point = readonly [number, number];

interface Line {
  readonly closed: boolean;
  readonly length: number;
  readonly points: readonly Point[];
}

interface Written {
  readonly classAreas?: readonly number[];
  readonly boundaries?: readonly (Line & { readonly left: number; readonly right: number })[];
  readonly levelLines?: readonly (Line & { readonly level: number })[];
}

describe('contours', () => {
  const many = [...planarSubjects(), awkwardSubject()];

  for (const subject of many) {
    const name = JSON.stringify(subject.title);

    it(`have the closure and the length that they state: ${name}`, () => {
      const { boundaries = [], levelLines = [] } = read(subject);
      assert.ok(levelLines.length > 0);
      for (const { closed, length, points } of [...boundaries, ...levelLines]) {
        const ends = [points[0], points[points.length - 1]];
        assert.equal(ends[0][0] === ends[1][0] && ends[0][1] === ends[1][1], closed);
        assert.ok(Math.abs(pathLength(points) - length) <= 1e-12 * length);
      }
    });

    it(`are the same in the tables: ${name}`, () => {
      const { boundaries, levelLines = [] } = read(subject);
      assert.deepEqual(
        linesOf(subject, 'levels'),
        levelLines.map(({ points }) => points),
      );
      if (boundaries)
        assert.deepEqual(
          linesOf(subject, 'boundaries'),
          boundaries.map(({ points }) => points),
        );
      else assert.throws(() => contourCsv(subject, 'boundaries', {}), ContourError);
    });
  }

  it('are the boundaries and areas of the analysis', () => {
    const subject = awkwardSubject();
    const { classAreas = [], boundaries = [] } = read(subject);
    const classes = runToEnd(classesOf(subject.network, subject.domain, subject.complex));
    assert.ok(classes && boundaries.length > 0);
    assert.deepEqual(Float64Array.from(classAreas), classes.area);
    const whole = domainArea(subject.domain);
    assert.ok(Math.abs(classAreas.reduce((a, b) => a + b) - whole) < 1e-6 * whole);
    const length = boundaries.reduce((sum, line) => sum + line.length, 0);
    assert.ok(Math.abs(length - classes.length) <= 1e-12 * length);
    for (const { left, right, points } of boundaries)
      for (const point of points) {
        const { outputs } = forward(subject.network, point);
        assert.ok(Math.abs(outputs[left] - outputs[right]) < 1e-6);
      }
  });

  it('have the level along a whole line', () => {
    const subject = awkwardSubject();
    for (const { level, points } of read(subject).levelLines ?? [])
      for (const point of points)
        assert.ok(Math.abs(forward(subject.network, point).outputs[0] - level) < 1e-6);
  });

  it('are drawn at their positions', () => {
    const subject = awkwardSubject();
    const levels = '1';
    const look = { style: 'light', colouring: 'region' } as const;
    const { curves } = levelSetsOfSubject(subject, { levels });
    const drawn = [...svg(subject, { ...look, levels })].join('');
    const paths = [...drawn.matchAll(/data-level="([^"]+)" d="M([^"]+)"/g)];
    assert.equal(paths.length, curves.count);
    const number = (attribute: string): number[] =>
      new RegExp(`${attribute}="([^"]+)"`).exec(drawn)![1].split(' ').map(Number);
    const [[px, py], [x, y], [sx, sy]] = ['data-pixel', 'data-point', 'data-scale'].map(number);
    const labels = [...drawn.matchAll(/<g class="level-labels"[^]*?<\/g>/g)].join('');
    let cut = 0;
    paths.forEach(([, level, d], k) => {
      assert.equal(level, levels);
      const parts = d.split('M').map((part) =>
        part
          .replace('Z', '')
          .split('L')
          .map((at) => at.split(' ').map(Number))
          .map(([u, v]): Point => [x + (u - px) / sx, y - (v - py) / sy]),
      );
      for (const point of parts.flat())
        assert.ok(Math.abs(forward(subject.network, point).outputs[0] - 1) < 1e-6);
      const length = curveLength(curves, k);
      const drawnLength = parts.reduce((sum, part) => sum + pathLength(part), 0);
      // Only the part under its label is missing.
      if (Math.abs(drawnLength - length) >= 1e-6 * length) cut++;
      assert.ok(drawnLength > 0.3 * length && drawnLength < (1 + 1e-6) * length);
    });
    assert.equal(cut, [...labels.matchAll(/<text/g)].length);
    assert.doesNotMatch([...svg(subject, look)].join(''), /data-level/);
  });

  it('are rejected with a message', () => {
    const graph = graphSubject();
    const refused = (message: RegExp) => ({ name: 'ContourError', message });
    assert.throws(() => contourCsv(graph, 'levels', {}), refused(/one input/));
    assert.throws(() => classesOfSubject(graph), refused(/one output/));
    const fine = 'every 1e-9';
    assert.throws(() => levelSetsOfSubject(awkwardSubject(), { levels: fine }), refused(/1e-9/));
    assert.equal(read(graph).levelLines, undefined);
  });
});

function read(subject: Subject): Written {
  return JSON.parse([...json(subject)].join('')) as Written;
}

/** The lines of a table: the first field is the number of the line, the last two are coordinates. */
function linesOf(subject: Subject, table: ContourTable): Point[][] {
  const lines: Point[][] = [];
  const [, ...records] = [...contourCsv(subject, table, {})];
  for (const text of records) {
    const line = Number(/^\d+/.exec(text)?.[0]);
    const [x, y] = text.trimEnd().split(',').slice(-2).map(Number);
    (lines[line] ??= []).push([x, y]);
  }
  return lines;
}

function pathLength(points: readonly Point[]): number {
  let length = 0;
  for (let i = 1; i < points.length; i++)
    length += Math.hypot(points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]);
  return length;
}
