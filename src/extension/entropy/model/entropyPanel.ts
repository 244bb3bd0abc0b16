import {
  commands,
  type Disposable,
  env,
  type Event,
  l10n,
  Uri,
  type WebviewPanel,
  ViewColumn,
  window,
} from 'vscode';
import type {
  EntropyLayout,
  FromEntropyView,
  ToEntropyView,
} from '../../../protocol/entropy/model.ts';
import { parseEntropySpec } from '../../../language/entropy/parse.ts';
import { Lifetime } from '../../lifetime.ts';
import type { PanelTitles } from '../../panels/panelTitles.ts';
import type { LogServices } from '../runs/trainingLog.ts';
import { showView } from '../../panels/viewPanel.ts';
import type { ViewStates } from '../../panels/viewStates.ts';
import { fileWatcher } from '../../files/fileWatcher.ts';
import { fileNameOf, UnreadableSpec } from '../../spec/specText.ts';
import { textColumn } from '../../panels/textColumn.ts';
import type { EntropyReading, EntropyReadings } from './entropyReadings.ts';
import { logUri, RunTracks } from './runTracks.ts';
import { saveFigure } from './saveFigure.ts';

/** What a panel needs from the rest of the extension. */
export interface EntropyPanelContext extends LogServices {
  readonly extensionUri: Uri;
  readonly readings: EntropyReadings;
  readonly viewStates: ViewStates;
  readonly titles: PanelTitles;
}

/** What the view of the usual model is kept under: it has no document. */
const usualKey = Uri.from({ scheme: 'fold-complex', path: '/entropy' });

/** A view of the model in a document, live, or of the usual model without one. */
export class EntropyPanel implements Disposable {
  readonly onClosed: Event<void>;
  private readonly lifetime = new Lifetime();
  private ready = false;
  private layout: EntropyLayout | undefined;
  private problems: EntropyReading['problems'] = [];
  private lastReading: EntropyReading | undefined;
  private readonly tracks: RunTracks;

  constructor(
    private readonly panel: WebviewPanel,
    readonly uri: Uri | undefined,
    private readonly context: EntropyPanelContext,
  ) {
    this.onClosed = panel.onDidDispose;
    this.lifetime.own(panel);
    if (uri) context.titles.nameAfter(panel, uri, (name) => l10n.t('Entropy: {0}', name));
    else panel.title = l10n.t('Entropy Collapse');
    this.lifetime.own(
      panel.webview.onDidReceiveMessage((message: FromEntropyView) => {
        this.receive(message);
      }),
    );
    this.lifetime.own(
      panel.onDidChangeViewState(() => {
        // A hidden webview is thrown away; it says ready again when it is back.
        if (!panel.visible) this.ready = false;
      }),
    );
    this.tracks = this.lifetime.own(new RunTracks(context));
    this.tracks.onChanged(() => {
      this.sendRuns();
    });
    if (uri) this.follow(uri);
    showView(panel, context.extensionUri, 'entropy');
  }

  /** Brings the panel to the front, with this pane the largest. */
  show(layout: EntropyLayout): void {
    this.layout = layout;
    if (this.ready) this.sendLayout();
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private follow(uri: Uri): void {
    const isThis = (other: Uri): boolean => other.toString() === uri.toString();
    const { readings } = this.context;
    this.lifetime.own(
      readings.onRead((read) => {
        if (isThis(read)) void this.sendDocument();
      }),
    );
    if (uri.scheme === 'untitled') return;
    const watcher = this.lifetime.own(fileWatcher(uri));
    const onDisk = (): void => {
      if (!readings.find(uri)) void this.sendDocument();
    };
    watcher.onDidChange(onDisk);
    watcher.onDidCreate(onDisk);
  }

  private receive(message: FromEntropyView): void {
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        void this.sendAll();
        break;
      case 'keepState':
        this.context.viewStates.set(this.uri ?? usualKey, message.state);
        break;
      case 'openSource':
        void this.openSource(message.problem);
        break;
      case 'openRun':
        void this.openRun(message.run);
        break;
      case 'copy':
        void env.clipboard.writeText(message.text);
        break;
      case 'save':
        void saveFigure(message, this.uri);
    }
  }

  private async sendAll(): Promise<void> {
    const state = this.context.viewStates.get(this.uri ?? usualKey);
    this.post({ kind: 'restore', uri: this.uri?.toString(), state });
    this.sendLayout();
    await this.sendDocument();
  }

  private sendLayout(): void {
    if (this.layout) this.post({ kind: 'layout', layout: this.layout });
    this.layout = undefined;
  }

  private async sendDocument(): Promise<void> {
    const { uri } = this;
    if (!uri) {
      this.sendUsual();
      return;
    }
    const reading = await this.context.readings.read(uri);
    if (!this.ready) return;
    if (reading instanceof UnreadableSpec) {
      const { message } = reading;
      this.post({
        kind: 'problems',
        problems: [{ severity: 'error', message, line: 1, column: 1 }],
      });
      if (!this.lastReading) this.sendUsual();
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

  private sendRuns(): void {
    this.post({ kind: 'runs', runs: this.tracks.runs });
  }

  /** The usual model of training, for a view without a document. */
  private sendUsual(): void {
    const { spec } = parseEntropySpec('model: { kind: grpo }', 'yaml');
    if (!spec) throw new Error('The usual model does not decode.');
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

  private post(message: ToEntropyView): void {
    if (this.ready) void this.panel.webview.postMessage(message);
  }
}
