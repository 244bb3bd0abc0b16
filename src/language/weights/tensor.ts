/** An array of numbers with a name, as files of weights hold them. */
export interface Tensor {
  readonly name: string;
  /** Lengths from the outermost list to the innermost. */
  readonly shape: readonly number[];
  /** Where the file names it, such as "line 3". */
  readonly where: string;
  /** The numbers, the last index fastest; or why they cannot be read, as the end of a sentence. */
  readonly values: () => Float64Array | string;
}

/** What is wrong with a file, and where in it, such as "line 3"; empty for the whole of it. */
export interface FileFault {
  readonly where: string;
  readonly message: string;
}
