/** The change of a number per pixel of a drag or per key: about a hundredth of its magnitude. */
export function pixelStep(value: number): number {
  if (value === 0) return 0.01;
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  // Numbers near 1, as most weights are, all have the same step.
  if (magnitude === 0 || magnitude === -1) return 0.01;
  return 10 ** Math.max(-12, magnitude > 0 ? magnitude - 2 : magnitude - 1);
}

/** Steps are ten times finer with Shift, and ten times coarser with Alt or Ctrl. */
export function stepFactor(keys: {
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
}): number {
  if (keys.shiftKey) return 0.1;
  return keys.altKey || keys.ctrlKey ? 10 : 1;
}

/** The multiple of a step nearest to a number, with no more digits than the step has. */
export function rounded(value: number, step: number): number {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  // `+ 0` makes −0 a 0.
  return Number((Math.round(value / step) * step).toFixed(Math.min(100, digits))) + 0;
}
