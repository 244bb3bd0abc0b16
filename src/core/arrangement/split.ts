import { roundoff } from './errorBound.ts';
import { lineSize } from './forest.ts';
import { candidateSize, decisionSize, mostMaskBits } from './layout.ts';
import { bitCount, firstOfRun, hasAny, rotate, wrapped } from './masks.ts';
import { blur } from './refine.ts';
import { exactSign } from './signs.ts';
import type { Workspace } from './workspace.ts';

/**
 * Cuts the cell in hand along its first candidate: the part above the fold goes on the stack, the
 * part below stays in hand. Round a convex ring the signs of a row are one run above and one run below:
 *
 *            A                  the chord runs from A to B and has the part above on its left;
 *        ↙ ─ ● ─ ↖              A and B are vertices where the row vanishes, or new ones in the
 *     below  │  above           middle of a side
 *        ↘ ─ ● ─ ↗
 *            B
 *
 * The other candidates have known signs at the vertices that the parts inherit, so only the ends of
 * the chord are new to them, and there only where a candidate crosses the very side that was cut.
 */
export function split(w: Workspace): void {
  const { forest, cut } = w;
  const size = w.size;
  const slot = w.ints[w.candidates];
  const fold = w.ints[w.candidates + 2];
  findRuns(w, slot, fold);
  const { above, aboveCount, below, belowCount } = cut;
  const lastAbove = wrapped(above + aboveCount - 1, size);
  const lastBelow = wrapped(below + belowCount - 1, size);

  const line = w.real[slot + 6] < 0 ? addLine(w, slot, fold) : w.real[slot + 6];
  const afterAbove = wrapped(lastAbove + 1, size);
  const afterBelow = wrapped(lastBelow + 1, size);
  const zeroA = afterAbove === below ? -1 : afterAbove;
  const zeroB = afterBelow === above ? -1 : afterBelow;
  const sideA = w.ints[w.ring + 2 * (zeroA < 0 ? lastAbove : zeroA) + 1];
  const sideB = w.ints[w.ring + 2 * (zeroB < 0 ? lastBelow : zeroB) + 1];
  const a = zeroA < 0 ? cutSide(w, sideA, slot, line) : w.ints[w.ring + 2 * zeroA];
  const b = zeroB < 0 ? cutSide(w, sideB, slot, line) : w.ints[w.ring + 2 * zeroB];
  const chord = forest.addEdge(a, b, line);

  const sizeAbove = aboveCount + 2;
  const sizeBelow = belowCount + 2;
  const ringAbove = w.reserveInts(2 * sizeAbove);
  const ringBelow = w.reserveInts(2 * sizeBelow);
  const { ints } = w;
  ints[ringAbove] = b;
  ints[ringAbove + 1] = zeroB < 0 ? forest.secondHalf(sideB) : sideB;
  copyRun(ints, w.ring, size, above, aboveCount, ringAbove + 2);
  if (zeroA < 0) ints[ringAbove + 2 * aboveCount + 1] = forest.firstHalf(sideA);
  ints[ringAbove + 2 * aboveCount + 2] = a;
  ints[ringAbove + 2 * aboveCount + 3] = 2 * chord;
  ints[ringBelow] = a;
  ints[ringBelow + 1] = zeroA < 0 ? forest.secondHalf(sideA) : sideA;
  copyRun(ints, w.ring, size, below, belowCount, ringBelow + 2);
  if (zeroB < 0) ints[ringBelow + 2 * belowCount + 1] = forest.firstHalf(sideB);
  ints[ringBelow + 2 * belowCount + 2] = b;
  ints[ringBelow + 2 * belowCount + 3] = 2 * chord + 1;

  const { candidates, candidateCount } = w;
  w.work += 200 + 10 * candidateCount;
  if (candidateCount > 1) {
    w.listAbove.begin(w, candidateCount);
    w.listBelow.begin(w, candidateCount);
    if (size <= mostMaskBits) inheritSigns(w, line, a, b, zeroA, zeroB);
    else rereadSigns(w, ringAbove, sizeAbove, ringBelow, sizeBelow);
  }
  w.ring = ringAbove;
  w.size = sizeAbove;
  if (candidateCount > 1) w.listAbove.give(w);
  else writeDecision(w, candidates, 1);
  w.push();
  w.ownsBase = false;
  w.ring = ringBelow;
  w.size = sizeBelow;
  if (candidateCount > 1) w.listBelow.give(w);
  else writeDecision(w, candidates, 0);
}

