/** A series of points, and the exponent of the power law fitted to them. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly exponent: number;
}

const size = { width: 640, height: 400 } as const;
const inner = { left: 62, right: 170, top: 18, bottom: 48 } as const;
/** The colour-blind safe palette of Okabe and Ito (2008). */
const colours = ['#0072b2', '#d55e00', '#009e73'];
const marks = ['circle', 'square', 'diamond'] as const;

/** A log-log plot as an SVG document, readable on any background. */
export function logPlot(series: readonly Series[], xName: string, yName: string): string {
  const x = axis(series.flatMap(({ points }) => points.map((p) => p[0])));
  const y = axis(series.flatMap(({ points }) => points.map((p) => p[1])));
  const px = (value: number): number =>
    inner.left + x.share(value) * (size.width - inner.left - inner.right);
  const py = (value: number): number =>
    size.height - inner.bottom - y.share(value) * (size.height - inner.top - inner.bottom);
  const right = size.width - inner.right;
  const floor = size.height - inner.bottom;
  const parts = [
    ...x.ticks.flatMap((t) => [
      line(px(t), inner.top, px(t), floor, '#8884'),
      text(px(t), floor + 18, 'middle', t.toLocaleString('en')),
    ]),
    ...y.ticks.flatMap((t) => [
      line(inner.left, py(t), right, py(t), '#8884'),
      text(inner.left - 8, py(t) + 4, 'end', t.toLocaleString('en')),
    ]),
    text((inner.left + right) / 2, size.height - 8, 'middle', xName),
    `<g transform="rotate(-90 14 ${(inner.top + floor) / 2})">${text(14, (inner.top + floor) / 2 + 4, 'middle', yName)}</g>`,
    ...series.flatMap(({ name, points, exponent }, i) => {
      const label = inner.top + 22 * (i + 1);
      return [
        `<polyline fill="none" stroke="${colours[i]}" stroke-width="1.5" points="${points
          .map((p) => `${px(p[0]).toFixed(1)},${py(p[1]).toFixed(1)}`)
          .join(' ')}"/>`,
        ...points.map((p) => mark(i, px(p[0]), py(p[1]))),
        mark(i, right + 16, label - 4),
        text(right + 28, label, 'start', `${name}: regions^${exponent.toFixed(2)}`),
      ];
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${yName} against ${xName.toLowerCase()}" font-family="system-ui, sans-serif" font-size="12">
<rect width="100%" height="100%" rx="6" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}

/** A logarithmic axis between powers of ten. */
function axis(values: readonly number[]) {
  const lo = Math.floor(Math.log10(Math.min(...values)));
  const hi = Math.ceil(Math.log10(Math.max(...values)));
  return {
    ticks: Array.from({ length: hi - lo + 1 }, (_, i) => 10 ** (lo + i)),
    share: (value: number): number => (Math.log10(value) - lo) / (hi - lo),
  };
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string): string {
  return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="${colour}"/>`;
}

function text(x: number, y: number, anchor: string, content: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="#333">${content}</text>`;
}

function mark(series: number, x: number, y: number): string {
  const at = `transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" fill="${colours[series]}"`;
  switch (marks[series]) {
    case 'circle':
      return `<circle r="4" ${at}/>`;
    case 'square':
      return `<rect x="-3.5" y="-3.5" width="7" height="7" ${at}/>`;
    case 'diamond':
      return `<path d="M0-5 5 0 0 5-5 0z" ${at}/>`;
  }
}
