import { render, type TemplateResult } from 'lit-html';

/** The element that a template consists of; what it contains may be rendered into it later. */
export function elementOf(template: TemplateResult): HTMLElement {
  const fragment = document.createDocumentFragment();
  render(template, fragment);
  const node = fragment.firstElementChild;
  if (!(node instanceof HTMLElement)) throw new Error('The template has no element.');
  return node;
}
