import { l10n, Uri, type WebviewPanel } from 'vscode';
import type { Engine } from '../../../protocol/engine.ts';
import type {
  FromInterventions,
  SimulateRequest,
  ToInterventions,
} from '../../../protocol/entropy/interventions.ts';
import { type PanelContext, type OwnMessage, ViewPanel } from '../../panels/viewPanel.ts';
import { errorMessage } from '../../errorText.ts';

/** What the view needs from the rest of the extension. */
export interface InterventionsContext extends PanelContext {
  readonly engine: Engine;
}

/** The simulated interventions, which belong to no document. A simulation ends with its panel. */
export class InterventionsPanel extends ViewPanel<FromInterventions, ToInterventions> {
  readonly uris = [];
  private simulating = new AbortController();

  constructor(
    panel: WebviewPanel,
    protected override readonly context: InterventionsContext,
  ) {
    super(panel, 'interventions', context);
  }

  override dispose(): void {
    this.simulating.abort();
    super.dispose();
  }

  protected get title(): string {
    return l10n.t('Interventions');
  }

  protected override get stateUri(): Uri {
    return Uri.from({ scheme: 'fold-complex', path: '/interventions' });
  }

  protected restore(): void {
    this.post({ kind: 'restore', state: this.keptState });
  }

  protected handle(message: OwnMessage<FromInterventions>): void {
    switch (message.kind) {
      case 'simulate':
        this.attempt(this.simulate(message.run, message.request));
        break;
      case 'cancel':
        this.simulating.abort();
        break;
    }
  }

  protected follow(): void {
    // There is no document to follow.
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
      const failure = errorMessage(error);
      this.post({
        kind: 'ended',
        run,
        cancelled: signal.aborted,
        ...(!signal.aborted && { failure }),
      });
    }
  }
}
