/** A named array of numbers in a weights file. */
export interface Tensor {
  readonly name: string;
  /** Dimensions, outermost first. */
  readonly shape: readonly number[];
  /** Its place in the file, such as "line 3". */
  readonly where: string;
  /** The numbers in row-major order, or the reason why they cannot be read, as a predicate. */
  readonly values: () => Float64Array | string;
}

/** A problem with a file, and its place, such as "line 3"; empty if it concerns the whole file. */
export interface FileFault {
  readonly where: string;
  readonly message: string;
}
