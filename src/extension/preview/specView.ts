import {
  type Disposable,
  env,
  type Event,
  EventEmitter,
  l10n,
  type LogOutputChannel,
  type TextDocumentShowOptions,
  Uri,
  type ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import type {
  FromView,
  ImageSize,
  ImageStyle,
  SourcePlace,
  ToView,
  ViewAnswer,
} from '../../protocol/preview.ts';
import { offerToSave } from '../export/saving.ts';
import { anyOf, Lifetime } from '../lifetime.ts';
import type { PanelTitles } from '../panels/panelTitles.ts';
import { fileNameOf } from '../spec/specText.ts';
import { textColumn } from '../panels/textColumn.ts';
import { Questions } from './questions.ts';
import { SpecBinding, type BindingContext } from './specBinding.ts';
import { showView } from '../panels/viewPanel.ts';
import type { ViewStates } from '../panels/viewStates.ts';

/** What a view needs from the rest of the extension. */
export interface ViewContext extends BindingContext {
  readonly extensionUri: Uri;
  readonly viewStates: ViewStates;
  readonly titles: PanelTitles;
  readonly log: LogOutputChannel;
}

/**
 * The picture of a spec in a tab of the window, and the go-between of its user and the text.
 * Pictures are posted only while the tab is visible and its page has said that it is ready; a page
 * that comes back asks again and gets the latest. What a preview beside the text and an editor in its
 * place do in their own ways is left to them.
 */
export abstract class SpecView implements Disposable {
  readonly onClosed: Event<void>;
  protected ties: SpecBinding;
  private readonly lifetime = new Lifetime();
  /** A neuron to be pinned as soon as there is a picture. */
  private wanted: SourcePlace | undefined;
  /** The guide is to be opened as soon as the view can. */
  private explaining = false;
  private ready = false;
  private readonly readyEmitter = this.lifetime.own(new EventEmitter<void>());
  private readonly questions = new Questions((message) => {
    this.post(message);
  });

  constructor(
    protected readonly panel: WebviewPanel,
    uri: Uri,
    protected readonly context: ViewContext,
  ) {
    this.onClosed = panel.onDidDispose;
    this.lifetime.own(
      panel.webview.onDidReceiveMessage((message: FromView) => {
        this.receive(message);
      }),
    );
    this.lifetime.own(
      panel.onDidChangeViewState(() => {
        this.updateLooking();
      }),
    );
    this.ties = this.tieTo(uri);
    this.updateLooking();
    showView(panel, context.extensionUri, 'complex');
  }

  /** Whether it stays with its document, whatever is edited. */
  abstract readonly isLocked: boolean;

  get uri(): Uri {
    return this.ties.uri;
  }

  get active(): boolean {
    return this.panel.active;
  }

  get visible(): boolean {
    return this.panel.visible;
  }

  /** What the caret in the text lights. */
  get highlight(): SourcePlace | undefined {
    return this.ties.caret.place;
  }

  /** Brings the tab to the front without taking the focus. */
  reveal(column?: ViewColumn): void {
    this.panel.reveal(column, true);
  }

  /** Pins a neuron's fold, as soon as there is a picture. */
  pin(place: SourcePlace): void {
    this.wanted = place;
    if (this.ties.session.picture) this.pinWanted();
  }

  /** Opens the guide in the view, which gets the focus: it is read and stepped through. */
  explain(): void {
    this.panel.reveal();
    this.explaining = true;
    this.openGuide();
  }

  /** Shows the text of the document, where the selected fold comes from if one is selected. */
  async showSource(): Promise<void> {
    const { places } = this.ties.rows;
    await this.openSource(places.length === 1 ? places[0] : undefined);
  }

  /** Shows the text of the document, at a place when one is named. */
  async openSource(place?: SourcePlace, problem?: number): Promise<void> {
    const selection = this.ties.rangeOf(place, problem);
    const where = selection ? { selection } : {};
    const viewColumn = textColumn(this.uri);
    if (viewColumn === undefined) await this.openText(where);
    else await window.showTextDocument(this.uri, { viewColumn, ...where });
  }

  /** An image of the picture, as PNG. Rejects with what its user should be told. */
  async takeImage(size: ImageSize, style: ImageStyle): Promise<Uint8Array> {
    await this.shown();
    const { png } = await this.questions.ask('png', (id) => ({
      kind: 'takeImage',
      id,
      size,
      style,
    }));
    return png;
  }

  /** How the picture is looked at. Rejects with what its user should be told. */
  async look(): Promise<ViewAnswer & { kind: 'look' }> {
    await this.shown();
    return this.questions.ask('look', (id) => ({ kind: 'tellLook', id }));
  }

  dispose(): void {
    this.questions.forget();
    this.ties.dispose();
    this.lifetime.dispose();
  }

  /** Opens the text where no editor shows it. */
  protected abstract openText(where: TextDocumentShowOptions): Promise<void>;

  /** Takes back what was moved last, or moves it again. */
  protected abstract step(way: 'undo' | 'redo'): Promise<void>;

  /** Shows another document from now on, or the same one under another name. */
  protected turnTo(uri: Uri): void {
    this.ties.dispose();
    this.ties = this.tieTo(uri);
    this.updateLooking();
    if (this.ready) this.sendAll();
  }

  protected post(message: ToView): void {
    if (!this.ready) return;
    void this.panel.webview.postMessage(message);
    if (message.kind === 'picture') this.pinWanted();
  }

  private tieTo(uri: Uri): SpecBinding {
    return new SpecBinding(uri, this.context, (message) => {
      this.post(message);
    });
  }

  /** Resolves when the view has the whole picture of the text. Rejects when there will be none. */
  private async shown(): Promise<void> {
    if (!this.panel.visible) this.reveal();
    for (;;) {
      const { status, picture } = this.ties.session;
      if (status.kind === 'problems' || status.kind === 'missing')
        throw new Error(
          l10n.t(
            '{0} has errors. Mend them first: they are in the Problems panel.',
            fileNameOf(this.uri),
          ),
        );
      if (this.ready && picture && !picture.sketch) return;
      if (this.lifetime.isOver) throw new Error(l10n.t('The preview was hidden or closed.'));
      const { onStatus, onPicture } = this.ties.session;
      await anyOf([onStatus, onPicture, this.readyEmitter.event, this.onClosed]);
    }
  }

  private updateLooking(): void {
    const { visible } = this.panel;
    this.ties.look(visible);
    if (visible) return;
    // A hidden webview is thrown away; it says ready again when it is back.
    this.ready = false;
    this.questions.forget();
  }

  private receive(message: FromView): void {
    const { session, rows, editing, caret } = this.ties;
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        this.sendAll();
        this.readyEmitter.fire();
        this.openGuide();
        break;
      case 'keepState':
        this.context.viewStates.set(Uri.parse(message.uri), message.state);
        break;
      case 'cancel':
        session.cancel();
        break;
      case 'recompute':
        session.touched();
        break;
      case 'computeAll':
        session.computeAll();
        break;
      case 'openSource':
        this.attempt(this.openSource(message.place, message.problem));
        break;
      case 'selected':
        rows.select(message.places);
        if (message.reveal) rows.reveal(caret.editor);
        break;
      case 'tryNeuron':
        this.attempt(editing.try(message.change));
        break;
      case 'keepNeuron':
        this.attempt(editing.keep(message.change));
        break;
      case 'dropNeuron':
        editing.drop();
        break;
      case 'undo':
      case 'redo':
        this.attempt(this.step(message.kind));
        break;
      case 'writeOut':
        this.attempt(editing.writeOut(message.layer));
        break;
      case 'answer':
        this.questions.answered(message.id, message.answer);
        break;
      case 'imageCopied':
        window.setStatusBarMessage(l10n.t('Copied the picture'), 4000);
        break;
      case 'imageNotCopied':
        this.attempt(offerToSave(this.uri, message.png));
        break;
      case 'copy':
        void env.clipboard.writeText(message.text);
        break;
      case 'showLog':
        this.context.log.show(true);
        break;
    }
  }

  /** What fails without a reason that its user knows of is logged, and said. */
  private attempt(work: Promise<void>): void {
    work.catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      this.context.log.error(error instanceof Error ? (error.stack ?? message) : message);
      this.post({ kind: 'refused', message });
    });
  }

  private sendAll(): void {
    const { uri, session } = this.ties;
    const state = this.context.viewStates.get(uri);
    this.post({ kind: 'restore', uri: uri.toString(), state, locked: this.isLocked });
    this.post({ kind: 'highlight', place: this.highlight });
    if (session.picture) {
      this.post({ kind: 'picture', picture: session.picture });
      if (session.facts) this.post({ kind: 'facts', facts: session.facts });
    }
    this.post({ kind: 'status', status: session.status });
  }

  /** To be called after a picture: the view pins in the one that it shows. */
  private pinWanted(): void {
    if (!this.ready || !this.wanted || this.ties.session.picture?.sketch) return;
    this.post({ kind: 'pin', place: this.wanted });
    this.wanted = undefined;
  }

  private openGuide(): void {
    if (!this.ready || !this.explaining) return;
    this.post({ kind: 'guide' });
    this.explaining = false;
  }
}
