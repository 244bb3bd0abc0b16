import { Candidate, candidateAt, cell, push, search } from './cell';
import {
  addEdge,
  addLine,
  addVertex,
  blurred,
  cutEdge,
  firstHalf,
  isCut,
  lineAt,
  lineOf,
  middleOf,
  secondHalf,
  shareLine,
  vertexAt,
} from './halfEdge';
import { addEntry, arena, take } from './memory';
import { gradientErrorOf, likelyErrorOf, neuronAt, program, roundoff } from './program';
import { Corner, copyCorners, cornerAt, firstOfRun, mostMaskBits, rotate, wrapped } from './ring';
import { Row } from './row';
import { above, below, readSigns, signRead, signWhereLinesCross } from './sign';

/** Round a convex ring the signs of a row are one run above and one run below. */
let aboveStart = 0;
let aboveCount = 0;
let belowStart = 0;
let belowCount = 0;

/**
 * Cuts the cell in hand along its first candidate: the part above the fold goes on the stack, the part
 * below stays in hand.
 *
 *            A                  the chord runs from A to B and has the part above on its left;
 *        ↙ ─ ● ─ ↖              A and B are corners where the row vanishes, or new vertices in the
 *     below  │  above           middle of a side
 *        ↘ ─ ● ─ ↗
 *            B
 *
 * The other candidates have known signs at the corners that the parts inherit, so only the ends of the
 * chord are new to them, and there only where a candidate crosses the very side that was cut.
 */
export function cut(): void {
  const ring = cell.ring;
  const size = cell.size;
  const candidate = candidateAt(cell.candidates, 0);
  const row = candidate.row;
  findRuns(candidate);
  if (row.line < 0) row.line = addLineOf(row);
  const line = row.line;

  // The ends of the chord: corners of the ring (zero ≥ 0), or new vertices on the sides before.
  const lastAbove = wrapped(aboveStart + aboveCount - 1, size);
  const lastBelow = wrapped(belowStart + belowCount - 1, size);
  const afterAbove = wrapped(lastAbove + 1, size);
  const afterBelow = wrapped(lastBelow + 1, size);
  const zeroA = afterAbove === belowStart ? -1 : afterAbove;
  const zeroB = afterBelow === aboveStart ? -1 : afterBelow;
  const sideA = cornerAt(ring, zeroA < 0 ? lastAbove : zeroA).halfEdge;
  const sideB = cornerAt(ring, zeroB < 0 ? lastBelow : zeroB).halfEdge;
  const a = zeroA < 0 ? cutSide(lastAbove, row) : cornerAt(ring, zeroA).vertex;
  const b = zeroB < 0 ? cutSide(lastBelow, row) : cornerAt(ring, zeroB).vertex;
  const chord = addEdge(a, b, line);

  const sizeAbove = aboveCount + 2;
  const ringAbove = take(arena, <usize>sizeAbove * offsetof<Corner>());
  setCorner(ringAbove, 0, b, zeroB < 0 ? secondHalf(sideB) : sideB);
  copyCorners(changetype<usize>(cornerAt(ringAbove, 1)), ring, size, aboveStart, aboveCount);
  if (zeroA < 0) cornerAt(ringAbove, aboveCount).halfEdge = firstHalf(sideA);
  setCorner(ringAbove, aboveCount + 1, a, 2 * chord);

  const sizeBelow = belowCount + 2;
  const ringBelow = take(arena, <usize>sizeBelow * offsetof<Corner>());
  setCorner(ringBelow, 0, a, zeroA < 0 ? secondHalf(sideA) : sideA);
  copyCorners(changetype<usize>(cornerAt(ringBelow, 1)), ring, size, belowStart, belowCount);
  if (zeroB < 0) cornerAt(ringBelow, belowCount).halfEdge = firstHalf(sideB);
  setCorner(ringBelow, belowCount + 1, b, 2 * chord + 1);

  search.work += <f64>(200 + 10 * cell.count);
  const bytes = <usize>cell.count * offsetof<Candidate>();
  const listAbove = take(arena, bytes);
  const listBelow = take(arena, bytes);
  frontAbove = listAbove;
  backAbove = listAbove + bytes;
  frontBelow = listBelow;
  backBelow = listBelow + bytes;
  addAbove(candidate, 1, 0);
  addBelow(candidate, 0, 1);
  if (size <= mostMaskBits) inheritSigns(line, a, b, zeroA, zeroB);
  else rereadSigns(line, ringAbove, sizeAbove, ringBelow, sizeBelow);

  cell.ownsBase = false;
  give(ringAbove, sizeAbove, listAbove, frontAbove, backAbove, bytes);
  push();
  give(ringBelow, sizeBelow, listBelow, frontBelow, backBelow, bytes);
}

/** Makes one of the parts the cell in hand. */
function give(ring: usize, size: i32, list: usize, front: usize, back: usize, bytes: usize): void {
  cell.ring = ring;
  cell.size = size;
  cell.candidates = list;
  cell.count = <i32>((front - list) / offsetof<Candidate>());
  cell.decisions = back;
  cell.decisionsEnd = list + bytes;
}

