#!/usr/bin/env node
// `npm run walkthrough`: draws media/walkthrough/*.svg from the examples; requires a build. The
// drawings
// use the CSS variables of the theme, which VS Code defines in the page of a walkthrough.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

/**
 * @typedef {[x: number, y: number]} Point
 * @typedef {{ pattern: string, area: number, maps: number[][], vertices: Point[] }} Region
 */

/** Rotation of surfaces about the vertical axis. */
const turn = -0.45;

const ink = 'var(--vscode-foreground)';
const paper = 'var(--vscode-editorWidget-background)';
const accent = 'var(--vscode-charts-blue)';
const light = 'var(--vscode-charts-yellow)';
const muted = 'var(--vscode-descriptionForeground)';

/** @type {Record<string, () => string>} */
const pictures = {
  example: () =>
    editor(20, 40, 210, 200) + surface(regionsOf('xor.fold.yaml'), { x: 385, y: 175, size: 88 }),
  explain() {
    const regions = regionsOf('two-layers.fold.yaml');
    const chosen = regions.reduce((a, b) => (a.area > b.area ? a : b));
    const place = { x: 155, y: 140, size: 115 };
    const label = [
      words(300, 96, 'pattern', muted, 13),
      code(300, 120, chosen.pattern.slice(0, 16)),
    ];
    const equation = [
      words(300, 160, 'formula', muted, 13),
      code(300, 184, formula(chosen.maps[0])),
    ];
    return (
      flat(regions, place) +
      polygon(chosen.vertices.map(onPlane(place)), { fill: light, stroke: ink, width: 3 }) +
      label.join('') +
      equation.join('')
    );
  },
  edit() {
    const place = { x: 370, y: 140, size: 105 };
    const at = onPlane(place);
    return (
      editor(20, 40, 210, 200, 4) +
      flat(regionsOf('xor.fold.yaml'), place) +
      line(at([1, 0]), at([0, 1]), ink, 'stroke-dasharray="5 5" stroke-opacity="0.6"') +
      line(at([1, -0.5]), at([-0.5, 1]), light, 'stroke-width="4"') +
      `<path d="M${shown(at([0.5, 0.5]))}L${shown(at([0.32, 0.32]))}" stroke="${ink}" stroke-width="2" marker-end="url(#tip)"/>`
    );
  },
  new: () => network([2, 5, 5, 1], { x: 90, y: 30, width: 320, height: 220 }),
  export() {
    const regions = regionsOf('diamond.fold.yaml');
    const rows = [0, 1, 2, 3, 4].map((i) =>
      line([388, 112 + 22 * i], [488, 112 + 22 * i], muted, 'stroke-opacity="0.6"'),
    );
    return (
      flat(regions, { x: 84, y: 145, size: 55 }, false) +
      surface(regions, { x: 262, y: 148, size: 62 }) +
      box(388, 90, 100, 110) +
      rows.join('') +
      line([421, 90], [421, 200], muted, 'stroke-opacity="0.6"') +
      ['SVG', 'GLB', 'CSV']
        .map((name, i) => words([84, 262, 438][i], 240, name, muted, 14, 'middle'))
        .join('')
    );
  },
};

mkdirSync(join(root, 'media/walkthrough'), { recursive: true });
for (const [name, draw] of Object.entries(pictures)) {
  const tip = `<defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L8 4L0 8z" fill="${ink}"/></marker></defs>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 280" width="520" height="280" fill="none" stroke-linejoin="round">${tip}${draw()}</svg>\n`;
  writeFileSync(join(root, `media/walkthrough/${name}.svg`), svg.replaceAll('><', '>\n<'));
}

/**
 * The exact regions of an example.
 * @param {string} example
 * @returns {Region[]}
 */
function regionsOf(example) {
  const args = [join(root, 'dist/cli.cjs'), 'regions', join(root, 'examples', example)];
  const lines = execFileSync(process.execPath, args, { encoding: 'utf8' }).trim().split('\n');
  /** @type {Region[]} */
  const regions = JSON.parse(`[${lines.join(',')}]`);
  return regions;
}

/** @typedef {{ x: number, y: number, size: number }} Place  The centre, and pixels per unit. */

/**
 * @param {Place} place
 * @returns {(point: Point) => Point}
 */
function onPlane({ x, y, size }) {
  return ([px, py]) => [x + size * px, y - size * py];
}

/**
 * The regions in the top view.
 * @param {readonly Region[]} regions
 * @param {Place} place
 * @param {boolean} [filled]
 */
function flat(regions, place, filled = true) {
  const shades = shadesOf(regions);
  return regions
    .map(({ vertices }, i) =>
      polygon(vertices.map(onPlane(place)), {
        fill: filled ? accent : 'none',
        opacity: shades[i],
        stroke: ink,
        width: 1,
      }),
    )
    .join('');
}

/**
 * The surface in an oblique parallel projection, with the farthest regions first.
 * @param {readonly Region[]} regions
 * @param {Place} place
 */
