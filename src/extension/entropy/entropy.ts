import { type Disposable, type Memento, type Uri, ViewColumn, type WebviewPanel } from 'vscode';
import type { Engine } from '../../protocol/engine.ts';
import type { EntropyLayout } from '../../protocol/entropy/model.ts';
import type { Peek } from '../examples/peek.ts';
import { Lifetime } from '../lifetime.ts';
import type { PanelRegistry } from '../panels/panelRegistry.ts';
import type { PanelContext, ViewPanel } from '../panels/viewPanel.ts';
import type { ReadHead } from '../platform.ts';
import {
  InterventionsPanel,
  type InterventionsContext,
} from './interventions/interventionsPanel.ts';
import { registerEntropyLanguage } from './model/entropyLanguage.ts';
import { EntropyPanel, type EntropyPanelContext } from './model/entropyPanel.ts';
import { EntropyReadings } from './model/entropyReadings.ts';
import { panelTypes, type PanelName } from './panelTypes.ts';
import { ColumnMemory } from './runs/columnMemory.ts';
import { askForLogs, RunPanel, type RunContext } from './runs/runPanel.ts';

/** What the entropy half needs from the rest of the extension. */
export interface EntropyServices extends PanelContext {
  readonly engine: Engine;
  readonly panels: PanelRegistry;
  readonly readHead: ReadHead;
  readonly memento: Memento;
}

/** The views of entropy collapse, and the language features of its specs. */
export class Entropy implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly panels: PanelRegistry;
  private readonly context: EntropyPanelContext & RunContext & InterventionsContext;

  constructor({ panels, memento, ...services }: EntropyServices) {
    const readings = this.lifetime.own(new EntropyReadings());
    this.lifetime.own(registerEntropyLanguage(readings, services.extensionUri));
    this.panels = panels;
    this.context = { ...services, readings, columns: new ColumnMemory(memento) };
    readings.start();
  }

  /** Shows the model of a document, or the default one, with this pane the largest. */
  showModel(uri: Uri | undefined, layout: EntropyLayout): void {
    (this.findModel(uri) ?? this.openModel(uri)).show(layout);
  }

  /** Shows training logs in one view; asks for some when there are none. */
  async showRuns(uris: readonly Uri[]): Promise<void> {
    const wanted = uris.length > 0 ? uris : ((await askForLogs()) ?? []);
    if (wanted.length === 0) return;
    const existing = this.panels.all(RunPanel).find((panel) => sameUris(panel.uris, wanted));
    if (existing) existing.reveal();
    else
      this.panels.open(
        panelTypes.runs,
        ViewColumn.Active,
        (panel) => new RunPanel(panel, wanted, this.context),
      );
  }

  /** Shows the simulated interventions, in one panel. */
  showInterventions(): void {
    const [existing] = this.panels.all(InterventionsPanel);
    if (existing) existing.reveal();
    else
      this.panels.open(
        panelTypes.interventions,
        ViewColumn.Active,
        (panel) => new InterventionsPanel(panel, this.context),
        // A simulation takes minutes; its results must not be lost when another tab is shown.
        { retainContextWhenHidden: true },
      );
  }

  /** Shows models in passing, each in a view that closes when the next one is shown. */
  peek(): Peek {
    let passing: EntropyPanel | undefined;
    return {
      show: (uri) => {
        const before = passing;
        if (before && before.uri?.toString() === uri?.toString()) return Promise.resolve();
        passing = uri && !this.findModel(uri) ? this.openModel(uri) : undefined;
        if (uri) this.showModel(uri, 'surface');
        before?.close();
        return Promise.resolve();
      },
    };
  }

  /** The view that a panel had before the window was reloaded, from what its page kept. */
  restore(
    name: PanelName,
    panel: WebviewPanel,
    uris: readonly Uri[],
    state: unknown,
  ): ViewPanel | undefined {
    const { context } = this;
    switch (name) {
      case 'model':
        // Without a state, the page was not loaded far enough to tell a document from the default.
        return state === undefined ? undefined : new EntropyPanel(panel, uris.at(0), context);
      case 'runs':
        return uris.length > 0 ? new RunPanel(panel, uris, context) : undefined;
      case 'interventions':
        return new InterventionsPanel(panel, context);
    }
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private findModel(uri: Uri | undefined): EntropyPanel | undefined {
    const wanted = uri?.toString();
    return this.panels.all(EntropyPanel).find((panel) => panel.uri?.toString() === wanted);
  }

  /** Beside its text, or in the active group where there is no text. */
  private openModel(uri: Uri | undefined): EntropyPanel {
    return this.panels.open(
      panelTypes.model,
      uri ? ViewColumn.Beside : ViewColumn.Active,
      (panel) => new EntropyPanel(panel, uri, this.context),
    );
  }
}

function sameUris(a: readonly Uri[], b: readonly Uri[]): boolean {
  return a.length === b.length && a.every((uri, i) => uri.toString() === b[i].toString());
}
