import { bytesField, floatField, integerField } from '../../log/eventFileWriter.ts';
import type { Array_ } from './reference.ts';

/** An integer, a list of integers, a text, or a single-precision number. */
export type AttributeValue = number | readonly number[] | string | { readonly float: number };

export interface NodeOf {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

export interface ModelOf {
  readonly nodes: readonly NodeOf[];
  readonly inputs: Readonly<Record<string, readonly (number | string)[]>>;
  readonly outputs: readonly string[];
  readonly constants?: Readonly<Record<string, Array_ & { readonly isInteger?: boolean }>>;
  readonly opset?: number;
}

/** Writes an ONNX file, with constants in double precision or as 64-bit integers. */
export function onnxFile({
  nodes,
  inputs,
  outputs,
  constants = {},
  opset = 21,
}: ModelOf): Uint8Array {
  const graph = [
    ...nodes.flatMap((node) => bytesField(1, nodeMessage(node))),
    ...Object.entries(constants).flatMap(([name, { shape, values, isInteger }]) =>
      bytesField(5, [
        ...shape.flatMap((length) => integerField(1, length)),
        ...integerField(2, isInteger ? 7 : 11),
        ...bytesField(8, name),
        ...bytesField(
          9,
          new Uint8Array(
            isInteger
              ? BigInt64Array.from(values, BigInt).buffer
              : Float64Array.from(values).buffer,
          ),
        ),
      ]),
    ),
    ...Object.entries(inputs).flatMap(([name, shape]) => bytesField(11, valueMessage(name, shape))),
    ...outputs.flatMap((name) => bytesField(12, bytesField(1, name))),
  ];
  return Uint8Array.from([
    ...integerField(1, 8),
    ...bytesField(8, integerField(2, opset)),
    ...bytesField(7, graph),
  ]);
}

function nodeMessage({ operator, inputs, outputs, attributes = {} }: NodeOf): number[] {
  return [
    ...inputs.flatMap((name) => bytesField(1, name)),
    ...outputs.flatMap((name) => bytesField(2, name)),
    ...bytesField(4, operator),
    ...Object.entries(attributes).flatMap(([name, value]) =>
      bytesField(5, [...bytesField(1, name), ...attributeFields(value)]),
    ),
  ];
}

function attributeFields(value: AttributeValue): readonly number[] {
  if (typeof value === 'number') return integerField(3, value);
  if (typeof value === 'string') return bytesField(4, value);
  if ('float' in value) return floatField(2, value.float);
  return value.flatMap((n) => integerField(8, n));
}

function valueMessage(name: string, shape: readonly (number | string)[]): number[] {
  const dims = shape.flatMap((length) =>
    bytesField(1, typeof length === 'number' ? integerField(1, length) : bytesField(2, length)),
  );
  return [
    ...bytesField(1, name),
    ...bytesField(2, bytesField(1, [...integerField(1, 1), ...bytesField(2, dims)])),
  ];
}
