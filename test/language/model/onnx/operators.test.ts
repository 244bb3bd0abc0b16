import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../../../src/core/model/evaluate.ts';
import { readOnnx } from '../../../../src/language/model/onnx/readOnnx.ts';
import { draws } from '../../../draws.ts';
import { onnxFile, type AttributeValue, type ModelOf } from './onnxFile.ts';
import {
  arrayOf,
  at,
  autoPads,
  beginnings,
  broadcasted,
  conv,
  convTranspose,
  indicesOf,
  matMul,
  pooled,
  type Array_,
  type Move,
} from './reference.ts';

/** Small integers, so that sums of products are exact in doubles. */
const entry = fc.integer({ min: -4, max: 4 });

function tensor(shape: readonly number[]): fc.Arbitrary<Array_> {
  const size = shape.reduce((product, length) => product * length, 1);
  return fc
    .array(entry, { minLength: size, maxLength: size })
    .map((values) => ({ shape: [...shape], values }));
}

const lengths = (rank: number, max = 3) =>
  fc.array(fc.integer({ min: 1, max }), { minLength: rank, maxLength: rank });

/** The values of the outputs; the inputs twice, in two columns of which the second is negated. */
function outputsOf(model: ModelOf, inputs: readonly Array_[]): [Array_[], Array_[]] {
  const read = readOnnx(onnxFile(model), () => 'is missing');
  assert.ok('layers' in read, 'message' in read ? read.message : '');
  const { graph, refusal } = read;
  assert.ok(graph, refusal?.message);
  assert.deepEqual(
    graph.inputs.map(({ shape }) => [...shape]),
    inputs.map(({ shape }) => [...shape]),
  );
  const points = Float64Array.from(inputs.flatMap(({ values }) => values.flatMap((x) => [x, -x])));
  const results = evaluate(graph, points, 2);
  const column = (c: number): Array_[] =>
    graph.outputs.map(({ shape }, o) => ({
      shape: [...shape],
      values: Array.from(results[o]).filter((_, i) => i % 2 === c),
    }));
  return [column(0), column(1)];
}

function negated({ shape, values }: Array_): Array_ {
  return { shape, values: values.map((x) => -x) };
}

interface Case {
  readonly operator: string;
  readonly inputs: readonly Array_[];
  readonly constants?: readonly (Array_ & { readonly isInteger?: boolean })[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly opset?: number;
  /** Whether the constants come before the inputs. */
  readonly isConstantFirst?: boolean;
  readonly expected: (inputs: readonly Array_[]) => Array_ | readonly Array_[];
}

function listOf(result: Array_ | readonly Array_[]): readonly Array_[] {
  return 'shape' in result ? [result] : result;
}

/** Reads a model of one node, evaluates it, and compares it with the definition. */
function check({ constants = [], ...rest }: Case): void {
  const { operator, inputs, attributes = {}, opset, isConstantFirst, expected } = rest;
  const names = inputs.map((_, i) => `x${i}`);
  const constantNames = constants.map((_, i) => `c${i}`);
  const wanted = expected(inputs);
  const count = listOf(wanted).length;
  const outputs = Array.from({ length: count }, (_, i) => `y${i}`);
  const model: ModelOf = {
    nodes: [
      {
        operator,
        inputs: isConstantFirst ? [...constantNames, ...names] : [...names, ...constantNames],
        outputs,
        attributes,
      },
    ],
    inputs: Object.fromEntries(names.map((name, i) => [name, inputs[i].shape])),
    outputs,
    constants: Object.fromEntries(constantNames.map((name, i) => [name, constants[i]])),
    ...(opset !== undefined && { opset }),
  };
  const found = outputsOf(model, inputs);
  for (const [c, of] of [inputs, inputs.map(negated)].entries()) {
    const list = listOf(expected(of));
    assert.deepEqual(
      found[c].map(({ shape }) => shape),
      list.map(({ shape }) => [...shape]),
    );
    for (const [o, { values }] of list.entries())
      for (const [i, x] of values.entries()) {
        const y = found[c][o].values[i];
        assert.ok(
          Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(x)),
          `${y} is not ${x}, entry ${i}`,
        );
      }
  }
}

