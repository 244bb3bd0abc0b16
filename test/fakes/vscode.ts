/*
 * As much of the `vscode` module as the language features use, for tests without an editor: values
 * that hold what they are given, a workspace that one types into, and providers that can be asked.
 */

type Listener<T> = (event: T) => unknown;

interface Disposable {
  dispose(): void;
}

export class EventEmitter<T> {
  private readonly listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  fire(event: T): void {
    for (const listener of this.listeners) listener(event);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position, end: Position);
  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number);
  constructor(...ends: [Position, Position] | [number, number, number, number]) {
    if (ends.length === 2) {
      [this.start, this.end] = ends;
    } else {
      this.start = new Position(ends[0], ends[1]);
      this.end = new Position(ends[2], ends[3]);
    }
  }
  intersection(other: Range): Range | undefined {
    const isBefore = (a: Position, b: Position): boolean =>
      a.line < b.line || (a.line === b.line && a.character <= b.character);
    const start = isBefore(this.start, other.start) ? other.start : this.start;
    const end = isBefore(this.end, other.end) ? this.end : other.end;
    return isBefore(start, end) ? new Range(start, end) : undefined;
  }
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
    readonly fragment = '',
  ) {}
  static from({ scheme, path }: { scheme: string; path: string }): Uri {
    return new Uri(scheme, path);
  }
  static file(path: string): Uri {
    return new Uri('file', path);
  }
  static joinPath(uri: Uri, ...parts: string[]): Uri {
    const names = uri.path.split('/');
    for (const part of parts) {
      if (part === '..') names.pop();
      else names.push(part);
    }
    return new Uri(uri.scheme, names.join('/'));
  }
  static parse(text: string): Uri {
    const colon = text.indexOf(':');
    if (colon < 1) throw new Error(`${text} has no scheme`);
    return new Uri(text.slice(0, colon), text.slice(colon + 1));
  }
  get fsPath(): string {
    return this.path;
  }
  with({ path = this.path, fragment = this.fragment }: { path?: string; fragment?: string }): Uri {
    return new Uri(this.scheme, path, fragment);
  }
  toString(): string {
    return `${this.scheme}:${this.path}${this.fragment && `#${this.fragment}`}`;
  }
}

/** A document that is typed into through `edit`. */
export class TextDocument {
  version = 1;
  isDirty = false;
  constructor(
    readonly uri: Uri,
    readonly languageId: string,
    private text: string,
  ) {}

  get lineCount(): number {
    return this.text.split('\n').length;
  }
  getText(range?: Range): string {
    if (!range) return this.text;
    return this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end));
  }
  offsetAt({ line, character }: Position): number {
    const before = this.text.split('\n').slice(0, line);
    return before.reduce((sum, one) => sum + one.length + 1, character);
  }
  positionAt(offset: number): Position {
    const before = this.text.slice(0, offset).split('\n');
    return new Position(before.length - 1, before[before.length - 1].length);
  }
  lineAt(line: number): { text: string; range: Range } {
    const text = this.text.split('\n')[line];
    return { text, range: new Range(line, 0, line, text.length) };
  }
  getWordRangeAtPosition(position: Position, pattern: RegExp): Range | undefined {
    const { text } = this.lineAt(position.line);
    for (const { index, 0: word } of text.matchAll(new RegExp(pattern, 'g')))
      if (index <= position.character && position.character <= index + word.length)
        return new Range(position.line, index, position.line, index + word.length);
    return undefined;
  }

  /** Replaces several ranges of the text as it is now. */
  replace(replacements: readonly { range: Range; text: string }[]): void {
    const contentChanges = replacements
      .map(({ range, text }) => ({
        rangeOffset: this.offsetAt(range.start),
        rangeLength: this.offsetAt(range.end) - this.offsetAt(range.start),
        text,
      }))
      .sort((a, b) => b.rangeOffset - a.rangeOffset);
    for (const { rangeOffset, rangeLength, text } of contentChanges)
      this.text =
        this.text.slice(0, rangeOffset) + text + this.text.slice(rangeOffset + rangeLength);
    this.version++;
    this.isDirty = true;
    workspace.changed.fire({ document: this, contentChanges });
  }

  /** Replaces the only occurrence of `old`, as typing does. */
  edit(old: string, now: string): void {
    const rangeOffset = this.text.indexOf(old);
    if (rangeOffset < 0) throw new Error(`${old} is not in the document`);
    this.text = this.text.replace(old, () => now);
    this.version++;
    this.isDirty = true;
    const change = { rangeOffset, rangeLength: old.length, text: now };
    workspace.changed.fire({ document: this, contentChanges: [change] });
  }
}

