import {
  type Disposable,
  env,
  type Event,
  type LogOutputChannel,
  type Range,
  type TextEditorDecorationType,
  Uri,
  type WebviewPanel,
  ViewColumn,
  window,
} from 'vscode';
import type { FromView, SourcePlace, ToView } from '../../protocol/view.ts';
import { Lifetime } from '../lifetime.ts';
import type { SpecSession } from '../spec/specSession.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { fileNameOf } from '../spec/specText.ts';
import { CaretPlace } from './caretPlace.ts';
import { previewHtml, resourceRoots } from './html.ts';
import { rowOf, SelectedRows } from './selectedRows.ts';
import type { ViewStates } from './viewStates.ts';

export const viewType = 'foldComplex.preview';

/** What a preview needs from the rest of the extension. */
export interface PreviewContext {
  readonly extensionUri: Uri;
  readonly sessions: SpecSessions;
  readonly viewStates: ViewStates;
  readonly rowDecoration: TextEditorDecorationType;
  readonly log: LogOutputChannel;
}

/**
 * The preview of one document in a webview panel. Pictures are posted only while the panel is
 * visible and has said that it is ready; a panel that comes back asks again and gets the latest.
 */
export class Preview implements Disposable {
  readonly onClosed: Event<void>;
  private readonly lifetime = new Lifetime();
  /** Everything tied to the document that is followed now. */
  private following = new Lifetime();
  private looking: Disposable | undefined;
  private session: SpecSession;
  private caret: CaretPlace | undefined;
  private rows: SelectedRows | undefined;
  /** A neuron to be pinned as soon as there is a picture. */
  private wanted: SourcePlace | undefined;
  private ready = false;

  constructor(
    private readonly panel: WebviewPanel,
    uri: Uri,
    private readonly context: PreviewContext,
  ) {
    this.onClosed = panel.onDidDispose;
    this.lifetime.own(panel);
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      localResourceRoots: resourceRoots(context.extensionUri),
    };
    panel.iconPath = {
      light: Uri.joinPath(context.extensionUri, 'media', 'preview-light.svg'),
      dark: Uri.joinPath(context.extensionUri, 'media', 'preview-dark.svg'),
    };
    this.lifetime.own(
      webview.onDidReceiveMessage((message: FromView) => {
        this.receive(message);
      }),
    );
    this.lifetime.own(
      panel.onDidChangeViewState(() => {
        this.updateLooking();
      }),
    );
    this.session = this.follow(uri);
    webview.html = previewHtml(webview, context.extensionUri);
  }

  get uri(): Uri {
    return this.session.uri;
  }

  get active(): boolean {
    return this.panel.active;
  }

  /** What the caret in the text lights. */
  get lit(): SourcePlace | undefined {
    return this.caret?.place;
  }

  /** Brings the panel to the front without taking the focus. */
  reveal(column?: ViewColumn): void {
    this.panel.reveal(column, true);
  }

  /** Shows another document from now on, as after a rename. */
  follow(uri: Uri): SpecSession {
    const selected = this.rows?.places ?? [];
    this.following.dispose();
    this.following = new Lifetime();
    const { session } = this.following.own(this.context.sessions.lease(uri));
    this.session = session;
    this.panel.title = `Fold Complex: ${fileNameOf(uri)}`;
    this.following.own(
      session.onPicture((picture) => {
        this.post({ kind: 'picture', picture });
        this.pinWanted();
      }),
    );
    this.following.own(
      session.onStatus((status) => {
        this.post({ kind: 'status', status });
      }),
    );
    this.rows = this.following.own(new SelectedRows(session, this.context.rowDecoration));
    this.rows.select(selected);
    this.caret = this.following.own(new CaretPlace(session));
    this.following.own(
      this.caret.onChanged((place) => {
        this.post({ kind: 'lit', place });
      }),
    );
    this.following.own({
      dispose: () => {
        this.looking?.dispose();
        this.looking = undefined;
      },
    });
    this.updateLooking();
    if (this.ready) this.sendAll();
    return session;
  }

  /** Pins a neuron's fold, as soon as there is a picture. */
  pin(place: SourcePlace): void {
    this.wanted = place;
    if (this.session.picture) this.pinWanted();
  }

  /** Shows the text of the document, where the selected fold comes from if one is selected. */
  async showSource(): Promise<void> {
    const places = this.rows?.places ?? [];
    await this.openSource(places.length === 1 ? places[0] : undefined);
  }

  /** Shows the text of the document, at a place when one is named. */
  async openSource(place?: SourcePlace, problem?: number): Promise<void> {
    const selection = this.rangeOf(place, problem);
    const editor = window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === this.uri.toString(),
    );
    await window.showTextDocument(this.uri, {
      viewColumn: editor?.viewColumn ?? this.sourceColumn(),
      ...(selection && { selection }),
    });
  }

  dispose(): void {
    this.following.dispose();
    this.lifetime.dispose();
  }

  /** The text belongs beside the picture, not over it. */
  private sourceColumn(): ViewColumn {
    const own = this.panel.viewColumn ?? ViewColumn.Two;
    const left = window.tabGroups.all.findLast(({ viewColumn }) => viewColumn < own);
    return left?.viewColumn ?? ViewColumn.Beside;
  }

  private rangeOf(place?: SourcePlace, problem?: number): Range | undefined {
    const reading = this.session.reading;
    if (!reading) return undefined;
    if (problem !== undefined) {
      const found = reading.problems.at(problem);
      return found && reading.rangeOf(found.range);
    }
    const row = place && reading.source && rowOf(reading.source, place);
    return row && reading.rangeOf(row);
  }

  private updateLooking(): void {
    if (this.panel.visible && !this.looking) {
      this.looking = this.session.look();
    } else if (!this.panel.visible && this.looking) {
      this.looking.dispose();
      this.looking = undefined;
      // A hidden webview is thrown away; it says ready again when it is back.
      this.ready = false;
      this.rows?.select([]);
    }
  }

  private receive(message: FromView): void {
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        this.sendAll();
        break;
      case 'keepState':
        this.context.viewStates.set(this.uri, message.state);
        break;
      case 'cancel':
        this.session.cancel();
        break;
      case 'recompute':
        this.session.touched();
        break;
      case 'computeAll':
        this.session.computeAll();
        break;
      case 'openSource':
        void this.openSource(message.place, message.problem);
        break;
      case 'selected':
        this.rows?.select(message.places);
        if (message.reveal) this.rows?.reveal(this.caret?.editor);
        break;
      case 'copy':
        void env.clipboard.writeText(message.text);
        break;
      case 'showLog':
        this.context.log.show(true);
        break;
    }
  }

  private sendAll(): void {
    const { uri, session } = this;
    this.post({ kind: 'restore', uri: uri.toString(), state: this.context.viewStates.get(uri) });
    this.post({ kind: 'lit', place: this.lit });
    if (session.picture) {
      this.post({ kind: 'picture', picture: session.picture });
      this.pinWanted();
    }
    this.post({ kind: 'status', status: session.status });
  }

  /** To be called after a picture: the view pins in the one that it shows. */
  private pinWanted(): void {
    if (!this.ready || !this.wanted) return;
    this.post({ kind: 'pin', place: this.wanted });
    this.wanted = undefined;
  }

  private post(message: ToView): void {
    if (this.ready) void this.panel.webview.postMessage(message);
  }
}
