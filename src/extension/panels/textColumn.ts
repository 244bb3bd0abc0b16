import { type Tab, TabInputText, type Uri, type ViewColumn, window } from 'vscode';

/** The column with the text of a document in a tab, preferably a visible one. */
export function textColumn(uri: Uri): ViewColumn | undefined {
  const holdsText = ({ input }: Tab): boolean =>
    input instanceof TabInputText && input.uri.toString() === uri.toString();
  const groups = window.tabGroups.all.filter(({ tabs }) => tabs.some(holdsText));
  const visible = groups.find(({ activeTab }) => activeTab && holdsText(activeTab));
  return (visible ?? groups.at(0))?.viewColumn;
}