function forAll<T>(arbitrary: fc.Arbitrary<T>, law: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, law), { numRuns: draws(60) });
}

const integers = (values: readonly number[]) => ({
  shape: [values.length],
  values,
  isInteger: true,
});

/** A kernel and how it moves, for each of up to two spatial dimensions. */
const moves = fc.integer({ min: 1, max: 2 }).chain((rank) =>
  fc.record({
    kernel: lengths(rank),
    strides: lengths(rank),
    dilations: lengths(rank, 2),
    begin: fc.array(fc.nat(2), { minLength: rank, maxLength: rank }),
    end: fc.array(fc.nat(2), { minLength: rank, maxLength: rank }),
    spatial: lengths(rank, 6),
    rule: fc.constantFrom(...(['NOTSET', 'SAME_UPPER', 'SAME_LOWER', 'VALID'] as const)),
  }),
);
type Drawn = typeof moves extends fc.Arbitrary<infer T> ? T : never;

function movedBy({ rule, spatial, ...move }: Drawn): Move {
  return rule === 'NOTSET' ? move : { ...move, ...autoPads(rule, spatial, move) };
}

function movementAttributes(drawn: Drawn): Record<string, AttributeValue> {
  const { kernel, strides, dilations, begin, end, rule } = drawn;
  return {
    ...{ kernel_shape: kernel, strides, dilations },
    ...(rule === 'NOTSET' ? { pads: [...begin, ...end] } : { auto_pad: rule }),
  };
}

