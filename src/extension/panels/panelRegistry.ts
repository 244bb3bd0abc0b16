import {
  type Disposable,
  TabInputCustom,
  TabInputText,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  type WebviewPanelOptions,
  window,
  workspace,
} from 'vscode';
import { Lifetime } from '../lifetime.ts';
import { keptUris } from './keptUris.ts';
import type { MovedFiles } from './movedFiles.ts';
import type { ViewPanel } from './viewPanel.ts';
import type { ViewStates } from './viewStates.ts';

/** The class of a kind of panel. */
type Kind<P extends ViewPanel> = abstract new (...args: never[]) => P;

/**
 * The open panels of all views: they come back after a reload of the window, follow renamed files,
 * and have titles that tell documents of the same name apart.
 */
export class PanelRegistry implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly panels = new Set<ViewPanel>();

  constructor(
    private readonly viewStates: readonly ViewStates[],
    private readonly movedFiles: MovedFiles,
  ) {
    this.lifetime.own(
      window.tabGroups.onDidChangeTabs(() => {
        this.updateTitles();
      }),
    );
    this.lifetime.own(
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.renamed(oldUri, newUri);
      }),
    );
  }

  /**
   * Restores the panels of a type after a reload of the window, each with the documents and the state
   * that its page kept. A panel that has nothing to show any more is closed.
   */
  restore(
    viewType: string,
    panelFor: (
      panel: WebviewPanel,
      uris: readonly Uri[],
      state: unknown,
    ) => ViewPanel | undefined | Promise<ViewPanel | undefined>,
  ): void {
    this.lifetime.own(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state: unknown) => {
          const kept = keptUris(state).map((uri) => this.movedFiles.currentUri(uri));
          const restored = await panelFor(panel, await Promise.all(kept), state);
          if (restored) this.add(restored);
          else panel.dispose();
        },
      }),
    );
  }

  /** Opens a panel, which takes the focus unless it opens beside the active editor. */
  open<P extends ViewPanel>(
    viewType: string,
    viewColumn: ViewColumn,
    panelFor: (panel: WebviewPanel) => P,
    options: WebviewPanelOptions = {},
  ): P {
    const place = { viewColumn, preserveFocus: viewColumn === ViewColumn.Beside };
    const panel = window.createWebviewPanel(viewType, 'Fold Complex', place, options);
    return this.add(panelFor(panel));
  }

  /** Keeps a panel until it is closed. */
  add<P extends ViewPanel>(panel: P): P {
    this.panels.add(panel);
    panel.onTitleChanged(() => {
      this.updateTitles();
    });
    panel.onClosed(() => {
      this.panels.delete(panel);
      panel.dispose();
      this.updateTitles();
    });
    this.updateTitles();
    return panel;
  }

  /** The open panels of a kind. */
  all<P extends ViewPanel>(kind: Kind<P>): P[] {
    return [...this.panels].filter((panel): panel is P => panel instanceof kind);
  }

  /** The panel of a kind that has the focus, if any. */
  active<P extends ViewPanel>(kind: Kind<P>): P | undefined {
    return this.all(kind).find(({ active }) => active);
  }

  /** A panel of a kind that shows a document. */
  find<P extends ViewPanel>(kind: Kind<P>, uri: Uri): P | undefined {
    return this.all(kind).find(({ uris }) =>
      uris.some((shown) => shown.toString() === uri.toString()),
    );
  }

  dispose(): void {
    for (const panel of this.panels) {
      panel.dispose();
      panel.close();
    }
    this.lifetime.dispose();
  }

  private renamed(oldUri: Uri, newUri: Uri): void {
    this.movedFiles.renamed(oldUri, newUri);
    for (const states of this.viewStates) states.renamed(oldUri, newUri);
    for (const panel of this.panels) panel.renamed(oldUri, newUri);
  }

  /**
   * VS Code adds the folder to the tab of a text while another file of that name is open, but it does
   * not know the document of a panel: names are told apart here, among all tabs and panels.
   */
  private updateTitles(): void {
    const panels = [...this.panels];
    const uris = [...panels.flatMap(({ titleUri }) => titleUri ?? []), ...openDocuments()];
    const paths = new Set(uris.map(({ path }) => path));
    for (const panel of panels) panel.updateTitle(paths);
  }
}

/** The documents that are open as text, or in an editor of another kind. */
function openDocuments(): Uri[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs.map(({ input }) => input))
    .filter((input) => input instanceof TabInputText || input instanceof TabInputCustom)
    .map(({ uri }) => uri);
}