class Workspace {
  readonly renamed = new EventEmitter<{ files: readonly { oldUri: Uri; newUri: Uri }[] }>();
  readonly onDidRenameFiles = this.renamed.event;
  readonly textDocuments: TextDocument[] = [];
  readonly settings = new Map<string, unknown>();
  readonly opened = new EventEmitter<TextDocument>();
  readonly closed = new EventEmitter<TextDocument>();
  readonly saved = new EventEmitter<TextDocument>();
  readonly changed = new EventEmitter<{
    document: TextDocument;
    contentChanges: readonly { rangeOffset: number; rangeLength: number; text: string }[];
  }>();
  readonly configured = new EventEmitter<{ affectsConfiguration: () => boolean }>();
  readonly onDidOpenTextDocument = this.opened.event;
  readonly onDidCloseTextDocument = this.closed.event;
  readonly onDidSaveTextDocument = this.saved.event;
  readonly onDidChangeTextDocument = this.changed.event;
  readonly onDidChangeConfiguration = this.configured.event;
  readonly workspaceFolders = undefined;
  readonly fs = {
    /** Read-only schemes and locked files. */
    readOnly: new Set<string>(),
    isWritableFileSystem: (scheme: string): boolean => !this.fs.readOnly.has(scheme),
    /** Files that do not exist, and sizes of files that need no content, by path. */
    missing: new Set<string>(),
    sizes: new Map<string, number>(),
    stat: ({ path }: Uri): Promise<{ permissions: number; size: number; mtime: number }> =>
      this.fs.missing.has(path)
        ? Promise.reject(new FileSystemError())
        : Promise.resolve({
            permissions: this.fs.readOnly.has(path) ? FilePermission.Readonly : 0,
            size: this.fs.sizes.get(path) ?? this.fs.files.get(path)?.length ?? 0,
            mtime: 0,
          }),
    /** The contents of files that exist only in the test, by path. */
    files: new Map<string, Uint8Array>(),
    /** Whether writing and renaming fail, as on a full disk and in a file system without renaming. */
    isFull: false,
    cannotRename: false,
    writeFile: ({ path }: Uri, content: Uint8Array): Promise<void> => {
      if (this.fs.isFull) return Promise.reject(new FileSystemError());
      this.fs.files.set(path, content);
      return Promise.resolve();
    },
    rename: (from: Uri, to: Uri): Promise<void> => {
      const content = this.fs.files.get(from.path);
      if (!content || this.fs.cannotRename) return Promise.reject(new FileSystemError());
      this.fs.files.delete(from.path);
      this.fs.files.set(to.path, content);
      return Promise.resolve();
    },
    delete: ({ path }: Uri): Promise<void> =>
      this.fs.files.delete(path) ? Promise.resolve() : Promise.reject(new FileSystemError()),
    /** Those, and the files of the extension by their path in the repository. */
    readFile: async ({ path }: Uri): Promise<Uint8Array> => {
      const own = this.fs.files.get(path);
      if (own) return own;
      const { readFile } = await import('node:fs/promises');
      return readFile(path.replace(/^\//, ''));
    },
  };

  getConfiguration(): { get: (name: string, fallback: unknown) => unknown } {
    return { get: (name, fallback) => this.settings.get(name) ?? fallback };
  }
  /** Every watcher is notified of these, whatever its pattern. */
  readonly written = new EventEmitter<Uri>();
  createFileSystemWatcher() {
    const never = (): Disposable => ({ dispose: () => undefined });
    const onDidChange = this.written.event;
    return { onDidChange, onDidCreate: never, onDidDelete: never, dispose: () => undefined };
  }

  openTextDocument(uri: Uri): Promise<TextDocument> {
    const document = this.textDocuments.find((one) => one.uri.toString() === uri.toString());
    return document ? Promise.resolve(document) : Promise.reject(new FileSystemError());
  }
  /** Makes all replacements at once: one version, one undo step. */
  applyEdit({ replacements, uri }: WorkspaceEdit): Promise<boolean> {
    const document = this.textDocuments.find((one) => one.uri.toString() === uri?.toString());
    document?.replace(replacements);
    return Promise.resolve(document !== undefined);
  }

  /** Opens a document in an editor. */
  show(name: string, languageId: string, text: string): TextDocument {
    const document = new TextDocument(Uri.file(`/folder/${name}`), languageId, text);
    this.textDocuments.push(document);
    this.opened.fire(document);
    const editor = new TextEditor(document);
    window.activeTextEditor = editor;
    window.visibleTextEditors = [editor];
    window.activated.fire(editor);
    window.made.fire(window.visibleTextEditors);
    return document;
  }
  close(document: TextDocument): void {
    this.textDocuments.splice(this.textDocuments.indexOf(document), 1);
    this.closed.fire(document);
  }
}

export const workspace = new Workspace();

export class TabInputText {
  constructor(readonly uri: Uri) {}
}
export class TabInputCustom extends TabInputText {}
export const ViewColumn = { Active: -1, Beside: -2 };
export const env = { language: 'en' };

/** An editor that records its calls. */
export class TextEditor {
  /** Decorated ranges by decoration type. */
  readonly decorations = new Map<unknown, readonly Range[]>();
  revealed: Range | undefined;
  constructor(readonly document: TextDocument) {}
  setDecorations(decoration: unknown, ranges: readonly Range[]): void {
    this.decorations.set(decoration, ranges);
  }
  revealRange(range: Range): void {
    this.revealed = range;
  }
}

/** A webview panel whose page is simulated by the test. */
export class WebviewPanel {
  title = '';
  iconPath: unknown;
  active = true;
  visible = true;
  readonly options = {};
  readonly sent: unknown[] = [];
  readonly received = new EventEmitter<unknown>();
  private readonly closed = new EventEmitter<void>();
  private readonly stateChanged = new EventEmitter<void>();
  readonly onDidDispose = this.closed.event;
  readonly onDidChangeViewState = this.stateChanged.event;
  readonly webview = {
    html: '',
    options: {},
    cspSource: 'self',
    asWebviewUri: (uri: Uri) => uri,
    onDidReceiveMessage: this.received.event,
    postMessage: (message: unknown) => this.sent.push(message),
  };
  setVisible(visible: boolean): void {
    this.visible = visible;
    this.stateChanged.fire();
  }
  reveal(): void {
    this.setVisible(true);
  }
  dispose(): void {
    this.closed.fire();
  }
}

interface Serializer {
  deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void>;
}

class Window {
  readonly tabsChanged = new EventEmitter<void>();
  readonly tabGroups = { all: [], onDidChangeTabs: this.tabsChanged.event };
  readonly serializers = new Map<string, Serializer>();
  registerWebviewPanelSerializer(viewType: string, serializer: Serializer): Disposable {
    this.serializers.set(viewType, serializer);
    return { dispose: () => this.serializers.delete(viewType) };
  }
  createWebviewPanel(): WebviewPanel {
    return new WebviewPanel();
  }
  registerCustomEditorProvider(): Disposable {
    return { dispose: () => undefined };
  }
  createTextEditorDecorationType(options: unknown): object {
    return { options, dispose: () => undefined };
  }
  activeTextEditor: TextEditor | undefined;
  visibleTextEditors: readonly TextEditor[] = [];
  readonly activated = new EventEmitter<TextEditor | undefined>();
  readonly made = new EventEmitter<readonly TextEditor[]>();
  readonly onDidChangeActiveTextEditor = this.activated.event;
  readonly onDidChangeTextEditorSelection = new EventEmitter<unknown>().event;
  readonly onDidChangeVisibleTextEditors = this.made.event;
  /** The items of the last quick pick; none is ever picked. */
  offered: readonly { readonly target?: { readonly kind: string } }[] = [];
  showQuickPick(items: typeof this.offered): Promise<undefined> {
    this.offered = items;
    return Promise.resolve(undefined);
  }

  /** The last warning, with its choices. */
  warned: readonly unknown[] = [];
  /** What the next warning is answered with. */
  answer: string | undefined;
  showWarningMessage(...message: readonly unknown[]): Promise<string | undefined> {
    this.warned = message;
    const { answer } = this;
    this.answer = undefined;
    return Promise.resolve(answer);
  }

  /** The messages shown so far, with their actions; each waits for its answer. */
  readonly informed: { readonly message: readonly string[]; answer: (action?: string) => void }[] =
    [];
  showInformationMessage(...message: readonly string[]): Promise<string | undefined> {
    return new Promise((answer) => this.informed.push({ message, answer }));
  }

  /** What the next open dialog answers. */
  chosen: readonly Uri[] | undefined;
  showOpenDialog(): Promise<readonly Uri[] | undefined> {
    return Promise.resolve(this.chosen);
  }

  /** The status bar item that was created last. */
  statusItem = { text: '', visible: false };

  createStatusBarItem() {
    const item = {
      text: '',
      visible: false,
      show: () => (item.visible = true),
      hide: () => (item.visible = false),
      dispose: () => (item.visible = false),
    };
    this.statusItem = item;
    return item;
  }
}

export const window = new Window();

export const commands = { executeCommand: (): Promise<void> => Promise.resolve() };

/** The latest registered provider of each kind, and the contents of diagnostic collections. */
export const registered = {
  providers: new Map<string, unknown[]>(),
  diagnostics: new Map<string, Map<string, readonly Diagnostic[]>>(),
};

function register(kind: string): (selector: unknown, provider: unknown) => Disposable {
  return (_selector, provider) => {
    const list = registered.providers.get(kind) ?? [];
    registered.providers.set(kind, [...list, provider]);
    return {
      dispose: () => {
        const left = registered.providers.get(kind)?.filter((one) => one !== provider) ?? [];
        registered.providers.set(kind, left);
      },
    };
  };
}

export const languages = {
  registerCodeActionsProvider: register('codeActions'),
  registerCodeLensProvider: register('lenses'),
  registerCompletionItemProvider: register('completion'),
  registerDocumentSymbolProvider: register('symbols'),
  registerHoverProvider: register('hover'),
  registerInlayHintsProvider: register('inlays'),
  createDiagnosticCollection: (name: string) => {
    const entries = new Map<string, readonly Diagnostic[]>();
    registered.diagnostics.set(name, entries);
    return {
      set: (uri: Uri, list: readonly Diagnostic[]) => entries.set(uri.toString(), list),
      delete: (uri: Uri) => entries.delete(uri.toString()),
      dispose: () => entries.clear(),
    };
  },
};

/** Tools by name, as a language model would call them. */
export const lm = {
  tools: new Map<string, LanguageModelTool>(),
  registerTool(name: string, tool: LanguageModelTool): Disposable {
    lm.tools.set(name, tool);
    return { dispose: () => lm.tools.delete(name) };
  },
};

interface LanguageModelTool {
  prepareInvocation(options: { input: unknown }): { invocationMessage: string };
  invoke(options: { input: unknown }, token: unknown): Promise<LanguageModelToolResult>;
}

export class LanguageModelTextPart {
  constructor(readonly value: string) {}
}

export class LanguageModelToolResult {
  constructor(readonly content: readonly LanguageModelTextPart[]) {}
}

export const extensions = { installed: new Set<string>(), getExtension };

function getExtension(id: string): object | undefined {
  return extensions.installed.has(id) ? {} : undefined;
}

export const l10n = {
  t: (message: string, ...args: (string | number)[]): string =>
    message.replace(/\{(\d)\}/g, (_, i: string) => String(args[Number(i)])),
};

export class MarkdownString {
  constructor(readonly value: string) {}
}

export class Hover {
  constructor(
    readonly contents: MarkdownString | string,
    readonly range: Range,
  ) {}
}

export class CodeLens {
  constructor(
    readonly range: Range,
    readonly command: { title: string; command: string },
  ) {}
}

export class InlayHint {
  constructor(
    readonly position: Position,
    readonly label: string,
  ) {}
}

export class SnippetString {
  constructor(readonly value: string) {}
}

export class CompletionItem {
  insertText = new SnippetString('');
  constructor(
    readonly label: string,
    readonly kind: number,
  ) {}
}

export class DocumentSymbol {
  children: DocumentSymbol[] = [];
  constructor(
    readonly name: string,
    readonly detail: string,
    readonly kind: number,
    readonly range: Range,
    readonly selectionRange: Range,
  ) {}
}

export class Diagnostic {
  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: number,
  ) {}
}

export class DiagnosticRelatedInformation {
  constructor(
    readonly location: unknown,
    readonly message: string,
  ) {}
}

export class Location {
  constructor(
    readonly uri: Uri,
    readonly range: Range,
  ) {}
}

export class WorkspaceEdit {
  readonly replacements: { range: Range; text: string }[] = [];
  /** The document that is edited. */
  uri: Uri | undefined;
  replace(uri: Uri, range: Range, text: string): void {
    this.uri = uri;
    this.replacements.push({ range, text });
  }
}

export class CodeAction {
  edit: WorkspaceEdit | undefined;
  constructor(
    readonly title: string,
    readonly kind: string,
  ) {}
}

export class RelativePattern {
  constructor(
    readonly base: Uri,
    readonly pattern: string,
  ) {}
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class FileSystemError extends Error {
  readonly code = 'FileNotFound';
}

export const FilePermission = { Readonly: 1 };
export const CodeActionKind = { QuickFix: 'quickfix', RefactorRewrite: 'refactor.rewrite' };
export const CompletionItemKind = { Property: 9, EnumMember: 19, Snippet: 14 };
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const OverviewRulerLane = { Center: 2 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const SymbolKind = { Class: 4, Field: 7, Interface: 10, Array: 17, Function: 11, Event: 23 };
export const TextEditorRevealType = { InCenterIfOutsideViewport: 2 };

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };
