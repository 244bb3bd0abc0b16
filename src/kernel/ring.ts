/*
 * A *ring* is a convex polygon as a run of corners, counter-clockwise. Sets of corners are the bits of
 * an integer. Arithmetic takes the place of branches, whose outcome depends on the geometry.
 */

/** A corner, and the half-edge that starts there. */
@unmanaged
export class Corner {
  x: f64;
  y: f64;
  /** How far off x or y may be. */
  error: f64;
  vertex: i32;
  halfEdge: i32;
}

/** Rings of more corners do not keep the signs of their candidates as sets. */
export const mostMaskBits = 28;

export function cornerAt(ring: usize, k: i32): Corner {
  return changetype<Corner>(ring + <usize>k * offsetof<Corner>());
}

/** Index i < 2·size round a ring. */
export function wrapped(i: i32, size: i32): i32 {
  return i >= size ? i - size : i;
}

/** Largest error of a corner. */
export function blurOf(ring: usize, size: i32): f64 {
  let blur: f64 = 0;
  for (let k = 0; k < size; k++) blur = max(blur, cornerAt(ring, k).error);
  return blur;
}

export function areaOf(ring: usize, size: i32): f64 {
  const o = cornerAt(ring, 0);
  let twice: f64 = 0;
  for (let k = 1; k + 1 < size; k++) {
    const p = cornerAt(ring, k);
    const q = cornerAt(ring, k + 1);
    twice += (p.x - o.x) * (q.y - o.y) - (q.x - o.x) * (p.y - o.y);
  }
  return twice / 2;
}

/** Copies `count` corners of a ring from corner `start` on, round the ring. */
export function copyCorners(to: usize, ring: usize, size: i32, start: i32, count: i32): void {
  let from = ring + <usize>start * offsetof<Corner>();
  const ringEnd = ring + <usize>size * offsetof<Corner>();
  const end = to + <usize>count * offsetof<Corner>();
  for (; to < end; to += offsetof<Corner>()) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    from += offsetof<Corner>();
    if (from === ringEnd) from = ring;
  }
}

/**
 * Least and greatest value of a·x + b·y + c over the corners of a ring, for `count` rows, two at a time.
 * Their a, b and c stand in runs, one `stride` bytes behind the other.
 */
export function findRanges(
  ring: usize,
  size: i32,
  rows: usize,
  stride: usize,
  count: i32,
  least: usize,
  most: usize,
): void {
  const ringEnd = ring + <usize>size * offsetof<Corner>();
  const end = rows + pairBytes(count);
  for (; rows < end; rows += 16, least += 16, most += 16) {
    const a = v128.load(rows);
    const b = v128.load(rows + stride);
    const c = v128.load(rows + 2 * stride);
    let low = f64x2.splat(Infinity);
    let high = f64x2.splat(-Infinity);
    for (let at = ring; at < ringEnd; at += offsetof<Corner>()) {
      const x = f64x2.mul(a, v128.load_splat<f64>(at));
      const y = f64x2.mul(b, v128.load_splat<f64>(at, 8));
      const z = f64x2.add(f64x2.add(x, y), c);
      low = f64x2.pmin(low, z);
      high = f64x2.pmax(high, z);
    }
    v128.store(least, low);
    v128.store(most, high);
  }
}

/** Bytes of `count` doubles in pairs. */
export function pairBytes(count: i32): usize {
  return (<usize>((count + 1) & ~1)) << 3;
}

// ---- sets of corners ----

/** First member of a set that is one run round a ring of `size` corners. */
export function firstOfRun(set: u32, size: i32): i32 {
  return ctz(set & ~((set << 1) | (set >> (size - 1))));
}

/** The set with member `by` of `size` as the first; members from `size` on mean nothing. */
export function rotate(set: u32, by: i32, size: i32): u32 {
  return (set >> by) | (set << (size - by));
}
