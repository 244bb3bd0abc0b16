/** What is plotted over the plane: one output, a difference of two, or the largest of all. */
export type Height =
  | { readonly kind: 'output'; readonly index: number }
  | { readonly kind: 'difference'; readonly index: number; readonly minus: number }
  | { readonly kind: 'argmax' };

/** The name of a height, for axes; `largest` names the largest output. */
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
