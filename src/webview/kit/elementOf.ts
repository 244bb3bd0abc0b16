import { render, type TemplateResult } from 'lit-html';

/** The root element of a template; its content may be rendered later. */
export function elementOf(template: TemplateResult): HTMLElement {
  const fragment = document.createDocumentFragment();
  render(template, fragment);
  const node = fragment.firstElementChild;
  if (!(node instanceof HTMLElement)) throw new Error('The template has no element.');
  return node;
}
