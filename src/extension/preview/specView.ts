import {
  commands,
  EventEmitter,
  l10n,
  type TextDocumentShowOptions,
  type Uri,
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
import { anyOf } from '../lifetime.ts';
import { textColumn } from '../panels/textColumn.ts';
import { type OwnMessage, ViewPanel, type PanelContext } from '../panels/viewPanel.ts';
import { fileNameOf } from '../spec/specText.ts';
import { Questions } from './questions.ts';
import { SpecBinding, type BindingContext } from './specBinding.ts';

/** What a view of a spec needs from the rest of the extension. */
export interface SpecViewContext extends PanelContext, BindingContext {}

/**
 * The picture of a spec in a tab of the window: passes pictures to its page, and what the user does
 * there to the text. A preview beside the text and an editor in its place differ in a few things,
 * which are left to them.
 */
export abstract class SpecView extends ViewPanel<FromView, ToView> {
  protected binding: SpecBinding;
  /** A neuron to be pinned as soon as there is a picture. */
  private wanted: SourcePlace | undefined;
  /** The guided tour is to be opened as soon as the page can. */
  private explaining = false;
  private readonly readyEmitter = this.lifetime.own(new EventEmitter<void>());
  private readonly questions = new Questions((message) => {
    this.post(message);
  });

  constructor(
    panel: WebviewPanel,
    uri: Uri,
    protected override readonly context: SpecViewContext,
  ) {
    super(panel, 'complex', context);
    this.binding = this.createBinding(uri);
    this.binding.setVisible(panel.visible);
  }

  /** Whether it stays with its document, whatever is edited. */
  abstract readonly isLocked: boolean;

  get uri(): Uri {
    return this.binding.uri;
  }

  get uris(): readonly Uri[] {
    return [this.uri];
  }

  /** What the caret in the text highlights. */
  get highlight(): SourcePlace | undefined {
    return this.binding.caret.place;
  }

  /** Pins a neuron's fold, as soon as there is a picture. */
  pin(place: SourcePlace): void {
    this.wanted = place;
    if (this.binding.session.picture) this.pinWanted();
  }

  /** Opens the guided tour in the view, and moves the focus there. */
  explain(): void {
    this.panel.reveal();
    this.explaining = true;
    this.openGuide();
  }

  /** Shows the text of the document, at the neuron of the selected fold if one is selected. */
  async showSource(): Promise<void> {
    const { places } = this.binding.rows;
    await this.openSource(places.length === 1 ? places[0] : undefined);
  }

  /** Shows the text of the document, at a place when one is named. */
  async openSource(place?: SourcePlace, problem?: number): Promise<void> {
    const selection = this.binding.rangeOf(place, problem);
    const where = selection ? { selection } : {};
    const viewColumn = textColumn(this.uri);
    if (viewColumn === undefined) await this.openText(where);
    else await window.showTextDocument(this.uri, { viewColumn, ...where });
  }

  /** An image of the picture, as PNG. Rejects with a message for the user. */
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

  /**
   * An SVG as PNG, with `scale` pixels per millimetre: only a browser can paint one. Rejects with a
   * message for the user.
   */
  async rasterise(svg: string, scale: number): Promise<Uint8Array<ArrayBuffer>> {
    await this.shown();
    const { png } = await this.questions.ask('png', (id) => ({
      kind: 'rasterise',
      id,
      svg,
      scale,
    }));
    return png;
  }

  /** Camera, heights and colours of the picture. Rejects with a message for the user. */
  async look(): Promise<ViewAnswer & { kind: 'look' }> {
    await this.shown();
    return this.questions.ask('look', (id) => ({ kind: 'tellLook', id }));
  }

  override dispose(): void {
    this.questions.cancelAll();
    this.binding.dispose();
    super.dispose();
  }

  /** Opens the text where no editor shows it. */
  protected abstract openText(where: TextDocumentShowOptions): Promise<void>;

  /** Undoes the last change that was made in the view, or redoes it. */
  protected abstract step(way: 'undo' | 'redo'): Promise<void>;

  /** Shows another document from now on, or the same one under another name. */
  protected bindTo(uri: Uri): void {
    this.binding.dispose();
    this.binding = this.createBinding(uri);
    this.binding.setVisible(this.visible);
    this.sendAll();
  }

  protected override post(message: ToView): void {
    super.post(message);
    if (message.kind === 'picture') this.pinWanted();
  }

  protected restore(): void {
    this.sendAll();
    this.readyEmitter.fire();
    this.openGuide();
  }

  protected override visibilityChanged(): void {
    this.binding.setVisible(this.visible);
    if (!this.visible) this.questions.cancelAll();
  }

  protected handle(message: OwnMessage<FromView>): void {
    const { session, rows, editing, caret } = this.binding;
    switch (message.kind) {
      case 'cancel':
        session.cancel();
        break;
      case 'recompute':
        session.refresh();
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
      case 'tryNumbers':
        this.attempt(editing.try(message.change));
        break;
      case 'keepNumbers':
        this.attempt(editing.keep(message.change));
        break;
      case 'dropNumbers':
        editing.drop();
        break;
      case 'undo':
      case 'redo':
        this.attempt(this.step(message.kind));
        break;
      case 'fixProblem':
        this.attempt(editing.fix(message.problem));
        break;
      case 'startFromExample':
        this.attempt(commands.executeCommand('foldComplex.openExample', this.uri));
        break;
      case 'export':
        this.attempt(commands.executeCommand('foldComplex.export', this.uri));
        break;
      case 'writeOut':
        this.attempt(editing.writeOut(message.layer));
        break;
      case 'answer':
        this.questions.answered(message.id, message.answer);
        break;
    }
  }

  protected override reportFailure(message: string): void {
    this.post({ kind: 'refused', message });
  }

  private createBinding(uri: Uri): SpecBinding {
    return new SpecBinding(uri, this.context, (message) => {
      this.post(message);
    });
  }

  /** Resolves when the page has the complete picture of the text. Rejects when there will be none. */
  private async shown(): Promise<void> {
    if (!this.visible) this.reveal();
    for (;;) {
      const { status, picture } = this.binding.session;
      if (status.kind === 'problems' || status.kind === 'missing')
        throw new Error(
          l10n.t(
            '{0} has errors. Fix them first; the Problems panel lists them.',
            fileNameOf(this.uri),
          ),
        );
      if (this.ready && picture && !picture.coarseness) return;
      if (this.lifetime.isOver) throw new Error(l10n.t('The preview was hidden or closed.'));
      const { onStatus, onPicture } = this.binding.session;
      await anyOf([onStatus, onPicture, this.readyEmitter.event, this.onClosed]);
    }
  }

  private sendAll(): void {
    const { uri, session } = this.binding;
    const { keptState: state, isLocked: locked } = this;
    this.post({ kind: 'restore', uri: uri.toString(), state, locked });
    this.post({ kind: 'highlight', place: this.highlight });
    if (session.picture) {
      this.post({ kind: 'picture', picture: session.picture });
      if (session.facts) this.post({ kind: 'facts', facts: session.facts });
    }
    this.post({ kind: 'status', status: session.status });
  }

  /** To be called after a picture: the page pins in the one that it shows. */
  private pinWanted(): void {
    if (!this.ready || !this.wanted || this.binding.session.picture?.coarseness) return;
    this.post({ kind: 'pin', place: this.wanted });
    this.wanted = undefined;
  }

  private openGuide(): void {
    if (!this.ready || !this.explaining) return;
    this.post({ kind: 'guide' });
    this.explaining = false;
  }
}
