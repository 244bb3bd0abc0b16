import { l10n, type Range, type Uri, type WebviewPanel, ViewColumn, window } from 'vscode';
import type { Engine } from '../../protocol/engine.ts';
import type { FromProgression, ToProgression } from '../../protocol/progression.ts';
import { Lifetime } from '../lifetime.ts';
import { textColumn } from '../panels/textColumn.ts';
import {
  type PanelContext,
  type PanelTitle,
  type OwnMessage,
  ViewPanel,
} from '../panels/viewPanel.ts';
import type { SpecSession } from '../spec/specSession.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { openFrame } from './openFrame.ts';
import { ProgressionRun } from './progressionRun.ts';
import { writeRate } from './writeRate.ts';

/** What a progression needs from the rest of the extension. */
export interface ProgressionContext extends PanelContext {
  readonly sessions: SpecSessions;
  readonly engine: Engine;
}

/**
 * The progression of one document. A hidden panel computes nothing; when it is back it begins again
 * with the frame that it showed.
 */
export class ProgressionPanel extends ViewPanel<FromProgression, ToProgression> {
  /** Everything tied to the document that is shown now. */
  private following = new Lifetime();
  private session: SpecSession;
  private run: ProgressionRun;

  constructor(
    panel: WebviewPanel,
    uri: Uri,
    protected override readonly context: ProgressionContext,
  ) {
    super(panel, 'progression', context);
    [this.session, this.run] = this.start(uri);
  }

  get uri(): Uri {
    return this.session.uri;
  }

  get uris(): readonly Uri[] {
    return [this.uri];
  }

  /** Shows the text of the document, at a problem when one is named. */
  async showSource(problem?: number): Promise<void> {
    const { reading } = this.session;
    const range = problem === undefined ? undefined : this.run.placeOfProblem(problem);
    const selection: Range | undefined = range && reading?.rangeOf(range);
    await window.showTextDocument(this.uri, {
      viewColumn: textColumn(this.uri) ?? ViewColumn.Beside,
      ...(selection && { selection }),
    });
  }

  override dispose(): void {
    this.following.dispose();
    super.dispose();
  }

  protected get title(): PanelTitle {
    return { uri: this.uri, titleOf: (name) => l10n.t('Progression: {0}', name) };
  }

  protected follow(uri: Uri): void {
    this.following.dispose();
    this.following = new Lifetime();
    [this.session, this.run] = this.start(uri);
    this.retitle();
    this.restore();
  }

  protected override visibilityChanged(): void {
    if (!this.visible) this.run.stop();
  }

  protected restore(): void {
    this.post({ kind: 'restore', uri: this.uri.toString(), state: this.keptState });
  }

  protected handle(message: OwnMessage<FromProgression>): void {
    switch (message.kind) {
      case 'follow':
        this.run.start(message.sequence, message.first);
        break;
      case 'lookAt':
        this.run.lookAt(message.first);
        break;
      case 'recall':
        this.run.recall(message.run, message.indices);
        break;
      case 'cancel':
        this.run.cancel();
        break;
      case 'recompute':
      case 'computeAll':
        this.run.restart();
        break;
      case 'openSource':
        this.attempt(this.showSource(message.problem));
        break;
      case 'writeRate':
        this.attempt(this.writeRate(message));
        break;
      case 'openFrame': {
        const request = this.run.requestOf(message.run);
        if (request) this.attempt(openFrame(this.uri, request, message.index, message.network));
        break;
      }
    }
  }

  private async writeRate({
    rate,
    sequence,
    first,
  }: FromProgression & { kind: 'writeRate' }): Promise<void> {
    const { run } = this;
    await writeRate(this.uri, rate);
    if (run === this.run && this.visible) run.start(sequence, first);
  }

  private start(uri: Uri): [SpecSession, ProgressionRun] {
    const { sessions, engine, log } = this.context;
    const { session } = this.following.own(sessions.lease(uri));
    const run = new ProgressionRun(session, engine, log, (message) => {
      this.post(message);
    });
    return [session, this.following.own(run)];
  }
}
