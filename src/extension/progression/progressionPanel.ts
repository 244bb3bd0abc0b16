import {
  type Disposable,
  env,
  type Event,
  l10n,
  type LogOutputChannel,
  type Range,
  Uri,
  type WebviewPanel,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { Engine } from '../../protocol/engine.ts';
import type { FileKind, FromProgression, ToProgression } from '../../protocol/progression.ts';
import { Lifetime } from '../lifetime.ts';
import type { PanelTitles } from '../panels/panelTitles.ts';
import { showView } from '../panels/viewPanel.ts';
import type { ViewStates } from '../panels/viewStates.ts';
import type { SpecSession } from '../spec/specSession.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { fileNameOf } from '../spec/specText.ts';
import { textColumn } from '../panels/textColumn.ts';
import { askFileKind } from './fileKinds.ts';
import { openFrame } from './openFrame.ts';
import { ProgressionRun } from './progressionRun.ts';

export const progressionType = 'foldComplex.progression';

/** What a progression needs from the rest of the extension. */
export interface ProgressionContext {
  readonly extensionUri: Uri;
  readonly sessions: SpecSessions;
  readonly engine: Engine;
  readonly viewStates: ViewStates;
  readonly titles: PanelTitles;
  readonly log: LogOutputChannel;
}

/**
 * The progression of one document in a webview panel. A hidden panel is thrown away by VS Code and
 * computes nothing; when it is back it says ready and begins again with the moment it showed.
 */
export class ProgressionPanel implements Disposable {
  readonly onClosed: Event<void>;
  private readonly lifetime = new Lifetime();
  /** Everything tied to the document that is followed now. */
  private following = new Lifetime();
  private session: SpecSession;
  private run: ProgressionRun;
  private ready = false;

  constructor(
    private readonly panel: WebviewPanel,
    uri: Uri,
    private readonly context: ProgressionContext,
  ) {
    this.onClosed = panel.onDidDispose;
    this.lifetime.own(panel);
    this.lifetime.own(
      panel.webview.onDidReceiveMessage((message: FromProgression) => {
        this.receive(message);
      }),
    );
    this.lifetime.own(
      panel.onDidChangeViewState(() => {
        if (panel.visible) return;
        this.ready = false;
        this.run.stop();
      }),
    );
    [this.session, this.run] = this.follow(uri);
    showView(panel, context.extensionUri, 'progression');
  }

  get uri(): Uri {
    return this.session.uri;
  }

  get active(): boolean {
    return this.panel.active;
  }

  /** Brings the panel to the front without taking the focus. */
  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** Shows another document from now on, as after a rename. */
  follow(uri: Uri): [SpecSession, ProgressionRun] {
    this.following.dispose();
    this.following = new Lifetime();
    const { session } = this.following.own(this.context.sessions.lease(uri));
    const { engine, log } = this.context;
    const run = this.following.own(
      new ProgressionRun(session, engine, log, (message) => {
        this.post(message);
      }),
    );
    this.session = session;
    this.run = run;
    this.context.titles.nameAfter(this.panel, uri, (name) => l10n.t('Progression: {0}', name));
    if (this.ready) this.restore();
    return [session, run];
  }

  dispose(): void {
    this.following.dispose();
    this.lifetime.dispose();
  }

  private receive(message: FromProgression): void {
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        this.restore();
        break;
      case 'keepState':
        this.context.viewStates.set(this.uri, message.state);
        break;
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
        void this.showSource(message.problem);
        break;
      case 'copy':
        void env.clipboard.writeText(message.text);
        break;
      case 'openFrame': {
        const request = this.run.requestOf(message.run);
        if (request) void openFrame(this.uri, request, message.index, message.network);
        break;
      }
      case 'chooseFile':
        void this.chooseFile(message.files);
        break;
      case 'save':
        void this.save(message.fileName, message.content);
        break;
      case 'showLog':
        this.context.log.show(true);
        break;
    }
  }

  private restore(): void {
    const { uri } = this;
    this.post({ kind: 'restore', uri: uri.toString(), state: this.context.viewStates.get(uri) });
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

  /** Asks what to save, and has the view make it. */
  private async chooseFile(files: readonly FileKind[]): Promise<void> {
    const file = await askFileKind(files);
    if (file) this.post({ kind: 'makeFile', file });
  }

  /** Asks where to, beside the spec unless something else is chosen, and writes. */
  private async save(fileName: string, content: string | Uint8Array): Promise<void> {
    const ending = fileName.slice(fileName.lastIndexOf('.') + 1);
    const uri = await window.showSaveDialog({
      defaultUri: Uri.joinPath(this.uri, '..', fileName),
      filters: { [ending.toUpperCase()]: [ending] },
    });
    if (!uri) return;
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    try {
      await workspace.fs.writeFile(uri, bytes);
      window.setStatusBarMessage(l10n.t('Exported {0}', fileNameOf(uri)), 4000);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(l10n.t('{0} cannot be written: {1}', fileNameOf(uri), reason));
    }
  }

  private post(message: ToProgression): void {
    if (this.ready) void this.panel.webview.postMessage(message);
  }
}
