import { addColumnPrecisely, addProduct } from './doubleDouble';
import { realAt, toLow } from './memory';
import { program } from './program';
import { pairBytes } from './ring';

/*
 * Composing: a decided neuron is affine, and adds its weights times that function to the rows behind it.
 *
 * A *base* is a run of rows: their a, their b, their c, one `stride` bytes behind the other, with a
 * spare place after each. A *column* holds the weights of a neuron into consecutive rows, with a zero
 * behind them where their number is odd: loops take two rows at a time and need no tail.
 */

/** A decided neuron on its way into the rows behind it: base += column · (a, b, c). */
@unmanaged
export class Term {
  a: f64;
  b: f64;
  c: f64;
  // Low parts in precise runs.
  aLow: f64;
  bLow: f64;
  cLow: f64;
  column: usize;
  /** Rows that it is added to. */
  count: i32;
  /** Row of the block that it was. */
  index: i32;
  /** Slope of its piece. */
  slope: f64;
}

/** Work of adding so many terms to so many rows. */
export function composingWork(terms: i32, rows: i32): f64 {
  return (toLow === 0 ? 3 : 36) * <f64>terms * <f64>rows;
}

export function termAt(terms: usize, k: i32): Term {
  return changetype<Term>(terms + <usize>k * offsetof<Term>());
}

/** Sets a term to a piece of a neuron whose a, b, c are `run` bytes apart. Returns false if that is zero. */
export function setTerm(
  term: Term,
  row: usize,
  run: usize,
  piece: i32,
  column: usize,
  count: i32,
): bool {
  const slope = realAt(program.slope, piece);
  const offset = realAt(program.offset, piece);
  if (slope === 0 && offset === 0) return false;
  term.column = column;
  term.count = count;
  term.slope = slope;
  if (toLow === 0) {
    term.a = slope * load<f64>(row);
    term.b = slope * load<f64>(row + run);
    term.c = slope * load<f64>(row + 2 * run) + offset;
    return true;
  }
  term.a = term.aLow = term.b = term.bLow = 0;
  term.c = offset;
  term.cLow = realAt(program.offsetLow, piece);
  for (let k: usize = 0, to = changetype<usize>(term); k < 3; k++, row += run, to += 8)
    addProduct(to, 24, slope, load<f64>(row), load<f64>(row + toLow));
  return true;
}

/** Copies `count` doubles, low parts too. */
export function copyReals(to: usize, from: usize, count: i32): void {
  const bytes = (<usize>count) << 3;
  memory.copy(to, from, bytes);
  if (toLow !== 0) memory.copy(to + toLow, from + toLow, bytes);
}

export function clearReals(at: usize, count: i32): void {
  const bytes = (<usize>count) << 3;
  memory.fill(at, 0, bytes);
  if (toLow !== 0) memory.fill(at + toLow, 0, bytes);
}

export function copyBase(to: usize, toStride: usize, base: usize, stride: usize, count: i32): void {
  for (let run = 0; run < 3; run++, to += toStride, base += stride) copyReals(to, base, count);
}

/** Copies a base of `count` rows and adds terms, one at least; the first of them while copying. */
export function copyBaseAndAdd(
  to: usize,
  toStride: usize,
  base: usize,
  stride: usize,
  count: i32,
  terms: usize,
  termCount: i32,
): void {
  if (toLow !== 0) {
    copyBase(to, toStride, base, stride, count);
    addTerms(to, toStride, terms, termCount);
    return;
  }
  const term = termAt(terms, 0);
  const touched = pairBytes(term.count);
  copyRunAndAdd(to, base, term.column, touched, term.a);
  copyRunAndAdd(to + toStride, base + stride, term.column, touched, term.b);
  copyRunAndAdd(to + 2 * toStride, base + 2 * stride, term.column, touched, term.c);
  if (term.count < count)
    copyBase(to + touched, toStride, base + touched, stride, count - <i32>(touched >> 3));
  addTerms(to, toStride, terms + offsetof<Term>(), termCount - 1);
}

function copyRunAndAdd(to: usize, from: usize, column: usize, bytes: usize, factor: f64): void {
  const k = f64x2.splat(factor);
  const end = to + bytes;
  for (; to < end; to += 16, from += 16, column += 16)
    v128.store(to, f64x2.add(v128.load(from), f64x2.mul(v128.load(column), k)));
}