/** Adds the line of the first candidate: all cuts along it share it. */
function addLine(w: Workspace, slot: number, fold: number): number {
  const { real } = w;
  const line = w.forest.addLine(
    real[slot],
    real[slot + 1],
    real[slot + 2],
    real[slot + 3],
    real[slot + 4] - Math.abs(real[slot]) - Math.abs(real[slot + 1]),
    w.bound.likely[w.blocks[w.block].unit[w.ints[w.candidates + 1]]],
    fold,
  );
  real[slot + 6] = line;
  return line;
}

/** Where the vertices above and below a fold start on a ring, and how many there are. */
export class Cut {
  above = 0;
  aboveCount = 0;
  below = 0;
  belowCount = 0;
}

function findRuns(w: Workspace, slot: number, fold: number): void {
  const { cut, size, ints } = w;
  if (size <= mostMaskBits) {
    const above = ints[w.candidates + 3];
    const below = ints[w.candidates + 4];
    cut.above = firstOfRun(above, size);
    cut.aboveCount = bitCount(above);
    cut.below = firstOfRun(below, size);
    cut.belowCount = bitCount(below);
    return;
  }
  const { ringSigns } = w;
  ringSigns.read(w, slot, fold, w.ring, size);
  cut.aboveCount = ringSigns.above;
  cut.belowCount = ringSigns.below;
  for (let i = 0, before = ringSigns.at[size - 1]; i < size; i++) {
    const sign = ringSigns.at[i];
    if (sign > 0 && before <= 0) cut.above = i;
    if (sign < 0 && before >= 0) cut.below = i;
    before = sign;
  }
}

/**
 * Cuts a side where the fold with the given slot crosses it, unless its other cell already did;
 * returns the vertex in its middle.
 */
function cutSide(w: Workspace, side: number, slot: number, line: number): number {
  const { forest } = w;
  if (forest.isCut(side)) return forest.middle(side);
  const middle = addCrossing(w, side >> 1, slot, line);
  forest.cut(side >> 1, middle);
  return middle;
}

/**
 * A new vertex on an edge. Its error follows from the residuals of both lines over their
 * determinant (Cramer's rule), and it cannot be further off than the edge is long. Errors that were
 * propagated from the ends instead would double with every generation.
 */
function addCrossing(w: Workspace, edge: number, slot: number, line: number): number {
  const { real, forest } = w;
  const { vertex } = forest;
  const p = 3 * forest.edge[4 * edge];
  const q = 3 * forest.edge[4 * edge + 1];
  const px = vertex[p];
  const py = vertex[p + 1];
  const dx = vertex[q] - px;
  const dy = vertex[q + 1] - py;
  const zp = real[slot] * px + real[slot + 1] * py + real[slot + 2];
  const zq = real[slot] * vertex[q] + real[slot + 1] * vertex[q + 1] + real[slot + 2];
  // Where the rounded signs at the ends are wrong, the crossing is near the end with the wrong one.
  const t = zp === zq ? 0.5 : Math.min(1, Math.max(0, zp / (zp - zq)));
  const x = px + t * dx;
  const y = py + t * dy;

  const m = lineSize * forest.edge[4 * edge + 2];
  const n = lineSize * line;
  const rows = forest.line;
  const det = Math.abs(rows[m] * rows[n + 1] - rows[m + 1] * rows[n]);
  // max(|a|, |b|) = 1 on both lines.
  const detError = 2 * (rows[m + 4] + rows[n + 4]) + 8 * roundoff;
  const zm = Math.abs(rows[m] * x + rows[m + 1] * y + rows[m + 2]);
  const zn = Math.abs(rows[n] * x + rows[n + 1] * y + rows[n + 2]);
  const rm = zm + rows[m + 3];
  const rn = zn + rows[n + 3];
  const ex =
    (Math.abs(rows[m + 1]) + rows[m + 4]) * rn + (Math.abs(rows[n + 1]) + rows[n + 4]) * rm;
  const ey = (Math.abs(rows[m]) + rows[m + 4]) * rn + (Math.abs(rows[n]) + rows[n + 4]) * rm;
  const bound = (Math.max(ex, ey) / (det - detError)) * slack;
  const length = Math.max(Math.abs(dx), Math.abs(dy)) * slack;
  const cap = length + Math.max(vertex[p + 2], vertex[q + 2]);
  const error = det > 2 * detError && bound < cap ? bound : cap;
  const v = forest.addVertex(x, y, error);
  const visible = blur * Math.max(w.bound.reachX, w.bound.reachY);
  const likely = zm + rows[m + 5] + zn + rows[n + 5];
  if (!(error < visible || likely < visible * det)) forest.blurred.push(v);
  return v;
}

