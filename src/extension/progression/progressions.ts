import { type Uri, ViewColumn } from 'vscode';
import type { PanelRegistry } from '../panels/panelRegistry.ts';
import { panelTypes } from '../panels/panelTypes.ts';
import { ProgressionPanel, type ProgressionContext } from './progressionPanel.ts';

/** All open progressions, one per document. */
export class Progressions {
  constructor(
    private readonly panels: PanelRegistry,
    private readonly context: ProgressionContext,
  ) {
    panels.restore(
      panelTypes.progression,
      (panel, [uri]) => uri && new ProgressionPanel(panel, uri, context),
    );
  }

  /** The progression that has the focus, if any. */
  get active(): ProgressionPanel | undefined {
    return this.panels.active(ProgressionPanel);
  }

  /** Shows a document's progression beside its text. Keeps the focus. */
  show(uri: Uri): void {
    const existing = this.panels.find(ProgressionPanel, uri);
    if (existing) existing.reveal();
    else
      this.panels.open(
        panelTypes.progression,
        ViewColumn.Beside,
        (panel) => new ProgressionPanel(panel, uri, this.context),
      );
  }
}