function findRuns(candidate: Candidate): void {
  const size = cell.size;
  if (size <= mostMaskBits) {
    aboveStart = firstOfRun(candidate.above, size);
    aboveCount = popcnt(candidate.above);
    belowStart = firstOfRun(candidate.below, size);
    belowCount = popcnt(candidate.below);
    return;
  }
  readSigns(candidate.row, cell.ring, size);
  aboveCount = belowCount = 0;
  for (let k = 0, before = signRead(size - 1); k < size; k++) {
    const sign = signRead(k);
    if (sign > 0 && aboveCount++ >= 0 && before <= 0) aboveStart = k;
    if (sign < 0 && belowCount++ >= 0 && before >= 0) belowStart = k;
    before = sign;
  }
}

// ---- lines, vertices and sides ----

/** Adds the line of a row: all cuts along it share it. */
function addLineOf(row: Row): i32 {
  const l = addLine();
  const line = lineAt(l);
  const neuron = neuronAt(row.neuron);
  const scale = 1 / max(abs(row.a), abs(row.b));
  line.a = row.a * scale;
  line.b = row.b * scale;
  line.c = row.c * scale;
  line.valueError = row.error * scale;
  line.gradientError = gradientErrorOf(neuron, row.a, row.b) * scale;
  line.likelyError = likelyErrorOf(neuron, row.a, row.b, row.c) * scale;
  line.fold = row.fold;
  return l;
}

function setCorner(ring: usize, k: i32, v: i32, halfEdge: i32): void {
  const corner = cornerAt(ring, k);
  const vertex = vertexAt(v);
  corner.x = vertex.x;
  corner.y = vertex.y;
  corner.error = vertex.error;
  corner.vertex = v;
  corner.halfEdge = halfEdge;
}

/** Cuts side k where a row vanishes, unless its other cell already did; returns the vertex in its middle. */
function cutSide(k: i32, row: Row): i32 {
  const corner = cornerAt(cell.ring, k);
  const side = corner.halfEdge;
  if (isCut(side)) return middleOf(side);
  const middle = addCrossing(corner, cornerAt(cell.ring, wrapped(k + 1, cell.size)), row);
  cutEdge(side >> 1, middle);
  return middle;
}

/** For the roundings of the bounds themselves. */
const slack: f64 = 1 + 1 / <f64>(1 << 20);

/** Relative to the domain: what no picture would show. */
const visible: f64 = 1 / <f64>((<u64>1) << 37);

/**
 * A new vertex on the side from p to q. Its error follows from the residuals of both lines over their
 * determinant (Cramer's rule), and it cannot be further off than the side is long. Errors that were
 * propagated from the ends instead would double with every generation.
 */
function addCrossing(p: Corner, q: Corner, row: Row): i32 {
  const dx = q.x - p.x;
  const dy = q.y - p.y;
  const zp = row.a * p.x + row.b * p.y + row.c;
  const zq = row.a * q.x + row.b * q.y + row.c;
  // Where the rounded signs at the ends are wrong, the crossing is near the end with the wrong one.
  const t = zp === zq ? 0.5 : min(1, max(0, zp / (zp - zq)));
  const x = p.x + t * dx;
  const y = p.y + t * dy;

  const m = lineAt(lineOf(p.halfEdge));
  const n = lineAt(row.line);
  const det = abs(m.a * n.b - m.b * n.a);
  // With max(|a|, |b|) = 1 on both lines, errors of gradients add up, and what they multiply to is less.
  // Rounding: 4 units for the scaling of the rows, 2 for the products.
  const detError = 2 * (m.gradientError + n.gradientError) + 8 * roundoff;
  const zm = abs(m.a * x + m.b * y + m.c);
  const zn = abs(n.a * x + n.b * y + n.c);
  const rm = zm + m.valueError;
  const rn = zn + n.valueError;
  const ex = (abs(m.b) + m.gradientError) * rn + (abs(n.b) + n.gradientError) * rm;
  const ey = (abs(m.a) + m.gradientError) * rn + (abs(n.a) + n.gradientError) * rm;
  const bound = (max(ex, ey) / (det - detError)) * slack;
  const cap = max(abs(dx), abs(dy)) * slack + max(p.error, q.error);
  const error = det > 2 * detError && bound < cap ? bound : cap;
  const v = addVertex(x, y, error);
  const likely = zm + m.likelyError + zn + n.likelyError;
  const apparent = visible * max(program.reachX, program.reachY);
  if (!(error < apparent || likely < apparent * det)) store<i32>(addEntry(blurred), v);
  return v;
}

// ---- candidates and decisions of both parts ----

// Candidates of a part stand from the front of its list, decisions from the back.
let frontAbove: usize = 0;
let backAbove: usize = 0;
let frontBelow: usize = 0;
let backBelow: usize = 0;

function addAbove(fold: Candidate, up: u32, down: u32): void {
  const crosses = place(frontAbove, backAbove, fold, up, down);
  frontAbove += crosses;
  backAbove -= offsetof<Candidate>() - crosses;
}

