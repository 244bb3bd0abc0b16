import { heightName } from '../../core/picture/heightName.ts';
import { numberText } from '../../core/picture/formula.ts';
import type { Picture } from '../../protocol/view.ts';
import { element } from '../element.ts';
import type { Drawing } from '../drawing.ts';
import type { Pane } from '../state.ts';

/** The counts of the complex in one line, and what of it the caret in the text is in. */
export function createStatusLine(): Pane {
  const list = element('div', { class: 'counts' });
  const lit = element('span', { class: 'lit', role: 'status' });
  const node = element('footer', { class: 'status', id: 'status' }, list, lit);
  let shown: Picture | undefined;
  return {
    node,
    update: (_state, drawing) => {
      node.hidden = !drawing;
      if (!drawing) return;
      // Said once: what is only written again would be read out again.
      const text = litText(drawing);
      if (lit.textContent !== text) lit.textContent = text;
      if (drawing.picture === shown) return;
      shown = drawing.picture;
      list.replaceChildren(
        ...counts(shown).map(({ text, title }) => element('span', { title }, text)),
      );
    },
  };
}

/** A summary of the picture that is only read out. */
export function createSummary(): Pane {
  const node = element('p', { class: 'sr-only', id: 'summary' });
  return {
    node,
    update: (_state, drawing) => {
      const text = drawing ? summary(drawing) : 'There is no picture yet.';
      if (node.textContent !== text) node.textContent = text;
    },
  };
}

function litText({ lit }: Drawing): string {
  if (!lit) return '';
  return lit.sides.length > 0 ? `Lit: ${lit.name}` : `${lit.name} has no fold here`;
}

function counts(picture: Picture): { text: string; title?: string }[] {
  const { complex, facts, timings, graph } = picture;
  const { planeRegions } = facts;
  const { vertexCount, edgeCount, cellCount, linearRegionCount } = complex;
  const list: { text: string; title?: string }[] = [];
  if (planeRegions !== undefined && planeRegions !== cellCount) {
    list.push({ text: `${plural(planeRegions, 'region')} in the ${graph ? 'line' : 'plane'}` });
    list.push({ text: `${cellCount.toLocaleString('en')} in the domain` });
  } else {
    list.push({ text: plural(cellCount, 'region') });
  }
  if (linearRegionCount !== cellCount)
    list.push({
      text: `${linearRegionCount.toLocaleString('en')} linear`,
      title: 'Neighbouring regions with the same affine map, taken together',
    });
  if (!complex.complete) list.push({ text: 'partial' });
  else
    list.push({
      text: `V − E + F = ${vertexCount - edgeCount + cellCount}`,
      title: `${plural(vertexCount, 'vertex', 'vertices')}, ${plural(edgeCount, 'edge')}, ${plural(cellCount, 'face')}`,
    });
  list.push({
    text: milliseconds(timings.compute),
    title: `Parsed in ${milliseconds(timings.parse)}, computed in ${milliseconds(timings.compute)}`,
  });
  return list;
}

function summary({ picture, extent, height }: Drawing): string {
  const { complex, inputNames } = picture;
  const [x, y] = inputNames;
  const range = (name: string, lo: number, hi: number): string =>
    `${name} from ${numberText(lo)} to ${numberText(hi)}`;
  const over = picture.graph
    ? range(x, extent.x0, extent.x1)
    : `${range(x, extent.x0, extent.x1)} and ${range(y, extent.y0, extent.y1)}`;
  return [
    `${picture.title}: ${heightName(picture.outputNames, height)} over ${over}.`,
    `${plural(complex.cellCount, 'region')}, ${plural(complex.linearRegionCount, 'linear region')}, ${plural(complex.edgeCount, 'edge')}, ${plural(complex.vertexCount, 'vertex', 'vertices')}.`,
    `Heights from ${numberText(extent.lo)} to ${numberText(extent.hi)}.`,
  ].join(' ');
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

function milliseconds(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toPrecision(3)} s` : `${Number(ms.toPrecision(2))} ms`;
}
