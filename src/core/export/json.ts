import { curveLength, type Curves } from '../analysis/curves.ts';
import { levelOf } from '../analysis/levelSets.ts';
import { foldsOfEdge } from '../complex/complex.ts';
import { cellArea, cellCentroid } from '../complex/measure.ts';
import { foldTable } from '../network/folds.ts';
import {
  classesOfSubject,
  ContourError,
  levelSetsOfSubject,
  polyline,
  type Levels,
} from './contours.ts';
import { jsonDigits } from '../digits.ts';
import { jsonText } from '../jsonText.ts';
import { patternWriter } from './patternText.ts';
import { piecesOf } from './intervals.ts';
import type { Subject } from '../subject.ts';

/**
 * A complex as JSON, in chunks, with one line per vertex, edge and region. Numbers round-trip (null
 * if not finite), and indices start at 0.
 *
 * `folds` are [layer, neuron, breakpoint]; `vertices` are [x, y]; `edges` have their ends `from`
 * and `to`, the regions `left` and `right` or null, and either the `folds` or the `side` of the
 * domain; `regions` have the half-edges of their boundary counterclockwise (`edges`: 2·edge, or
 * 2·edge + 1 when reversed) and per output the map [a, b, c] of a·x + b·y + c. With one input,
 * there are only regions: the pieces `from` … `to`, with maps [a, c].
 *
 * `classAreas` has the area on which each output is the largest, `boundaries` the decision
 * boundaries, with the outputs on the `left` and `right`, and `levelLines` the level lines, with
 * higher values on the left. Closed lines end with their first point. What does not exist, such as
 * the boundaries of a single output, is omitted.
 */
export function* json(subject: Subject, levels: Levels = {}): Generator<string> {
  const { complex, inputNames, outputNames } = subject;
  const folds = foldTable(subject.network);
  const patternOf = patternWriter(complex, folds);
  const regionHead = (c: number): string =>
    `"region": ${c}, "pattern": "${patternOf(c)}", "linearRegion": ${complex.linearRegion[c]}`;
  const head = {
    format: 'fold-complex',
    version: 1,
    title: subject.title,
    inputs: inputNames,
    outputs: outputNames,
    complete: complex.complete,
    linearRegions: complex.linearRegionCount,
  };
  yield `${jsonText(head, 1).slice(0, -2)},\n "domain": ${domainText(subject)}`;
  yield* list('folds', folds.count, (f) =>
    array([folds.layer[f], folds.neuron[f], folds.breakpoint[f]]),
  );
  if (subject.graph) {
    const pieces = piecesOf(complex);
    yield* list('regions', pieces.length, (i) => {
      const { cell, x0, x1 } = pieces[i];
      const ends = `"from": ${jsonDigits(x0)}, "to": ${jsonDigits(x1)}`;
      return `{${regionHead(cell)}, ${ends}, "maps": ${mapsText(subject, cell)}}`;
    });
  } else {
    const { xy } = complex;
    yield* list('vertices', complex.vertexCount, (v) => array([xy[2 * v], xy[2 * v + 1]]));
    yield* list('edges', complex.edgeCount, (e) => edgeText(subject, e));
    yield* list('regions', complex.cellCount, (c) => regionText(subject, regionHead(c), c));
    yield* boundaryLists(subject);
    yield* levelList(subject, levels);
  }
  yield '\n}\n';
}

function* boundaryLists(subject: Subject): Generator<string> {
  const classes = ifAny(() => classesOfSubject(subject));
  if (!classes) return;
  const { area, boundaries } = classes;
  yield `,\n "classAreas": ${array(area)}`;
  yield* list('boundaries', boundaries.count, (k) => {
    const sides = `"left": ${boundaries.left[k]}, "right": ${boundaries.right[k]}`;
    return `{${sides}, ${curveText(boundaries, k)}}`;
  });
}

function* levelList(subject: Subject, levels: Levels): Generator<string> {
  const sets = ifAny(() => levelSetsOfSubject(subject, levels));
  if (!sets) return;
  yield* list('levelLines', sets.curves.count, (k) => {
    const level = jsonDigits(sets.levels[levelOf(sets, k)]);
    return `{"level": ${level}, ${curveText(sets.curves, k)}}`;
  });
}

function curveText(curves: Curves, k: number): string {
  const points = polyline(curves, k).map(array).join(', ');
  const length = jsonDigits(curveLength(curves, k));
  return `"closed": ${curves.closed[k] === 1}, "length": ${length}, "points": [${points}]`;
}

function ifAny<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ContourError) return undefined;
    throw error;
  }
}

function domainText({ domain: { corners }, graph }: Subject): string {
  if (graph) return array([corners[0], corners[2]]);
  const points: string[] = [];
  for (let k = 0; k < corners.length; k += 2) points.push(array([corners[k], corners[k + 1]]));
  return `[${points.join(', ')}]`;
}

function edgeText({ complex }: Subject, e: number): string {
  const { edgeEnds, edgeCells, edgeFold } = complex;
  const [left, right] = [edgeCells[2 * e], edgeCells[2 * e + 1]].map((c) => (c < 0 ? 'null' : c));
  const ends = `"from": ${edgeEnds[2 * e]}, "to": ${edgeEnds[2 * e + 1]}`;
  const fold = edgeFold[e];
  const line = fold < 0 ? `"side": ${-1 - fold}` : `"folds": ${array(foldsOfEdge(complex, e))}`;
  return `{${ends}, "left": ${left}, "right": ${right}, ${line}}`;
}

function regionText(subject: Subject, head: string, c: number): string {
  const { complex } = subject;
  const { x, y } = cellCentroid(complex, c);
  const ring = complex.ring.subarray(complex.cellStart[c], complex.cellStart[c + 1]);
  return (
    `{${head}, "edges": ${array(ring)}, ` +
    `"area": ${jsonDigits(cellArea(complex, c))}, "centroid": ${array([x, y])}, ` +
    `"maps": ${mapsText(subject, c)}}`
  );
}

function mapsText({ complex, graph }: Subject, c: number): string {
  const rows: string[] = [];
  for (let o = 0; o < complex.outputCount; o++) {
    const m = 3 * (c * complex.outputCount + o);
    const [a, b, constant] = complex.maps.subarray(m, m + 3);
    rows.push(array(graph ? [a, constant] : [a, b, constant]));
  }
  return `[${rows.join(', ')}]`;
}

function* list(name: string, count: number, item: (i: number) => string): Generator<string> {
  yield `,\n "${name}": [`;
  for (let i = 0; i < count; i++) yield `${i === 0 ? '' : ','}\n  ${item(i)}`;
  yield '\n ]';
}

function array(numbers: ArrayLike<number>): string {
  return `[${Array.from(numbers, jsonDigits).join(', ')}]`;
}
