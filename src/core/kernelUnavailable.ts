/**
 * Fold complexes are computed in WebAssembly with vector instructions (SIMD), one of which the host
 * does not have.
 */
export class KernelUnavailableError extends Error {
  override readonly name = 'KernelUnavailableError';

  constructor(options?: ErrorOptions) {
    super(
      'Fold complexes are computed in WebAssembly with vector instructions (SIMD), which are not available here',
      options,
    );
  }
}
