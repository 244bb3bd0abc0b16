/** An affine function a·x + b·y + c on a cell, in doubles, and how far it can be from the exact one. */
export class BoundedRow {
  a = 0;
  b = 0;
  c = 0;
  /** Bound of the error of its value, as evaluated in doubles, anywhere on the domain. */
  valueError = 0;
  /** Bound of |δa| + |δb|. */
  gradientError = 0;
  /** What the error of its value will rather be; see `ErrorBound`. */
  likely = 0;

  negate(): void {
    this.a = -this.a;
    this.b = -this.b;
    this.c = -this.c;
  }

  at(x: number, y: number): number {
    return this.a * x + this.b * y + this.c;
  }

  /** Bound of the error of the value at a point that is known up to `error` in x and y. */
  errorAt(error: number): number {
    return this.valueError + (Math.abs(this.a) + Math.abs(this.b) + this.gradientError) * error;
  }
}
