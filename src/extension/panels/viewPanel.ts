import {
  type Disposable,
  env,
  type Event,
  EventEmitter,
  l10n,
  type LogOutputChannel,
  Uri,
  type WebviewPanel,
  window,
} from 'vscode';
import type { FromPage } from '../../protocol/panel.ts';
import { logFilters } from '../files/logFilters.ts';
import type { ExportChoice, MakeExport } from '../../protocol/exports.ts';
import { askExport, savedExportFrom } from '../figures/askExport.ts';
import { movedUri } from '../files/movedUri.ts';
import { offerToSave, saveFile } from '../files/saveFile.ts';
import type { Saver } from '../files/saver.ts';
import { Lifetime } from '../lifetime.ts';
import { distinctName } from './distinctName.ts';
import { scriptOf, sharedScript, styleSheets, viewPage, type ViewName } from './viewPage.ts';
import type { ViewStates } from './viewStates.ts';
import { errorDetail, errorMessage } from '../errorText.ts';

/** What every panel needs from the rest of the extension. */
export interface PanelContext {
  readonly extensionUri: Uri;
  readonly viewStates: ViewStates;
  readonly log: LogOutputChannel;
  readonly saver: Saver;
}

/** A title around the name of a document, or one without a document. */
export type PanelTitle = string | { readonly uri: Uri; readonly titleOf: (name: string) => string };

/** What a page sends besides what every page can send. */
export type OwnMessage<From> = Exclude<From, FromPage>;

/**
 * A view in a webview panel. Messages are posted only while its page is loaded: VS Code discards the
 * page of a hidden panel, unless the panel retains it, and the page sends `ready` when it is back.
 */
export abstract class ViewPanel<From = unknown, To = unknown> implements Disposable {
  readonly onClosed: Event<void>;
  readonly onTitleChanged: Event<void>;
  protected readonly lifetime = new Lifetime();
  private readonly titleChanged = this.lifetime.own(new EventEmitter<void>());
  private isReady = false;

  constructor(
    protected readonly panel: WebviewPanel,
    private readonly view: ViewName,
    protected readonly context: PanelContext,
  ) {
    this.onClosed = panel.onDidDispose;
    this.onTitleChanged = this.titleChanged.event;
    this.lifetime.own(
      panel.webview.onDidReceiveMessage((message: FromPage | OwnMessage<From>) => {
        this.receive(message);
      }),
    );
    this.lifetime.own(
      panel.onDidChangeViewState(() => {
        if (!panel.visible && !panel.options.retainContextWhenHidden) this.isReady = false;
        this.visibilityChanged();
      }),
    );
    loadPage(panel, context.extensionUri, view);
  }

  /** The documents that it shows. */
  abstract readonly uris: readonly Uri[];

  /** Undefined where VS Code gives the tab its title. */
  protected abstract readonly title: PanelTitle | undefined;

  get active(): boolean {
    return this.panel.active;
  }

  get visible(): boolean {
    return this.panel.visible;
  }

  /** The document that names the title, if there is one. */
  get titleUri(): Uri | undefined {
    const { title } = this;
    return typeof title === 'object' ? title.uri : undefined;
  }

  /** Sets the title, with a name that is distinct from those of other documents. */
  updateTitle(paths: ReadonlySet<string>): void {
    const { title, panel } = this;
    if (title === undefined) return;
    const text =
      typeof title === 'string' ? title : title.titleOf(distinctName(title.uri.path, paths));
    if (panel.title !== text) panel.title = text;
  }

  /** Brings the panel to the front without taking the focus. */
  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** Follows what was renamed: a document, or a folder that documents are in. */
  renamed(oldUri: Uri, newUri: Uri): void {
    for (const uri of this.uris) {
      const moved = movedUri(uri, oldUri, newUri);
      if (moved) this.follow(moved, uri);
    }
  }

