import { printable } from '../printable.ts';

/** Attributes of an element; undefined ones are omitted. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** The opening tag of an element. */
export function open(name: string, attributes: Attributes = {}): string {
  return `<${name}${attributesText(attributes)}>`;
}

/** An element without content. */
export function empty(name: string, attributes: Attributes): string {
  return `<${name}${attributesText(attributes)}/>`;
}

/** An element with text content, on one line. */
export function text(name: string, attributes: Attributes, content: string): string {
  return `${open(name, attributes)}${escaped(printable(content))}</${name}>`;
}

function attributesText(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(String(value))}"`))
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Escapes text for XML and replaces characters that XML does not allow. */
function escaped(content: string): string {
  return content
    .replace(/[&<>"]/g, (c) => entities[c])
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]|\p{Surrogate}/gu, '\uFFFD');
}
