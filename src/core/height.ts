/** What is plotted over the plane: one output, a difference of two, or the largest of all. */
export type Height =
  | { readonly kind: 'output'; readonly index: number }
  | { readonly kind: 'difference'; readonly index: number; readonly minus: number }
  | { readonly kind: 'argmax' };

/** What the vertical axis says; `largest` is a name for the largest of all outputs. */
export function heightName(
  outputNames: readonly string[],
  height: Height,
  largest = 'largest output',
): string {
  switch (height.kind) {
    case 'output':
      return outputNames[height.index];
    case 'difference':
      return `${outputNames[height.index]} − ${outputNames[height.minus]}`;
    case 'argmax':
      return largest;
  }
}
