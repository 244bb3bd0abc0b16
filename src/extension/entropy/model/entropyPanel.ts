import { commands, l10n, Uri, type WebviewPanel, ViewColumn, window } from 'vscode';
import type {
  EntropyLayout,
  FromEntropyView,
  ToEntropyView,
} from '../../../protocol/entropy/model.ts';
import { parseEntropySpec } from '../../../language/entropy/parse.ts';
import { fileWatcher } from '../../files/fileWatcher.ts';
import { Lifetime } from '../../lifetime.ts';
import { textColumn } from '../../panels/textColumn.ts';
import {
  type PanelContext,
  type PanelTitle,
  type OwnMessage,
  ViewPanel,
} from '../../panels/viewPanel.ts';
import { fileNameOf, UnreadableSpec } from '../../spec/specText.ts';
import type { LogServices } from '../runs/trainingLog.ts';
import type { EntropyReading, EntropyReadings } from './entropyReadings.ts';
import { logUri, RunTracks } from './runTracks.ts';

/** What a view of a model needs from the rest of the extension. */
export interface EntropyPanelContext extends PanelContext, LogServices {
  readonly readings: EntropyReadings;
}

/** A view of the model in a document, updated as it is edited, or of the default model without one. */
export class EntropyPanel extends ViewPanel<FromEntropyView, ToEntropyView> {
  /** Everything tied to the document that is shown now. */
  private following = new Lifetime();
  private layout: EntropyLayout | undefined;
  private problems: EntropyReading['problems'] = [];
  private lastReading: EntropyReading | undefined;
  private readonly tracks: RunTracks;

  constructor(
    panel: WebviewPanel,
    private documentUri: Uri | undefined,
    protected override readonly context: EntropyPanelContext,
  ) {
    super(panel, 'entropy', context);
    this.tracks = this.lifetime.own(new RunTracks(context));
    this.tracks.onChanged(() => {
      this.post({ kind: 'runs', runs: this.tracks.runs });
    });
    if (documentUri) this.watch(documentUri);
  }

  /** The document; undefined for the default model. */
  get uri(): Uri | undefined {
    return this.documentUri;
  }

  get uris(): readonly Uri[] {
    return this.documentUri ? [this.documentUri] : [];
  }

  protected override get sources(): readonly Uri[] {
    return [...this.uris, ...this.tracks.uris];
  }

  /** Brings the panel to the front, with this pane the largest. */
  show(layout: EntropyLayout): void {
    this.layout = layout;
    this.sendLayout();
    this.reveal();
  }

  override dispose(): void {
    this.following.dispose();
    super.dispose();
  }

  protected get title(): PanelTitle {
    const { uri } = this;
    if (!uri) return l10n.t('Entropy Collapse');
    return { uri, titleOf: (name) => l10n.t('Entropy: {0}', name) };
  }

  protected override get stateUri(): Uri {
    return this.uri ?? Uri.from({ scheme: 'fold-complex', path: '/entropy' });
  }

  protected follow(uri: Uri): void {
    this.following.dispose();
    this.following = new Lifetime();
    this.documentUri = uri;
    this.lastReading = undefined;
    this.problems = [];
    this.watch(uri);
    this.retitle();
    this.restore();
  }

  protected restore(): void {
    this.post({ kind: 'restore', uri: this.uri?.toString(), state: this.keptState });
    this.sendLayout();
    this.attempt(this.sendDocument());
  }

  protected handle(message: OwnMessage<FromEntropyView>): void {
    switch (message.kind) {
      case 'openSource':
        this.attempt(this.openSource(message.problem));
        break;
      case 'openRun':
        this.attempt(this.openRun(message.run));
        break;
    }
  }

  private watch(uri: Uri): void {
    const isThis = (other: Uri): boolean => other.toString() === uri.toString();
    const { readings } = this.context;
    this.following.own(
      readings.onRead((read) => {
        if (isThis(read)) this.attempt(this.sendDocument());
      }),
    );
    if (uri.scheme === 'untitled') return;
    const watcher = this.following.own(fileWatcher(uri));
    const onDisk = (): void => {
      if (!readings.find(uri)) this.attempt(this.sendDocument());
    };
    watcher.onDidChange(onDisk);
    watcher.onDidCreate(onDisk);
    watcher.onDidDelete(onDisk);
  }

  private sendLayout(): void {
    if (!this.layout || !this.ready) return;
    this.post({ kind: 'layout', layout: this.layout });
    this.layout = undefined;
  }

  private async sendDocument(): Promise<void> {
    const { uri } = this;
    if (!uri) {
      this.sendDefault();
      return;
    }
    const reading = await this.context.readings.read(uri);
    if (!this.ready || this.uri !== uri) return;
    if (reading instanceof UnreadableSpec) {
      this.post({ kind: 'missing', message: reading.message });
      return;
    }
    const { spec, version } = reading;
    this.lastReading = reading;
    this.problems = reading.problems.filter(({ severity }) => severity === 'error');
    if (spec) {
      const title = spec.name ?? fileNameOf(uri);
      this.post({ kind: 'document', document: { version, title, spec } });
      this.tracks.follow(uri, spec.runs);
    }
    this.post({
      kind: 'problems',
      problems: this.problems.map(({ severity, message, range }) => ({
        severity,
        message,
        ...reading.placeOf(range),
      })),
    });
  }

  /** The default model of training with its interventions, for a view without a document. */
  private sendDefault(): void {
    const text = JSON.stringify({
      model: { kind: 'grpo', decisions: 30, kl_gradient: 'k3' },
      controls: { kl: 0.02, reference_success: 8.29e-5 },
      range: { anchor: [-0.5, 2.5], strength: [0.001, 0.4] },
      interventions: [
        { name: l10n.t('Drop the KL'), kl: 0.002 },
        { name: l10n.t('Put it back'), kl: 0.02 },
        { name: l10n.t('Raise it further'), kl: 0.15 },
      ],
    });
    const { spec } = parseEntropySpec(text, 'json');
    if (!spec) throw new Error('The default model does not decode.');
    const document = { version: 0, title: l10n.t('Entropy collapse of GRPO'), spec };
    this.post({ kind: 'document', document });
  }

  private async openSource(problem?: number): Promise<void> {
    const { uri, lastReading } = this;
    if (!uri) return;
    const found = problem === undefined ? undefined : this.problems.at(problem);
    const selection = found && lastReading?.rangeOf(found.range);
    await window.showTextDocument(uri, {
      viewColumn: textColumn(uri) ?? ViewColumn.Beside,
      ...(selection && { selection }),
    });
  }

  /** Without a document there are no runs. */
  private async openRun(run: number): Promise<void> {
    const path = this.lastReading?.spec?.runs.at(run)?.path;
    if (!this.uri || path === undefined) return;
    await commands.executeCommand('foldComplex.showRun', logUri(this.uri, path));
  }
}