/** Adds terms to a base, four at a time where their columns are equally long. */
export function addTerms(base: usize, stride: usize, terms: usize, count: i32): void {
  const b = base + stride;
  const c = b + stride;
  let i = 0;
  if (toLow !== 0) {
    for (; i < count; i++) {
      const t = termAt(terms, i);
      addColumnPrecisely(base, t.column, toLow, t.count, t.a, t.aLow);
      addColumnPrecisely(b, t.column, toLow, t.count, t.b, t.bLow);
      addColumnPrecisely(c, t.column, toLow, t.count, t.c, t.cLow);
    }
    return;
  }
  while (i < count) {
    const t = termAt(terms, i);
    if (i + 4 <= count && areEquallyLong(terms, i)) {
      const u = termAt(terms, i + 1);
      const v = termAt(terms, i + 2);
      const w = termAt(terms, i + 3);
      addFourColumns(base, t, u, v, w, t.a, u.a, v.a, w.a);
      addFourColumns(b, t, u, v, w, t.b, u.b, v.b, w.b);
      addFourColumns(c, t, u, v, w, t.c, u.c, v.c, w.c);
      i += 4;
    } else {
      addColumn(base, t.column, t.count, t.a);
      addColumn(b, t.column, t.count, t.b);
      addColumn(c, t.column, t.count, t.c);
      i++;
    }
  }
}

/**
 * Adds the columns of terms to another column, each times the slope of its term and the weight that the
 * other column has for that neuron: its entry for row r of the block is r doubles from `zero` on.
 */
export function addTermsToColumn(column: usize, zero: usize, terms: usize, count: i32): void {
  let i = 0;
  if (toLow !== 0) {
    const factor = memory.data(16, 8);
    for (; i < count; i++) {
      const t = termAt(terms, i);
      const weight = zero + ((<usize>t.index) << 3);
      store<f64>(factor, 0);
      store<f64>(factor, 0, 8);
      addProduct(factor, 8, t.slope, load<f64>(weight), load<f64>(weight + toLow));
      const high = load<f64>(factor);
      if (high !== 0)
        addColumnPrecisely(column, t.column, toLow, t.count, high, load<f64>(factor, 8));
    }
    return;
  }
  while (i < count) {
    const t = termAt(terms, i);
    const kt = t.slope * realAt(zero, t.index);
    if (i + 4 <= count && areEquallyLong(terms, i)) {
      const u = termAt(terms, i + 1);
      const v = termAt(terms, i + 2);
      const w = termAt(terms, i + 3);
      const ku = u.slope * realAt(zero, u.index);
      const kv = v.slope * realAt(zero, v.index);
      const kw = w.slope * realAt(zero, w.index);
      addFourColumns(column, t, u, v, w, kt, ku, kv, kw);
      i += 4;
    } else {
      if (kt !== 0) addColumn(column, t.column, t.count, kt);
      i++;
    }
  }
}

function areEquallyLong(terms: usize, i: i32): bool {
  const count = termAt(terms, i).count;
  return (
    termAt(terms, i + 1).count === count &&
    termAt(terms, i + 2).count === count &&
    termAt(terms, i + 3).count === count
  );
}

function addColumn(sum: usize, column: usize, count: i32, factor: f64): void {
  const k = f64x2.splat(factor);
  const end = sum + pairBytes(count);
  for (; sum < end; sum += 16, column += 16)
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(v128.load(column), k)));
}

/** Adds four columns with their factors: the sums are loaded and stored only once. */
function addFourColumns(
  sum: usize,
  t: Term,
  u: Term,
  v: Term,
  w: Term,
  kt: f64,
  ku: f64,
  kv: f64,
  kw: f64,
): void {
  const t2 = f64x2.splat(kt);
  const u2 = f64x2.splat(ku);
  const v2 = f64x2.splat(kv);
  const w2 = f64x2.splat(kw);
  let p = t.column;
  let q = u.column;
  let r = v.column;
  let s = w.column;
  const end = sum + pairBytes(t.count);
  for (; sum < end; sum += 16, p += 16, q += 16, r += 16, s += 16) {
    const left = f64x2.add(f64x2.mul(v128.load(p), t2), f64x2.mul(v128.load(q), u2));
    const right = f64x2.add(f64x2.mul(v128.load(r), v2), f64x2.mul(v128.load(s), w2));
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.add(left, right)));
  }
}
