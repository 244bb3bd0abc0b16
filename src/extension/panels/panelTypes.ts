/**
 * The types of the panels of networks; `entropy/panelTypes.ts` has the others. VS Code keeps them in
 * saved workspaces.
 */
export const panelTypes = {
  preview: 'foldComplex.preview',
  progression: 'foldComplex.progression',
} as const;
