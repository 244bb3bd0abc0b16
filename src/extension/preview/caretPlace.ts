import { type Disposable, EventEmitter, type TextDocument, type TextEditor, window } from 'vscode';
import type { SourcePlace } from '../../protocol/preview.ts';
import { placeAt } from '../../language/services/place.ts';
import type { SourceMap } from '../../language/spec.ts';
import { Lifetime } from '../lifetime.ts';
import { settingsFor } from '../settings.ts';
import type { SpecSession } from '../spec/specSession.ts';

/**
 * The layer or neuron that the caret is in, in whichever editor shows the spec: the active one, or
 * the last one that was while the focus is in the preview. Undefined when the caret is elsewhere or
 * the setting is off.
 */
export class CaretPlace implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly changedEmitter = this.lifetime.own(new EventEmitter<SourcePlace | undefined>());
  /** Fires when the caret has moved to another place, not at every keystroke. */
  readonly onChanged = this.changedEmitter.event;
  place: SourcePlace | undefined;
  /** The editor whose caret counts. */
  editor: TextEditor | undefined;
  private line: number | undefined;

  constructor(private readonly session: SpecSession) {
    const update = (): void => {
      this.update();
    };
    this.lifetime.own(window.onDidChangeTextEditorSelection(update));
    this.lifetime.own(window.onDidChangeActiveTextEditor(update));
    this.lifetime.own(window.onDidChangeVisibleTextEditors(update));
    this.lifetime.own(session.onReading(update));
    this.update();
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private update(): void {
    this.editor = this.currentEditor();
    const line = this.editor?.selection.active.line;
    // Text that is being typed is read a little later, or has errors: its row stays highlighted.
    if (this.editor && line === this.line && !sourceOf(this.session, this.editor.document)) return;
    this.line = line;
    const isOn = settingsFor(this.session.uri).syncSelection;
    const place = isOn && this.editor ? caretPlace(this.session, this.editor) : undefined;
    if (place?.layer === this.place?.layer && place?.neuron === this.place?.neuron) return;
    this.place = place;
    this.changedEmitter.fire(place);
  }

  private currentEditor(): TextEditor | undefined {
    const shows = ({ document }: TextEditor): boolean =>
      document.uri.toString() === this.session.uri.toString();
    const active = window.activeTextEditor;
    if (active) return shows(active) ? active : undefined;
    const visible = window.visibleTextEditors;
    return visible.find((editor) => editor === this.editor) ?? visible.find(shows);
  }
}

/** The layer or neuron at the caret of an editor, if the text there has been read. */
export function caretPlace(
  session: SpecSession,
  { document, selection }: TextEditor,
): SourcePlace | undefined {
  const source = sourceOf(session, document);
  const place = source && placeAt(source, document.offsetAt(selection.active));
  if (!place || place.kind === 'domain') return undefined;
  return place.kind === 'layer'
    ? { layer: place.layer }
    : { layer: place.layer, neuron: place.neuron };
}

/** The source map of the current text of a document, if it was read without errors. */
function sourceOf({ reading }: SpecSession, { version }: TextDocument): SourceMap | undefined {
  return reading?.version === version ? reading.source : undefined;
}
