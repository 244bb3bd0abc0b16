/** One affine form: weights of some of the variables, and a constant. A variable may occur more than once. */
export class SparseRow {
  indices = new Int32Array(64);
  weights = new Float64Array(64);
  /** The number of weights. */
  length = 0;
  constant = 0;

  clear(): void {
    this.length = 0;
    this.constant = 0;
  }

  add(index: number, weight: number): void {
    if (weight === 0) return;
    if (this.length === this.indices.length) this.grow();
    this.indices[this.length] = index;
    this.weights[this.length++] = weight;
  }

  private grow(): void {
    const { indices, weights } = this;
    this.indices = new Int32Array(2 * indices.length);
    this.weights = new Float64Array(2 * weights.length);
    this.indices.set(indices);
    this.weights.set(weights);
  }
}

/**
 * An affine map between tensors, exact in the doubles of its rows. Rows are made when they are asked for, since
 * those of a convolution would fill the memory. Whatever is computed with a map is computed from its rows.
 */
export interface LinearMap {
  /** The number of results. */
  readonly size: number;
  /** Writes the affine form of one result into an empty row. */
  readonly row: (result: number, into: SparseRow) => void;
}

/**
 * Applies a map in doubles to `columns` points at once. Entry i of point c is at `x[i·columns + c]`, in the result
 * as well.
 */
export function applyLinear(map: LinearMap, x: Float64Array, columns: number): Float64Array {
  const y = new Float64Array(map.size * columns);
  const row = new SparseRow();
  for (let result = 0; result < map.size; result++) {
    row.clear();
    map.row(result, row);
    const { indices, weights, length, constant } = row;
    for (let c = 0; c < columns; c++) {
      let sum = constant;
      for (let k = 0; k < length; k++) sum += weights[k] * x[indices[k] * columns + c];
      y[result * columns + c] = sum;
    }
  }
  return y;
}
