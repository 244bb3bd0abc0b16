import { sizeOf, type Shape } from './shape.ts';

/** How a kernel moves over the spatial dimensions of a tensor; all lists have one number per dimension. */
export interface Window {
  readonly input: Shape;
  readonly output: Shape;
  readonly kernel: Shape;
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding in front of the input. */
  readonly begin: readonly number[];
}

/** The points of the kernel that lie on the input, for one place of the kernel. */
export class WindowTaps {
  /** Points of the kernel, in row-major order. */
  kernel: Int32Array;
  /** The entry of the input under each of them. */
  input: Int32Array;
  length = 0;
  private nextKernel: Int32Array;
  private nextInput: Int32Array;
  private readonly window: Window;
  private readonly isTransposed: boolean;

  /** In a transposed window, the kernel spreads each entry of the input over the output. */
  constructor(window: Window, isTransposed = false) {
    const size = sizeOf(window.kernel);
    this.kernel = new Int32Array(size);
    this.input = new Int32Array(size);
    this.nextKernel = new Int32Array(size);
    this.nextInput = new Int32Array(size);
    this.window = window;
    this.isTransposed = isTransposed;
  }

  /** Finds the points for one entry of the output. */
  moveTo(output: number): void {
    const { window } = this;
    this.length = 1;
    this.kernel[0] = 0;
    this.input[0] = 0;
    let rest = output;
    let size = sizeOf(window.output);
    for (let axis = 0; axis < window.output.length; axis++) {
      size /= window.output[axis];
      const place = Math.floor(rest / size);
      rest -= place * size;
      this.extend(axis, place);
    }
  }

  /** Combines the points so far with those along one more dimension. */
  private extend(axis: number, place: number): void {
    const { input, kernel, strides, dilations, begin } = this.window;
    let length = 0;
    for (let t = 0; t < this.length; t++)
      for (let k = 0; k < kernel[axis]; k++) {
        const at = this.isTransposed
          ? (place + begin[axis] - k * dilations[axis]) / strides[axis]
          : place * strides[axis] - begin[axis] + k * dilations[axis];
        if (at < 0 || at >= input[axis] || !Number.isInteger(at)) continue;
        this.nextKernel[length] = this.kernel[t] * kernel[axis] + k;
        this.nextInput[length++] = this.input[t] * input[axis] + at;
      }
    [this.kernel, this.nextKernel] = [this.nextKernel, this.kernel];
    [this.input, this.nextInput] = [this.nextInput, this.input];
    this.length = length;
  }
}
