import {
  type Disposable,
  TabInputCustom,
  TabInputText,
  type Uri,
  type WebviewPanel,
  window,
} from 'vscode';
import { Lifetime } from '../lifetime.ts';
import { distinctName } from './distinctName.ts';

interface Titled {
  readonly uri: Uri;
  readonly titleOf: (name: string) => string;
}

/**
 * The titles of panels that show a document. VS Code adds the folder to the tab of a text while
 * another file of that name is open, but knows no file of a panel: here the name in its title is told
 * apart in the same way, from all documents that have a tab or a panel.
 */
export class PanelTitles implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly titled = new Map<WebviewPanel, Titled>();

  constructor() {
    this.lifetime.own(
      window.tabGroups.onDidChangeTabs(() => {
        this.update();
      }),
    );
  }

  /** Titles a panel after a document from now on, until it is closed; `titleOf` puts the name in words. */
  nameAfter(panel: WebviewPanel, uri: Uri, titleOf: (name: string) => string): void {
    if (!this.titled.has(panel))
      this.lifetime.own(
        panel.onDidDispose(() => {
          this.release(panel);
        }),
      );
    this.titled.set(panel, { uri, titleOf });
    this.update();
  }

  /** Leaves the title of a panel to its owner. */
  release(panel: WebviewPanel): void {
    if (this.titled.delete(panel)) this.update();
  }

  dispose(): void {
    this.titled.clear();
    this.lifetime.dispose();
  }

  private update(): void {
    const paths = new Set([...this.titled.values(), ...openTabs()].map(({ uri }) => uri.path));
    for (const [panel, { uri, titleOf }] of this.titled) {
      const title = titleOf(distinctName(uri.path, paths));
      if (panel.title !== title) panel.title = title;
    }
  }
}

/** The documents that are open as text, or in an editor of another kind. */
function openTabs(): { readonly uri: Uri }[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs.map(({ input }) => input))
    .filter((input) => input instanceof TabInputText || input instanceof TabInputCustom);
}
