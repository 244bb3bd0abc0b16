import { type Bundle, setBundle } from './l10n.ts';

/** Starts the view that the page names, one of those in this bundle. */
export function startView(views: Readonly<Record<string, (root: HTMLElement) => void>>): void {
  const root = document.getElementById('app');
  const start = views[root?.dataset.view ?? ''];
  if (!root || !start) throw new Error('The page names no view of this bundle.');
  const texts = document.getElementById('texts')?.textContent;
  if (texts) setBundle(JSON.parse(texts) as Bundle);
  start(root);
}
