import {
  type Disposable,
  type Event,
  l10n,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import type { Engine } from '../../../protocol/engine.ts';
import type {
  FromInterventions,
  SimulateRequest,
  ToInterventions,
} from '../../../protocol/entropy/interventions.ts';
import { Lifetime } from '../../lifetime.ts';
import { saveText } from '../../files/saveFile.ts';
import { showView } from '../../panels/viewPanel.ts';
import type { ViewStates } from '../../panels/viewStates.ts';

export const interventionsViewType = 'foldComplex.interventions';

/** What the bench needs from the rest of the extension. */
export interface InterventionsContext {
  readonly extensionUri: Uri;
  readonly engine: Engine;
  readonly viewStates: ViewStates;
}

/** There is one bench, which belongs to no document; its choices are kept under this name. */
const stateUri = Uri.from({ scheme: 'fold-complex', path: '/interventions' });

/** The bench of interventions in a webview panel. A simulation ends with it. */
class InterventionsPanel implements Disposable {
  readonly onClosed: Event<void>;
  private readonly lifetime = new Lifetime();
  private simulating = new AbortController();

  constructor(
    private readonly panel: WebviewPanel,
    private readonly context: InterventionsContext,
  ) {
    this.onClosed = panel.onDidDispose;
    this.lifetime.own(panel);
    this.lifetime.own(
      panel.webview.onDidReceiveMessage((message: FromInterventions) => {
        void this.receive(message);
      }),
    );
    showView(panel, context.extensionUri, 'interventions');
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.simulating.abort();
    this.lifetime.dispose();
  }

  private async receive(message: FromInterventions): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.post({ kind: 'restore', state: this.context.viewStates.get(stateUri) });
        break;
      case 'keepState':
        this.context.viewStates.set(stateUri, message.state);
        break;
      case 'simulate':
        await this.simulate(message.run, message.request);
        break;
      case 'cancel':
        this.simulating.abort();
        break;
      case 'save':
        await saveText(message.fileName, message.content);
        break;
    }
  }

  private async simulate(run: number, request: SimulateRequest): Promise<void> {
    this.simulating.abort();
    this.simulating = new AbortController();
    const { signal } = this.simulating;
    try {
      await this.context.engine.simulate(request, signal, (update) => {
        this.post({ kind: 'update', run, update });
      });
      this.post({ kind: 'ended', run, cancelled: false });
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      this.post({
        kind: 'ended',
        run,
        cancelled: signal.aborted,
        ...(!signal.aborted && { failure }),
      });
    }
  }

  private post(message: ToInterventions): void {
    void this.panel.webview.postMessage(message);
  }
}

/** The bench, open or not; it comes back after a reload of the window. */
export class Interventions implements Disposable {
  private readonly lifetime = new Lifetime();
  private panel: InterventionsPanel | undefined;

  constructor(private readonly context: InterventionsContext) {
    this.lifetime.own(
      window.registerWebviewPanelSerializer(interventionsViewType, {
        deserializeWebviewPanel: (panel) => {
          this.adopt(panel);
          return Promise.resolve();
        },
      }),
    );
  }

  show(): void {
    if (this.panel) {
      this.panel.reveal();
      return;
    }
    this.adopt(
      window.createWebviewPanel(
        interventionsViewType,
        l10n.t('Interventions'),
        ViewColumn.Active,
        // A simulation takes minutes: what it has found must not go when another tab is looked at.
        { retainContextWhenHidden: true },
      ),
    );
  }

  dispose(): void {
    this.panel?.dispose();
    this.lifetime.dispose();
  }

  private adopt(panel: WebviewPanel): void {
    const view = new InterventionsPanel(panel, this.context);
    this.panel = view;
    view.onClosed(() => {
      if (this.panel === view) this.panel = undefined;
      view.dispose();
    });
  }
}
