import { orient2d } from 'robust-predicates';
import { identity } from '../../core/network/activation.ts';
import type { Layer } from '../../core/network/network.ts';
import { count, fieldsFrom, numbersFrom, required } from '../text/decode.ts';
import { namesFrom } from '../text/names.ts';
import type { TextRange } from '../text/problem.ts';
import type { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';

/** A plane or line in the input space: the points origin + s·u + t·v. */
export interface Slice {
  /** The number of inputs of the network: the length of the origin. */
  readonly inputs: number;
  readonly originRange: TextRange;
  /** 2, or 1 without `v`. */
  readonly directions: 1 | 2;
  readonly names: readonly string[];
  /** An affine layer in front of the others, which maps (s, t) to the inputs of the network. */
  readonly layer: Layer;
  readonly range: TextRange;
}

/** Decodes `{ origin: […], u: […], v: […], names: [s, t] }`; without v the slice is a line. */
export function sliceFrom(node: SourceNode, report: Report): Slice | undefined {
  const fields = fieldsFrom(node, report, () => 'The slice', ['origin', 'u', 'v', 'names']);
  if (!fields) return undefined;
  const errors = report.errors;
  const vector = (key: string, list: SourceNode): readonly number[] | undefined =>
    numbersFrom(
      list,
      report,
      () => `"${key}" of the slice`,
      (i) => `Number ${i + 1} of "${key}"`,
    );
  const [originNode, uNode] = ['origin', 'u'].map((key) =>
    required(fields, key, report, `The slice needs "${key}": a list with one number per input`),
  );
  const vNode = fields.get('v');
  const origin = originNode && vector('origin', originNode);
  const u = uNode && vector('u', uNode);
  const v = vNode && vector('v', vNode);
  if (!originNode || !origin || !uNode || !u || (vNode && !v)) return undefined;
  const inputs = origin.length;
  for (const [key, list, node] of [['u', u, uNode] as const, ['v', v, vNode] as const]) {
    if (!list || !node || list.length === inputs || report.errors > errors) continue;
    const message = `"${key}" of the slice has ${count(list.length, 'number')}, expected ${inputs}, the length of its origin`;
    const related = {
      message: `The origin has ${count(inputs, 'number')}`,
      range: originNode.range,
    };
    report.error('slice-length', node.range, message, [related]);
  }
  const directions = v ? 2 : 1;
  const namesNode = fields.get('names');
  const wanted = { count: directions, noun: 'direction' };
  const names = namesNode && namesFrom(namesNode, report, 'slice.names', wanted);
  if (report.errors > errors) return undefined;
  const message = spread(u, v);
  if (message) {
    report.error('slice-flat', (vNode ?? uNode).range, message);
    return undefined;
  }
  const rows = v ? u.flatMap((ui, i) => [ui, v[i]]) : u;
  return {
    inputs,
    originRange: originNode.range,
    directions,
    names: names ?? ['s', 't'].slice(0, directions),
    layer: {
      name: 'slice',
      inputs: directions,
      units: inputs,
      weights: Float64Array.from(rows),
      bias: Float64Array.from(origin),
      activation: identity,
    },
    range: node.range,
  };
}

/** The problem with the directions if they are linearly dependent. */
function spread(u: readonly number[], v: readonly number[] | undefined): string | undefined {
  const i = u.findIndex((x) => x !== 0);
  if (i < 0) return '"u" of the slice is zero; choose a direction';
  if (!v) return undefined;
  // v is a multiple of u exactly when every 2 × 2 determinant with the non-zero entry is zero.
  const parallel = u.every((uj, j) => orient2d(u[i], uj, v[i], v[j], 0, 0) === 0);
  return parallel
    ? '"v" of the slice is a multiple of "u"; choose another direction, or remove "v" to show the network along a line'
    : undefined;
}