  close(): void {
    this.panel.dispose();
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  /** Sends the page all that it shows. */
  protected abstract restore(): void;

  /** Handles a message of the view's own. */
  protected abstract handle(message: OwnMessage<From>): void;

  /** Shows a document from now on in the place of one that it shows. */
  protected abstract follow(uri: Uri, before: Uri): void;

  /** Shows a file in the place of one that is gone, on a page that knows nothing of the first. */
  protected async showInstead(uri: Uri, before: Uri): Promise<void> {
    this.isReady = false;
    this.follow(uri, before);
    loadPage(this.panel, this.context.extensionUri, this.view);
    await Promise.resolve();
  }

  /** The user closes the panel from its page. */
  protected async closedByUser(): Promise<void> {
    this.close();
    await Promise.resolve();
  }

  protected visibilityChanged(): void {
    // Most views have nothing to do.
  }

  /** The files that its pictures and tables are made of, besides those that a network spec names. */
  protected get sources(): readonly Uri[] {
    return this.uris;
  }

  /** What the state of the view is kept under. */
  protected get stateUri(): Uri | undefined {
    return this.uris.at(0);
  }

  /** The state that was kept, if any; the view decodes it. */
  protected get keptState(): unknown {
    return this.stateUri && this.context.viewStates.get(this.stateUri);
  }

  protected get ready(): boolean {
    return this.isReady;
  }

  protected post(message: To): void {
    if (this.isReady) void this.panel.webview.postMessage(message);
  }

  /** To be called when `title` has changed. */
  protected retitle(): void {
    this.titleChanged.fire();
  }

  /** Logs what fails, and reports it to the user. */
  protected attempt(work: PromiseLike<unknown>): void {
    work.then(undefined, (error: unknown) => {
      this.context.log.error(errorDetail(error));
      this.reportFailure(errorMessage(error));
    });
  }

  protected reportFailure(message: string): void {
    void window.showErrorMessage(`Fold Complex: ${message}`);
  }

  /** Asks what to save, and has the page make it. */
  private async chooseExport(choices: readonly ExportChoice[]): Promise<void> {
    const { viewStates } = this.context;
    const key = Uri.from({ scheme: 'fold-complex', path: `/exports/${this.view}` });
    const chosen = await askExport(choices, savedExportFrom(viewStates.get(key)));
    if (!chosen || !this.isReady) return;
    viewStates.set(key, chosen);
    const message: MakeExport = { kind: 'makeExport', ...chosen };
    void this.panel.webview.postMessage(message);
  }

  private async openInstead(): Promise<void> {
    const before = this.uris.at(0);
    const [uri] = (await window.showOpenDialog({ filters: filtersOf(this.view) })) ?? [];
    if (uri && before && !this.lifetime.isOver) await this.showInstead(uri, before);
  }

  private receive(message: FromPage | OwnMessage<From>): void {
    const common = message as FromPage;
    switch (common.kind) {
      case 'ready':
        this.isReady = true;
        this.restore();
        break;
      case 'keepState': {
        const uri = common.uri === undefined ? this.stateUri : Uri.parse(common.uri);
        if (uri) this.context.viewStates.set(uri, common.state);
        break;
      }
      case 'copy':
        this.attempt(env.clipboard.writeText(common.text));
        break;
      case 'save':
        this.attempt(saveFile(this.context.saver, common, this.sources));
        break;
      case 'cannotSave':
        this.reportFailure(common.message);
        break;
      case 'chooseExport':
        this.attempt(this.chooseExport(common.choices));
        break;
      case 'imageCopied':
        window.setStatusBarMessage(l10n.t('Image copied'), 4000);
        break;
      case 'imageNotCopied':
        this.attempt(
          offerToSave(
            this.context.saver,
            { fileName: common.fileName, content: common.png },
            this.sources,
          ),
        );
        break;
      case 'showLog':
        this.context.log.show(true);
        break;
      case 'openInstead':
        this.attempt(this.openInstead());
        break;
      case 'close':
        this.attempt(this.closedByUser());
        break;
      default:
        this.handle(message as OwnMessage<From>);
    }
  }
}

/** The files that a view can show, by the names that they usually have. */
function filtersOf(view: ViewName): Record<string, string[]> {
  if (view === 'run') return logFilters();
  return { [l10n.t('Specs')]: ['yaml', 'yml', 'json'], [l10n.t('All files')]: ['*'] };
}

/** Gives a panel its icon and the page of a view, which loads nothing from outside the extension. */
function loadPage(panel: WebviewPanel, extension: Uri, view: ViewName): void {
  const { webview } = panel;
  const within = (...path: string[]): Uri => Uri.joinPath(extension, ...path);
  const loaded = (...path: string[]): string => webview.asWebviewUri(within(...path)).toString();
  webview.options = {
    enableScripts: true,
    localResourceRoots: [within('dist'), within('media')],
  };
  panel.iconPath = {
    light: within('media', 'preview-light.svg'),
    dark: within('media', 'preview-dark.svg'),
  };
  webview.html = viewPage({
    view,
    script: loaded('dist', scriptOf(view)),
    sharedScript: loaded('dist', sharedScript),
    styles: styleSheets(view).map((name) => loaded('media', name)),
    source: webview.cspSource,
    nonce: crypto.randomUUID(),
    language: env.language,
    texts: l10n.bundle ?? {},
  });
}
