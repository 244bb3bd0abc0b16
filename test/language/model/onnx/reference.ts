/*
 * Operators of ONNX as the standard defines them, entry by entry: slow, and with nothing in common with the readers.
 */

/** A tensor with its entries in row-major order. */
export interface Array_ {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** All indices of a shape in row-major order. */
export function indicesOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (all, length) => all.flatMap((index) => Array.from({ length }, (_, i) => [...index, i])),
    [[]],
  );
}

/** The entry at an index; undefined outside. */
export function at({ shape, values }: Array_, index: readonly number[]): number | undefined {
  if (index.some((i, axis) => i < 0 || i >= shape[axis])) return undefined;
  return values[index.reduce((offset, i, axis) => offset * shape[axis] + i, 0)];
}

/** A tensor by a rule for its entries. */
export function arrayOf(shape: readonly number[], entry: (index: number[]) => number): Array_ {
  return { shape, values: indicesOf(shape).map(entry) };
}

/** Combines two tensors entry by entry; dimensions of length 1 repeat. */
export function broadcasted(
  a: Array_,
  b: Array_,
  combine: (x: number, y: number) => number,
): Array_ {
  const rank = Math.max(a.shape.length, b.shape.length);
  const long = (shape: readonly number[]): number[] => [
    ...Array.from({ length: rank - shape.length }, () => 1),
    ...shape,
  ];
  const [p, q] = [long(a.shape), long(b.shape)];
  const shape = p.map((length, axis) => (length === 1 ? q[axis] : length));
  const from = (x: Array_, own: number[], index: number[]): number =>
    at(
      { shape: own, values: x.values },
      index.map((i, axis) => (own[axis] === 1 ? 0 : i)),
    )!;
  return arrayOf(shape, (index) => combine(from(a, p, index), from(b, q, index)));
}

/** How a kernel moves, per spatial dimension. */
export interface Move {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly begin: readonly number[];
  readonly end: readonly number[];
}

/** Padding by the name of the rule in the standard. */
export function autoPads(
  rule: 'SAME_UPPER' | 'SAME_LOWER' | 'VALID',
  lengths: readonly number[],
  { kernel, strides, dilations }: Omit<Move, 'begin' | 'end'>,
): Pick<Move, 'begin' | 'end'> {
  const totals = lengths.map((length, axis) => {
    if (rule === 'VALID') return 0;
    const results = Math.ceil(length / strides[axis]);
    const reach = (results - 1) * strides[axis] + dilations[axis] * (kernel[axis] - 1) + 1;
    return Math.max(0, reach - length);
  });
  const halves = totals.map((total) => total >> 1);
  const rests = totals.map((total, axis) => total - halves[axis]);
  return rule === 'SAME_LOWER' ? { begin: rests, end: halves } : { begin: halves, end: rests };
}

/** The places at which a kernel begins, along one dimension: on the padded input. */
export function beginnings(length: number, move: Move, axis: number, isCeiling = false): number[] {
  const padded = move.begin[axis] + length + move.end[axis];
  const extent = (move.kernel[axis] - 1) * move.dilations[axis] + 1;
  const result: number[] = [];
  for (let place = 0; place + extent <= padded; place += move.strides[axis]) result.push(place);
  if (isCeiling) {
    const next = result.length * move.strides[axis];
    const isLeftOver =
      result.length === 0
        ? extent - padded < move.strides[axis]
        : result[result.length - 1] + extent < padded;
    if (isLeftOver && next < move.begin[axis] + length) result.push(next);
  }
  return result;
}

export function conv(x: Array_, w: Array_, b: Array_, groups: number, move: Move): Array_ {
  const [batch, channels, ...lengths] = x.shape;
  const [channelsOut, perGroup] = w.shape;
  const places = lengths.map((length, axis) => beginnings(length, move, axis));
  return arrayOf(
    [batch, channelsOut, ...places.map(({ length }) => length)],
    ([n, c, ...place]) => {
      const group = Math.floor(c / (channelsOut / groups));
      let sum = b.values[c];
      for (let i = 0; i < perGroup; i++)
        for (const k of indicesOf(move.kernel)) {
          const where = k.map(
            (ki, a) => places[a][place[a]] + ki * move.dilations[a] - move.begin[a],
          );
          const entry = at(x, [n, group * (channels / groups) + i, ...where]) ?? 0;
          sum += entry * at(w, [c, i, ...k])!;
        }
      return sum;
    },
  );
}

/** Spreads every entry over the result, then cuts off the padding. */
export function convTranspose(
  x: Array_,
  w: Array_,
  b: Array_,
  groups: number,
  move: Move,
  extra: readonly number[],
): Array_ {
  const [batch, channels, ...lengths] = x.shape;
  const perGroup = w.shape[1];
  const full = lengths.map(
    (length, a) =>
      (length - 1) * move.strides[a] + (move.kernel[a] - 1) * move.dilations[a] + 1 + extra[a],
  );
  const cut = full.map((length, a) => length - move.begin[a] - move.end[a]);
  const sums = new Map<string, number>();
  for (const [n, c, ...place] of indicesOf(x.shape))
    for (let o = 0; o < perGroup; o++)
      for (const k of indicesOf(move.kernel)) {
        const where = place.map(
          (p, a) => p * move.strides[a] + k[a] * move.dilations[a] - move.begin[a],
        );
        const out = Math.floor(c / (channels / groups)) * perGroup + o;
        const key = [n, out, ...where].join();
        const product = at(x, [n, c, ...place])! * at(w, [c, o, ...k])!;
        sums.set(key, (sums.get(key) ?? 0) + product);
      }
  return arrayOf(
    [batch, perGroup * groups, ...cut],
    (index) => (sums.get(index.join()) ?? 0) + b.values[index[1]],
  );
}

/** Hands `combine` what is under each place of a window: entries, undefined for padding; nothing beyond that. */
export function pooled(
  x: Array_,
  move: Move,
  isCeiling: boolean,
  combine: (under: readonly (number | undefined)[]) => number,
): Array_ {
  const [batch, channels, ...lengths] = x.shape;
  const places = lengths.map((length, axis) => beginnings(length, move, axis, isCeiling));
  return arrayOf([batch, channels, ...places.map(({ length }) => length)], ([n, c, ...place]) =>
    combine(
      indicesOf(move.kernel)
        .map((k) => k.map((ki, a) => places[a][place[a]] + ki * move.dilations[a] - move.begin[a]))
        .filter((where) => where.every((p, a) => p < lengths[a] + move.end[a]))
        .map((where) => at(x, [n, c, ...where])),
    ),
  );
}

export function matMul(a: Array_, b: Array_): Array_ {
  const k = a.shape[a.shape.length - 1];
  const stack = broadcasted(
    arrayOf(a.shape.slice(0, -2), () => 0),
    arrayOf(b.shape.slice(0, -2), () => 0),
    () => 0,
  ).shape;
  const own = ({ shape }: Array_, index: readonly number[]): number[] =>
    shape
      .slice(0, -2)
      .map((length, i) => (length === 1 ? 0 : index[stack.length - shape.length + 2 + i]));
  const shape = [...stack, a.shape[a.shape.length - 2], b.shape[b.shape.length - 1]];
  return arrayOf(shape, (index) => {
    const [r, c] = index.slice(-2);
    let sum = 0;
    for (let j = 0; j < k; j++)
      sum += at(a, [...own(a, index), r, j])! * at(b, [...own(b, index), j, c])!;
    return sum;
  });
}