function surface(regions, { x, y, size }) {
  const shades = shadesOf(regions);
  const order = regions
    .map((_, i) => i)
    .sort((a, b) => depth(regions[b].vertices) - depth(regions[a].vertices));
  return order
    .map((i) => {
      const { vertices, maps } = regions[i];
      const corners = vertices.map(([px, py]) => {
        const height = maps[0][0] * px + maps[0][1] * py + maps[0][2];
        return /** @type {Point} */ ([
          x + size * (px * Math.cos(turn) - py * Math.sin(turn)),
          y - size * (0.45 * (px * Math.sin(turn) + py * Math.cos(turn)) + 0.6 * height - 0.25),
        ]);
      });
      return (
        polygon(corners, { fill: paper, stroke: ink, width: 1 }) +
        polygon(corners, { fill: accent, opacity: shades[i], stroke: ink, width: 1.5 })
      );
    })
    .join('');
}

/** @param {readonly number[]} map */
function formula([a, b, c]) {
  const term = (/** @type {number} */ n, /** @type {string} */ after) =>
    `${n < 0 ? '− ' : '+ '}${Math.abs(n).toPrecision(2)}${after}`;
  return `z = ${term(a, '·x')} ${term(b, '·y')} ${term(c, '')}`.replace('= + ', '= ');
}

/** @param {readonly Point[]} vertices */
function depth(vertices) {
  const sum = vertices.reduce((s, [px, py]) => s + px * Math.sin(turn) + py * Math.cos(turn), 0);
  return sum / vertices.length;
}

/**
 * Opacities of the regions, increasing with height.
 * @param {readonly Region[]} regions
 */
function shadesOf(regions) {
  const heights = regions.map(({ vertices, maps: [[a, b, c]] }) => {
    const sum = vertices.reduce((s, [px, py]) => s + a * px + b * py + c, 0);
    return sum / vertices.length;
  });
  const sorted = [...heights].sort((a, b) => a - b);
  return heights.map((h) => 0.12 + (0.68 * sorted.indexOf(h)) / Math.max(1, sorted.length - 1));
}

/**
 * A schematic text with a row per layer; one row may be highlighted.
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number} [marked]
 */
function editor(x, y, width, height, marked) {
  const rows = ['name: XOR', 'layers:', '  - weights: [[1, 1],', '              [1, 1]]'];
  rows.push('    bias: [0, -1]', '    activation: relu', '  - weights: [[1, -2]]');
  const texts = rows.map((text, i) =>
    code(x + 14, y + 32 + 24 * i, text, i === marked ? light : ink),
  );
  const mark =
    marked === undefined
      ? ''
      : `<rect x="${x + 6}" y="${y + 15 + 24 * marked}" width="${width - 12}" height="24" rx="3" fill="${light}" fill-opacity="0.15"/>`;
  return box(x, y, width, height) + mark + texts.join('');
}

/**
 * Columns of neurons, connected by weights.
 * @param {readonly number[]} widths
 * @param {{ x: number, y: number, width: number, height: number }} frame
 */
function network(widths, { x, y, width, height }) {
  const columns = widths.map((count, column) =>
    Array.from({ length: count }, (_, i) => {
      const px = x + (width * column) / (widths.length - 1);
      return /** @type {Point} */ ([px, y + height * ((i + 0.5) / count)]);
    }),
  );
  const weights = columns
    .slice(1)
    .flatMap((column, c) =>
      column.flatMap((to) =>
        columns[c].map((from) => line(from, to, muted, 'stroke-opacity="0.5"')),
      ),
    );
  const neurons = columns.flatMap((column, c) =>
    column.map(([px, py]) => {
      const hidden = c > 0 && c < columns.length - 1;
      const bend = hidden
        ? `<path d="M${px - 8} ${py + 4}H${px}L${px + 7} ${py - 6}" stroke="${ink}" stroke-width="2"/>`
        : '';
      return `<circle cx="${px}" cy="${py}" r="15" fill="${paper}" stroke="${hidden ? accent : ink}" stroke-width="2"/>${bend}`;
    }),
  );
  return weights.join('') + neurons.join('');
}

/**
 * @param {readonly Point[]} corners
 * @param {{ fill: string, stroke: string, width: number, opacity?: number }} look
 */
function polygon(corners, { fill, stroke, width, opacity }) {
  const d = corners.map((corner, i) => `${i === 0 ? 'M' : 'L'}${shown(corner)}`).join('');
  const dense = opacity === undefined ? '' : ` fill-opacity="${opacity.toFixed(2)}"`;
  return `<path d="${d}Z" fill="${fill}"${dense} stroke="${stroke}" stroke-width="${width}"/>`;
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {string} colour
 * @param {string} [look]
 */
function line(from, to, colour, look = '') {
  return `<path d="M${shown(from)}L${shown(to)}" stroke="${colour}" ${look}/>`;
}

/** @param {Point} point */
function shown([x, y]) {
  return `${Number(x.toFixed(1))} ${Number(y.toFixed(1))}`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
function box(x, y, width, height) {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${paper}" stroke="${muted}" stroke-opacity="0.5"/>`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {string} [colour]
 */
function code(x, y, text, colour = ink) {
  return `<text x="${x}" y="${y}" fill="${colour}" font-family="monospace" font-size="13" xml:space="preserve">${text}</text>`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {string} colour
 * @param {number} size
 * @param {string} [anchor]
 */
function words(x, y, text, colour, size, anchor = 'start') {
  return `<text x="${x}" y="${y}" fill="${colour}" font-family="system-ui, sans-serif" font-size="${size}" text-anchor="${anchor}">${text}</text>`;
}
