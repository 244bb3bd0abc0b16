/** The types of the panels. VS Code keeps them in saved workspaces. */
export const panelTypes = {
  model: 'foldComplex.entropy',
  runs: 'foldComplex.run',
  interventions: 'foldComplex.interventions',
} as const;

export type PanelName = keyof typeof panelTypes;
