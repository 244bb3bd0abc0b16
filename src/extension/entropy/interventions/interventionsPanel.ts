import { l10n, Uri, type WebviewPanel } from 'vscode';
import type { Engine } from '../../../protocol/engine.ts';
import type { HysteresisExperiment } from '../../../core/entropy/simulator/hysteresisExperiment.ts';
import type {
  Ended,
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
  private experimenting = new AbortController();

  constructor(
    panel: WebviewPanel,
    protected override readonly context: InterventionsContext,
  ) {
    super(panel, 'interventions', context);
  }

  override dispose(): void {
    this.simulating.abort();
    this.experimenting.abort();
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
      case 'experiment':
        this.attempt(this.experiment(message.run, message.request));
        break;
      case 'cancelExperiment':
        this.experimenting.abort();
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
    const work = this.context.engine.simulate(request, signal, (update) => {
      this.post({ kind: 'update', run, update });
    });
    this.post({ kind: 'ended', run, ...(await ending(work, signal)) });
  }

  private async experiment(run: number, request: HysteresisExperiment): Promise<void> {
    this.experimenting.abort();
    this.experimenting = new AbortController();
    const { signal } = this.experimenting;
    const work = this.context.engine.trainBothSides(request, signal, (update) => {
      this.post({ kind: 'experimentUpdate', run, update });
    });
    this.post({ kind: 'experimentEnded', run, ...(await ending(work, signal)) });
  }
}

/** How work ends: finished, cancelled or failed. */
async function ending(work: Promise<unknown>, signal: AbortSignal): Promise<Omit<Ended, 'run'>> {
  try {
    await work;
    return { cancelled: false };
  } catch (error) {
    return signal.aborted
      ? { cancelled: true }
      : { cancelled: false, failure: errorMessage(error) };
  }
}
