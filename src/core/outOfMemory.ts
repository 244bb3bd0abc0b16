/** A complex needs more memory than a kernel can have. */
export class OutOfMemoryError extends RangeError {
  override readonly name = 'OutOfMemoryError';

  constructor(bytes: number) {
    super(
      `The complex needs more memory than there is: ${(bytes / 2 ** 30).toFixed(1)} GiB in one piece`,
    );
  }
}