describe('an operator of ONNX, as read and evaluated, is what the standard defines:', () => {
  it('Conv', () => {
    const drawn = moves
      .filter((move) =>
        move.spatial.every((n, axis) => beginnings(n, movedBy(move), axis).length > 0),
      )
      .chain((move) =>
        fc.tuple(lengths(4, 2)).chain(([[batch, groups, channelsIn, channelsOut]]) =>
          fc.record({
            move: fc.constant(move),
            groups: fc.constant(groups),
            x: tensor([batch, groups * channelsIn, ...move.spatial]),
            w: tensor([groups * channelsOut, channelsIn, ...move.kernel]),
            b: tensor([groups * channelsOut]),
          }),
        ),
      );
    forAll(drawn, ({ move, groups, x, w, b }) => {
      check({
        operator: 'Conv',
        inputs: [x],
        constants: [w, b],
        attributes: { ...movementAttributes(move), group: groups },
        expected: ([input]) => conv(input, w, b, groups, movedBy(move)),
      });
    });
  });

  it('ConvTranspose', () => {
    const drawn = moves
      .map((move) => ({
        ...move,
        rule: 'NOTSET' as const,
        // Padding is cut off, and must leave something.
        begin: move.begin.map((n, a) => Math.min(n, (move.kernel[a] - 1) * move.dilations[a])),
        end: move.end.map(() => 0),
      }))
      .chain((move) =>
        lengths(4, 2).chain(([batch, groups, channelsIn, channelsOut]) =>
          fc.record({
            move: fc.constant(move),
            groups: fc.constant(groups),
            extra: fc.tuple(...move.strides.map((stride) => fc.nat(stride - 1))),
            x: tensor([batch, groups * channelsIn, ...move.spatial]),
            w: tensor([groups * channelsIn, channelsOut, ...move.kernel]),
            b: tensor([groups * channelsOut]),
          }),
        ),
      );
    forAll(drawn, ({ move, groups, extra, x, w, b }) => {
      check({
        operator: 'ConvTranspose',
        inputs: [x],
        constants: [w, b],
        attributes: { ...movementAttributes(move), group: groups, output_padding: extra },
        expected: ([input]) => convTranspose(input, w, b, groups, move, extra),
      });
    });
  });

  const pooling = moves.chain((move) =>
    fc.record({
      move: fc.constant({
        ...move,
        // A window must reach the input.
        begin: move.begin.map((n, a) => Math.min(n, move.kernel[a] - 1)),
        end: move.end.map((n, a) => Math.min(n, move.kernel[a] - 1)),
        dilations: move.dilations.map(() => 1),
      }),
      // The standard has no rounding up of lengths that follow from a rule.
      isCeiling: move.rule === 'NOTSET' ? fc.boolean() : fc.constant(false),
      countsPadding: fc.boolean(),
      x: tensor([2, 2, ...move.spatial]),
    }),
  );

  const hasPlaces = ({ move, isCeiling }: { move: Drawn; isCeiling: boolean }): boolean =>
    move.spatial.every((n, axis) => beginnings(n, movedBy(move), axis, isCeiling).length > 0);

  it('MaxPool', () => {
    forAll(pooling.filter(hasPlaces), ({ move, isCeiling, x }) => {
      check({
        operator: 'MaxPool',
        inputs: [x],
        attributes: { ...movementAttributes(move), ceil_mode: isCeiling ? 1 : 0 },
        expected: ([input]) =>
          pooled(input, movedBy(move), isCeiling, (under) =>
            Math.max(...under.filter((entry) => entry !== undefined)),
          ),
      });
    });
  });

  it('AveragePool, with and without counting the padding', () => {
    forAll(pooling.filter(hasPlaces), ({ move, isCeiling, countsPadding, x }) => {
      check({
        operator: 'AveragePool',
        inputs: [x],
        attributes: {
          ...movementAttributes(move),
          ceil_mode: isCeiling ? 1 : 0,
          count_include_pad: countsPadding ? 1 : 0,
        },
        expected: ([input]) =>
          pooled(input, movedBy(move), isCeiling, (under) => {
            const own = under.filter((entry) => entry !== undefined);
            const sum = own.reduce((total, entry) => total + entry, 0);
            return sum / (countsPadding ? under : own).length;
          }),
      });
    });
  });

  it('GlobalMaxPool and GlobalAveragePool', () => {
    forAll(lengths(4).chain(tensor), (x) => {
      const [batch, channels, height, width] = x.shape;
      const each = (input: Array_, combine: (entries: number[]) => number): Array_ =>
        arrayOf([batch, channels, 1, 1], ([n, c]) =>
          combine(indicesOf([height, width]).map(([i, j]) => at(input, [n, c, i, j])!)),
        );
      check({
        operator: 'GlobalMaxPool',
        inputs: [x],
        expected: ([input]) => each(input, (entries) => Math.max(...entries)),
      });
      check({
        operator: 'GlobalAveragePool',
        inputs: [x],
        expected: ([input]) =>
          each(input, (entries) => entries.reduce((sum, e) => sum + e, 0) / entries.length),
      });
    });
  });

  /** Two shapes of which dimensions repeat: some have length 1, and the second may be shorter. */
  const twoTensors = fc
    .record({
      common: fc.integer({ min: 1, max: 4 }).chain((rank) => lengths(rank)),
      ones: fc.array(fc.constantFrom('none', 'first', 'second'), { minLength: 4, maxLength: 4 }),
      cut: fc.nat(2),
    })
    .chain(({ common, ones, cut }) => {
      const shapeOf = (which: string): number[] =>
        common.map((length, axis) => (ones[axis] === which ? 1 : length));
      return fc.tuple(tensor(shapeOf('first')), tensor(shapeOf('second').slice(cut)));
    });

  const combinations: Readonly<Record<string, (x: number, y: number) => number>> = {
    Add: (x, y) => x + y,
    Sub: (x, y) => x - y,
    Max: Math.max,
    Min: Math.min,
  };
  for (const [operator, combine] of Object.entries(combinations))
    it(`${operator} of tensors and constants, which repeat`, () => {
      forAll(twoTensors, ([a, b]) => {
        check({ operator, inputs: [a, b], expected: ([x, y]) => broadcasted(x, y, combine) });
        check({
          operator,
          inputs: [a],
          constants: [b],
          expected: ([x]) => broadcasted(x, b, combine),
        });
        check({
          operator,
          inputs: [b],
          constants: [a],
          isConstantFirst: true,
          expected: ([y]) => broadcasted(a, y, combine),
        });
      });
    });

  it('Mul and Div by constants, which repeat', () => {
    forAll(twoTensors, ([a, b]) => {
      const divisor = { ...b, values: b.values.map((x) => x || 3) };
      const times = (x: number, y: number): number => x * y;
      check({
        operator: 'Mul',
        inputs: [a],
        constants: [b],
        expected: ([x]) => broadcasted(x, b, times),
      });
      check({
        operator: 'Mul',
        inputs: [b],
        constants: [a],
        isConstantFirst: true,
        expected: ([y]) => broadcasted(a, y, times),
      });
      check({
        operator: 'Div',
        inputs: [a],
        constants: [divisor],
        expected: ([x]) => broadcasted(x, divisor, (p, q) => p / q),
      });
    });
  });

  it('MatMul with the constant on either side, and stacks of matrices that repeat', () => {
    const drawn = fc
      .record({
        sizes: lengths(3),
        stack: fc.nat(2).chain((rank) => lengths(rank)),
        ones: fc.array(fc.constantFrom('none', 'first', 'second'), { minLength: 2, maxLength: 2 }),
        cut: fc.nat(2),
      })
      .chain(({ sizes: [m, k, n], stack, ones, cut }) => {
        const stackOf = (which: string): number[] =>
          stack.map((length, axis) => (ones[axis] === which ? 1 : length));
        return fc.tuple(
          tensor([...stackOf('first'), m, k]),
          tensor([...stackOf('second').slice(cut), k, n]),
        );
      });
    forAll(drawn, ([a, b]) => {
      check({ operator: 'MatMul', inputs: [a], constants: [b], expected: ([x]) => matMul(x, b) });
      check({
        operator: 'MatMul',
        inputs: [b],
        constants: [a],
        isConstantFirst: true,
        expected: ([y]) => matMul(a, y),
      });
    });
  });

  it('Gemm, transposed or not, with factors', () => {
    const drawn = fc
      .record({
        sizes: lengths(3),
        transA: fc.nat(1),
        transB: fc.nat(1),
        alpha: entry,
        beta: entry,
      })
      .chain((own) => {
        const [m, k, n] = own.sizes;
        return fc.record({
          own: fc.constant(own),
          a: tensor(own.transA ? [k, m] : [m, k]),
          b: tensor(own.transB ? [n, k] : [k, n]),
          c: fc.constantFrom([m, n], [1, n], [n], [m, 1], []).chain(tensor),
        });
      });
    const turned = (x: Array_): Array_ =>
      arrayOf([x.shape[1], x.shape[0]], ([i, j]) => at(x, [j, i])!);
    forAll(drawn, ({ own: { transA, transB, alpha, beta }, a, b, c }) => {
      check({
        operator: 'Gemm',
        inputs: [a],
        constants: [b, c],
        attributes: { transA, transB, alpha: { float: alpha }, beta: { float: beta } },
        expected: ([x]) =>
          broadcasted(
            matMul(transA ? turned(x) : x, transB ? turned(b) : b),
            c,
            (product, added) => alpha * product + beta * added,
          ),
      });
    });
  });

  it('BatchNormalization', () => {
    const drawn = lengths(4).chain((shape) =>
      fc.record({
        x: tensor(shape),
        scale: tensor([shape[1]]),
        shift: tensor([shape[1]]),
        mean: tensor([shape[1]]),
        variance: tensor([shape[1]]).map((v) => ({ ...v, values: v.values.map(Math.abs) })),
      }),
    );
    forAll(drawn, ({ x, scale, shift, mean, variance }) => {
      check({
        operator: 'BatchNormalization',
        inputs: [x],
        constants: [scale, shift, mean, variance],
        attributes: { epsilon: { float: 0.25 } },
        expected: ([input]) =>
          arrayOf(input.shape, (index) => {
            const [, c] = index;
            const centred = at(input, index)! - mean.values[c];
            const unit = centred / Math.sqrt(variance.values[c] + 0.25);
            return scale.values[c] * unit + shift.values[c];
          }),
      });
    });
  });

  const anyTensor = fc.integer({ min: 1, max: 4 }).chain((rank) => lengths(rank).chain(tensor));

  it('Transpose', () => {
    const drawn = anyTensor.chain((x) =>
      fc.tuple(
        fc.constant(x),
        fc.shuffledSubarray([...x.shape.keys()], { minLength: x.shape.length }),
      ),
    );
    forAll(drawn, ([x, perm]) => {
      check({
        operator: 'Transpose',
        inputs: [x],
        attributes: { perm },
        expected: ([input]) =>
          arrayOf(
            perm.map((axis) => input.shape[axis]),
            (index) =>
              at(
                input,
                [...input.shape.keys()].map((axis) => index[perm.indexOf(axis)]),
              )!,
          ),
      });
    });
  });

  it('Reshape, Flatten, Squeeze and Unsqueeze, which keep the order of the entries', () => {
    forAll(fc.tuple(anyTensor, fc.nat(4)), ([x, n]) => {
      const axis = n % (x.shape.length + 1);
      const before = x.shape.slice(0, axis).reduce((product, length) => product * length, 1);
      const flat = [before, x.values.length / before];
      const to = (shape: readonly number[]) => (inputs: readonly Array_[]) => ({
        shape,
        values: inputs[0].values,
      });
      check({ operator: 'Flatten', inputs: [x], attributes: { axis }, expected: to(flat) });
      check({
        operator: 'Reshape',
        inputs: [x],
        constants: [integers([before, -1])],
        expected: to(flat),
      });
      check({
        operator: 'Reshape',
        inputs: [x],
        constants: [integers([0, -1])],
        expected: to([x.shape[0], x.values.length / x.shape[0]]),
      });
      check({
        operator: 'Unsqueeze',
        inputs: [x],
        constants: [integers([axis])],
        expected: to(x.shape.toSpliced(axis, 0, 1)),
      });
      check({ operator: 'Squeeze', inputs: [x], expected: to(x.shape.filter((d) => d !== 1)) });
    });
  });

  it('Concat', () => {
    const drawn = anyTensor.chain((x) =>
      fc.nat(x.shape.length - 1).chain((axis) =>
        fc.record({
          x: fc.constant(x),
          axis: fc.constantFrom(axis, axis - x.shape.length),
          others: fc.array(
            fc.integer({ min: 1, max: 3 }).chain((length) => tensor(x.shape.with(axis, length))),
            { minLength: 1, maxLength: 2 },
          ),
        }),
      ),
    );
    const joinedAlong = (parts: readonly Array_[], axis: number): Array_ => {
      const ends = parts.map((_, k) =>
        parts.slice(0, k + 1).reduce((sum, { shape }) => sum + shape[axis], 0),
      );
      return arrayOf(parts[0].shape.with(axis, ends[ends.length - 1]), (index) => {
        const k = ends.findIndex((end) => index[axis] < end);
        return at(parts[k], index.with(axis, index[axis] - (ends[k - 1] ?? 0)))!;
      });
    };
    forAll(drawn, ({ x, axis, others }) => {
      const along = axis < 0 ? axis + x.shape.length : axis;
      check({
        operator: 'Concat',
        inputs: [x, ...others],
        attributes: { axis },
        expected: (parts) => joinedAlong(parts, along),
      });
      check({
        operator: 'Concat',
        inputs: [x],
        constants: others,
        attributes: { axis },
        expected: ([input]) => joinedAlong([input, ...others], along),
      });
    });
  });

  it('Split', () => {
    const drawn = anyTensor.chain((x) =>
      fc.nat(x.shape.length - 1).chain((axis) =>
        fc.record({
          axis: fc.constant(axis),
          parts: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 }),
          shape: fc.constant(x.shape),
        }),
      ),
    );
    const whole = drawn.chain(({ axis, parts, shape }) =>
      tensor(
        shape.with(
          axis,
          parts.reduce((sum, n) => sum + n, 0),
        ),
      ).map((x) => ({ x, axis, parts })),
    );
    forAll(whole, ({ x, axis, parts }) => {
      check({
        operator: 'Split',
        inputs: [x],
        constants: [integers(parts)],
        attributes: { axis },
        expected: ([input]) =>
          parts.map((length, k) => {
            const begin = parts.slice(0, k).reduce((sum, n) => sum + n, 0);
            return arrayOf(input.shape.with(axis, length), (index) =>
              at(input, index.with(axis, index[axis] + begin))!,
            );
          }),
      });
    });
  });

  it('Slice, with steps in both directions', () => {
    const drawn = anyTensor.chain((x) =>
      fc.nat(x.shape.length - 1).chain((axis) =>
        fc
          .record({
            x: fc.constant(x),
            axis: fc.constant(axis),
            start: fc.integer({ min: -5, max: 5 }),
            end: fc.constantFrom(-5, -2, -1, 0, 1, 2, 5, 2 ** 53, -(2 ** 53)),
            step: fc.constantFrom(-3, -2, -1, 1, 2, 3),
          })
          .map((own) => ({
            ...own,
            places: pythonRange(x.shape[axis], own.start, own.end, own.step),
          })),
      ),
    );
    forAll(
      drawn.filter(({ places }) => places.length > 0),
      ({ x, axis, start, end, step, places }) => {
        check({
          operator: 'Slice',
          inputs: [x],
          constants: [integers([start]), integers([end]), integers([axis]), integers([step])],
          expected: ([input]) =>
            arrayOf(input.shape.with(axis, places.length), (index) =>
              at(input, index.with(axis, places[index[axis]]))!,
            ),
        });
      },
    );
  });

  it('Gather', () => {
    const drawn = anyTensor.chain((x) =>
      fc.nat(x.shape.length - 1).chain((axis) =>
        fc.record({
          x: fc.constant(x),
          axis: fc.constant(axis),
          indices: fc.array(fc.integer({ min: -x.shape[axis], max: x.shape[axis] - 1 }), {
            minLength: 2,
            maxLength: 2,
          }),
          shape: fc.constantFrom([2], [1, 2], [2, 1]),
        }),
      ),
    );
    forAll(drawn, ({ x, axis, indices, shape }) => {
      const list = { shape, values: indices };
      check({
        operator: 'Gather',
        inputs: [x],
        constants: [{ ...list, isInteger: true }],
        attributes: { axis },
        expected: ([input]) =>
          arrayOf(
            [...input.shape.slice(0, axis), ...shape, ...input.shape.slice(axis + 1)],
            (index) => {
              const i = at(list, index.slice(axis, axis + shape.length))!;
              const place = i < 0 ? i + input.shape[axis] : i;
              return at(input, [
                ...index.slice(0, axis),
                place,
                ...index.slice(axis + shape.length),
              ])!;
            },
          ),
      });
    });
  });

  it('Pad', () => {
    const drawn = anyTensor.chain((x) =>
      fc.record({
        x: fc.constant(x),
        pads: fc.array(fc.nat(2), { minLength: 2 * x.shape.length, maxLength: 2 * x.shape.length }),
        value: entry,
        mode: fc.constantFrom('constant', 'edge', 'wrap'),
      }),
    );
    forAll(drawn, ({ x, pads, value, mode }) => {
      const rank = x.shape.length;
      check({
        operator: 'Pad',
        inputs: [x],
        constants: [integers(pads), { shape: [], values: [value] }],
        attributes: { mode },
        expected: ([input]) =>
          arrayOf(
            input.shape.map((length, a) => pads[a] + length + pads[rank + a]),
            (index) => {
              const place = index.map((i, a) => i - pads[a]);
              const moved = place.map((i, a) => {
                const length = input.shape[a];
                if (mode === 'edge') return i < 0 ? 0 : i >= length ? length - 1 : i;
                return mode === 'wrap' ? (i + 3 * length) % length : i;
              });
              return at(input, moved) ?? value;
            },
          ),
      });
    });
  });

  const reductions: Readonly<Record<string, (entries: readonly number[]) => number>> = {
    ReduceSum: (entries) => entries.reduce((sum, x) => sum + x, 0),
    ReduceMean: (entries) => entries.reduce((sum, x) => sum + x, 0) / entries.length,
    ReduceMax: (entries) => Math.max(...entries),
    ReduceMin: (entries) => Math.min(...entries),
  };
  for (const [operator, combine] of Object.entries(reductions))
    it(`${operator} over any dimensions`, () => {
      const drawn = anyTensor.chain((x) =>
        fc.record({
          x: fc.constant(x),
          axes: fc.shuffledSubarray([...x.shape.keys()], { minLength: 1 }),
          keepdims: fc.nat(1),
        }),
      );
      forAll(drawn, ({ x, axes, keepdims }) => {
        check({
          operator,
          inputs: [x],
          constants: [integers(axes)],
          attributes: { keepdims },
          expected: ([input]) => {
            const kept = input.shape.map((length, a) => (axes.includes(a) ? 1 : length));
            const { values } = arrayOf(kept, (index) =>
              combine(
                indicesOf(input.shape)
                  .filter((own) => own.every((i, a) => axes.includes(a) || i === index[a]))
                  .map((own) => at(input, own)!),
              ),
            );
            const shape = keepdims ? kept : kept.filter((_, a) => !axes.includes(a));
            return { shape, values };
          },
        });
      });
    });

  it('Relu, Abs, LeakyRelu, HardSigmoid, Clip and PRelu', () => {
    const functions: readonly [string, Record<string, AttributeValue>, (x: number) => number][] = [
      ['Relu', {}, (x) => Math.max(0, x)],
      ['Abs', {}, Math.abs],
      ['LeakyRelu', { alpha: { float: 0.25 } }, (x) => (x < 0 ? x / 4 : x)],
      ['HardSigmoid', { alpha: { float: 0.25 } }, (x) => Math.max(0, Math.min(1, x / 4 + 0.5))],
    ];
    forAll(twoTensors, ([x, slopes]) => {
      for (const [operator, attributes, of] of functions)
        check({
          operator,
          inputs: [x],
          attributes,
          expected: ([{ shape, values }]) => ({ shape, values: values.map(of) }),
        });
      check({
        operator: 'Clip',
        inputs: [x],
        constants: [
          { shape: [], values: [-1] },
          { shape: [], values: [2] },
        ],
        expected: ([{ shape, values }]) => ({
          shape,
          values: values.map((z) => Math.max(-1, Math.min(2, z))),
        }),
      });
      const wide = broadcasted(x, slopes, (z) => z);
      check({
        operator: 'PRelu',
        inputs: [wide],
        constants: [slopes],
        expected: ([input]) => broadcasted(input, slopes, (z, s) => (z < 0 ? s * z : z)),
      });
    });
  });

  it('Expand, and Resize to the nearest with whole factors', () => {
    forAll(fc.tuple(lengths(2).chain(tensor), lengths(2)), ([x, factors]) => {
      check({
        operator: 'Expand',
        inputs: [{ ...x, shape: [...x.shape, 1] }],
        constants: [integers([...x.shape, factors[0]])],
        expected: ([input]) => arrayOf([...x.shape, factors[0]], ([i, j]) => at(input, [i, j, 0])!),
      });
      check({
        operator: 'Upsample',
        inputs: [x],
        constants: [{ shape: [2], values: factors }],
        opset: 9,
        expected: ([input]) =>
          arrayOf(
            input.shape.map((length, a) => length * factors[a]),
            (index) =>
              at(
                input,
                index.map((i, a) => Math.floor(i / factors[a])),
              )!,
          ),
      });
    });
  });
});

/** The places of a slice as Python's `range(*slice(start, end, step).indices(length))` has them. */
function pythonRange(length: number, start: number, end: number, step: number): number[] {
  const [least, most] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (place: number): number =>
    Math.max(least, Math.min(most, place < 0 ? place + length : place));
  const places: number[] = [];
  for (let i = clamp(start); step > 0 ? i < clamp(end) : i > clamp(end); i += step) places.push(i);
  return places;
}