// For the roundings of the bounds themselves.
const slack = 1 + 2 ** -20;

function copyRun(
  ints: Int32Array,
  ring: number,
  size: number,
  first: number,
  count: number,
  to: number,
): void {
  const end = ring + 2 * size;
  for (let i = to, from = ring + 2 * first; i < to + 2 * count; i += 2) {
    ints[i] = ints[from];
    ints[i + 1] = ints[from + 1];
    from += 2;
    if (from === end) from = ring;
  }
}

/**
 * Lists all candidates for both parts, with their signs round either. A part's ring starts with one end
 * of the chord and ends with the other; between them stand the vertices of one run.
 */
function inheritSigns(
  w: Workspace,
  line: number,
  a: number,
  b: number,
  zeroA: number,
  zeroB: number,
): void {
  const { ints, size, forest, listAbove, listBelow } = w;
  const { pieceBelow } = w.program;
  const { above, aboveCount, below, belowCount } = w.cut;
  const beforeA = wrapped(above + aboveCount - 1, size);
  const beforeB = wrapped(below + belowCount - 1, size);
  // Where an end of the chord is an old vertex, it decides alone.
  const bitsA = zeroA < 0 ? (1 << beforeA) | (1 << below) : 1 << zeroA;
  const bitsB = zeroB < 0 ? (1 << beforeB) | (1 << above) : 1 << zeroB;
  const lineA = forest.lineOf(ints[w.ring + 2 * beforeA + 1]);
  const lineB = forest.lineOf(ints[w.ring + 2 * beforeB + 1]);
  const aboveRun = (1 << aboveCount) - 1;
  const belowRun = (1 << belowCount) - 1;
  const { real } = w;
  const { vertex } = forest;
  const ax = vertex[3 * a];
  const ay = vertex[3 * a + 1];
  const errorA = vertex[3 * a + 2];
  const bx = vertex[3 * b];
  const by = vertex[3 * b + 1];
  const errorB = vertex[3 * b + 2];
  const first = w.candidates;
  const last = first + candidateSize * (w.candidateCount - 1);
  const alone = ints[first + candidateSize + 1] !== ints[first + 1];
  listAbove.add(ints, first, 1, 0, pieceBelow, alone);
  listBelow.add(ints, first, 0, 1, pieceBelow, alone);
  for (let at = first + candidateSize; at <= last; at += candidateSize) {
    const slot = ints[at];
    const pos = ints[at + 3];
    const neg = ints[at + 4];
    const valueError = real[slot + 3];
    const steepness = real[slot + 4];
    let signA = signBetween(
      pos & bitsA,
      neg & bitsA,
      real[slot] * ax + real[slot + 1] * ay + real[slot + 2],
      valueError + steepness * errorA,
    );
    let signB = signBetween(
      pos & bitsB,
      neg & bitsB,
      real[slot] * bx + real[slot + 1] * by + real[slot + 2],
      valueError + steepness * errorB,
    );
    if (signA === doubt) signA = exactSign(w, ints[at + 2], lineA, line);
    if (signB === doubt) signB = exactSign(w, ints[at + 2], lineB, line);
    if (signA === 0 && signB === 0) shareLine(w, line, ints[at + 2]);
    const posA = (signA + 1) >> 1;
    const negA = signA >>> 31;
    const posB = (signB + 1) >> 1;
    const negB = signB >>> 31;
    const endsNeuron = at === last || ints[at + candidateSize + 1] !== ints[at + 1];
    listAbove.add(
      ints,
      at,
      ((rotate(pos, above, size) & aboveRun) << 1) | posB | (posA << (aboveCount + 1)),
      ((rotate(neg, above, size) & aboveRun) << 1) | negB | (negA << (aboveCount + 1)),
      pieceBelow,
      endsNeuron,
    );
    listBelow.add(
      ints,
      at,
      ((rotate(pos, below, size) & belowRun) << 1) | posA | (posB << (belowCount + 1)),
      ((rotate(neg, below, size) & belowRun) << 1) | negA | (negB << (belowCount + 1)),
      pieceBelow,
      endsNeuron,
    );
  }
}

