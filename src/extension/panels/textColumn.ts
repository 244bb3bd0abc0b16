import { type Tab, TabInputText, type Uri, type ViewColumn, window } from 'vscode';

/** The column that has the text of a document in a tab, one in sight before one behind another tab. */
export function textColumn(uri: Uri): ViewColumn | undefined {
  const holdsText = ({ input }: Tab): boolean =>
    input instanceof TabInputText && input.uri.toString() === uri.toString();
  const groups = window.tabGroups.all.filter(({ tabs }) => tabs.some(holdsText));
  const inSight = groups.find(({ activeTab }) => activeTab && holdsText(activeTab));
  return (inSight ?? groups.at(0))?.viewColumn;
}