function addBelow(fold: Candidate, up: u32, down: u32): void {
  const crosses = place(frontBelow, backBelow, fold, up, down);
  frontBelow += crosses;
  backBelow -= offsetof<Candidate>() - crosses;
}

/**
 * Writes a fold to the list of a part, given the corners above and below it. No branch depends on the
 * geometry. Returns by how much that moves the front: the bytes of a candidate, or 0.
 */
function place(front: usize, back: usize, fold: Candidate, up: u32, down: u32): usize {
  const crosses = u32(up !== 0) & u32(down !== 0);
  const at = select<usize>(front, back - offsetof<Candidate>(), crosses);
  store<u64>(at, load<u64>(changetype<usize>(fold)));
  store<u64>(at, (<u64>up) | ((<u64>down) << 32), offsetof<Candidate>('above'));
  return <usize>crosses * offsetof<Candidate>();
}

/**
 * Lists the other candidates for both parts, with their signs round either. A part's ring starts with one
 * end of the chord and ends with the other; between them stand the corners of one run.
 */
function inheritSigns(line: i32, a: i32, b: i32, zeroA: i32, zeroB: i32): void {
  const size = cell.size;
  const beforeA = wrapped(aboveStart + aboveCount - 1, size);
  const beforeB = wrapped(belowStart + belowCount - 1, size);
  // The corners that an end of the chord lies between; where it is an old corner, that one.
  const cornersA: u32 = zeroA < 0 ? (1 << beforeA) | (1 << belowStart) : 1 << zeroA;
  const cornersB: u32 = zeroB < 0 ? (1 << beforeB) | (1 << aboveStart) : 1 << zeroB;
  const startAbove = aboveStart;
  const startBelow = belowStart;
  const runAbove: u32 = (1 << aboveCount) - 1;
  const runBelow: u32 = (1 << belowCount) - 1;
  const lastAbove = aboveCount + 1;
  const lastBelow = belowCount + 1;
  const vertexA = vertexAt(a);
  const vertexB = vertexAt(b);
  const ax = vertexA.x;
  const ay = vertexA.y;
  const errorA = vertexA.error;
  const bx = vertexB.x;
  const by = vertexB.y;
  const errorB = vertexB.error;
  const end = candidateAt(cell.candidates, cell.count);
  for (
    let candidate = candidateAt(cell.candidates, 1);
    candidate !== end;
    candidate = candidateAt(changetype<usize>(candidate), 1)
  ) {
    const row = candidate.row;
    const up = candidate.above;
    const down = candidate.below;
    // Between corners that agree, their sign is that of the end. Else its value tells, or the host.
    let upA = u32((up & cornersA) !== 0);
    let downA = u32((down & cornersA) !== 0);
    const zA = row.a * ax + row.b * ay + row.c;
    const doubtA = row.error + row.steepness * errorA;
    const differA = upA & downA;
    upA &= ~differA | u32(zA > doubtA);
    downA &= ~differA | u32(zA < -doubtA);
    let upB = u32((up & cornersB) !== 0);
    let downB = u32((down & cornersB) !== 0);
    const zB = row.a * bx + row.b * by + row.c;
    const doubtB = row.error + row.steepness * errorB;
    const differB = upB & downB;
    upB &= ~differB | u32(zB > doubtB);
    downB &= ~differB | u32(zB < -doubtB);
    if ((differA & ~(upA | downA)) !== 0) {
      const sign = signWhereLinesCross(row, lineOf(cornerAt(cell.ring, beforeA).halfEdge), line);
      upA = u32(sign > 0);
      downA = u32(sign < 0);
    }
    if ((differB & ~(upB | downB)) !== 0) {
      const sign = signWhereLinesCross(row, lineOf(cornerAt(cell.ring, beforeB).halfEdge), line);
      upB = u32(sign > 0);
      downB = u32(sign < 0);
    }
    if ((upA | downA | upB | downB) === 0) shareLine(line, row.fold);
    addAbove(
      candidate,
      ((rotate(up, startAbove, size) & runAbove) << 1) | upB | (upA << lastAbove),
      ((rotate(down, startAbove, size) & runAbove) << 1) | downB | (downA << lastAbove),
    );
    addBelow(
      candidate,
      ((rotate(up, startBelow, size) & runBelow) << 1) | upA | (upB << lastBelow),
      ((rotate(down, startBelow, size) & runBelow) << 1) | downA | (downB << lastBelow),
    );
  }
}

/** The same from scratch, for cells of so many corners that no sets were kept. */
function rereadSigns(
  line: i32,
  ringAbove: usize,
  sizeAbove: i32,
  ringBelow: usize,
  sizeBelow: i32,
): void {
  for (let k = 1; k < cell.count; k++) {
    const candidate = candidateAt(cell.candidates, k);
    readSigns(candidate.row, ringAbove, sizeAbove);
    if (signRead(0) === 0 && signRead(sizeAbove - 1) === 0) shareLine(line, candidate.row.fold);
    addAbove(candidate, above, below);
    readSigns(candidate.row, ringBelow, sizeBelow);
    addBelow(candidate, above, below);
  }
}