/**
 * Sign at a vertex between some whose signs are known, in sets of those above and below. Where these
 * agree it is theirs. Otherwise it is that of z, or `doubt` if z is not larger than its error.
 */
function signBetween(pos: number, neg: number, z: number, error: number): number {
  const above = hasAny(pos);
  const below = hasAny(neg);
  const differ = above & below;
  const sure = Number(z > error) - Number(z < -error);
  return differ === 0 ? above - below : sure === 0 ? doubt : sure;
}

const doubt = 2;

/** A fold that coincides with a line of the forest shares it; the line carries the first of its folds. */
export function shareLine(w: Workspace, line: number, fold: number): void {
  const { lineFold } = w.forest;
  if (fold < lineFold[line]) lineFold[line] = fold;
}

/** The same from scratch, for cells of so many vertices that no masks were kept. */
function rereadSigns(
  w: Workspace,
  ringAbove: number,
  sizeAbove: number,
  ringBelow: number,
  sizeBelow: number,
): void {
  const { ints, ringSigns, listAbove, listBelow, candidateCount } = w;
  const { pieceBelow } = w.program;
  for (let k = 0, at = w.candidates; k < candidateCount; k++, at += candidateSize) {
    const slot = ints[at];
    const fold = ints[at + 2];
    const endsNeuron = k + 1 === candidateCount || ints[at + candidateSize + 1] !== ints[at + 1];
    if (k === 0) {
      listAbove.add(ints, at, 1, 0, pieceBelow, endsNeuron);
      listBelow.add(ints, at, 0, 1, pieceBelow, endsNeuron);
    } else {
      ringSigns.read(w, slot, fold, ringAbove, sizeAbove);
      if (ringSigns.at[0] === 0 && ringSigns.at[sizeAbove - 1] === 0)
        shareLine(w, w.forest.lineOf(ints[ringAbove + 2 * sizeAbove - 1]), fold);
      listAbove.add(ints, at, ringSigns.aboveMask, ringSigns.belowMask, pieceBelow, endsNeuron);
      ringSigns.read(w, slot, fold, ringBelow, sizeBelow);
      listBelow.add(ints, at, ringSigns.aboveMask, ringSigns.belowMask, pieceBelow, endsNeuron);
    }
  }
}

/** Lists the only candidate, which is the one that cuts, for a part. */
function writeDecision(w: Workspace, candidate: number, above: 0 | 1): void {
  const at = w.reserveInts(decisionSize);
  const { ints } = w;
  const fold = ints[candidate + 2];
  ints[at] = 2 * fold + above;
  ints[at + 1] = ints[candidate];
  ints[at + 2] = ints[candidate + 1];
  ints[at + 3] = w.program.pieceBelow[fold] + above;
  w.candidateCount = 0;
  w.decisions = at;
  w.decisionCount = 1;
}
