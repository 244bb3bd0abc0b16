import { nothing, svg, type SVGTemplateResult } from 'lit-html';

/** The part of a 2-D context that paints lines, dots and names over a picture. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'strokeStyle'
  | 'fillStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'globalAlpha'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'setLineDash'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'stroke'
  | 'fill'
  | 'strokeText'
  | 'fillText'
  | 'measureText'
>;

/** A pen that draws SVG: text stays text. Arcs are whole circles, and text is centred on its height. */
export class SvgPen implements Pen {
  strokeStyle: Pen['strokeStyle'] = '#000';
  fillStyle: Pen['fillStyle'] = '#000';
  lineWidth = 1;
  lineJoin: Pen['lineJoin'] = 'miter';
  globalAlpha = 1;
  font = '10px sans-serif';
  textAlign: Pen['textAlign'] = 'start';
  textBaseline: Pen['textBaseline'] = 'alphabetic';
  /** What has been drawn. */
  readonly drawn: SVGTemplateResult[] = [];
  private path = '';
  private dashes: readonly number[] = [];
  private readonly measuring = document.createElement('canvas').getContext('2d');

  setLineDash(dashes: Iterable<number>): void {
    this.dashes = [...dashes];
  }

  beginPath(): void {
    this.path = '';
  }

  moveTo(x: number, y: number): void {
    this.path += `M${x.toFixed(2)} ${y.toFixed(2)}`;
  }

  lineTo(x: number, y: number): void {
    this.path += `L${x.toFixed(2)} ${y.toFixed(2)}`;
  }

  arc(x: number, y: number, radius: number): void {
    const half = `a${radius} ${radius} 0 0 1`;
    this.moveTo(x - radius, y);
    this.path += `${half} ${2 * radius} 0${half} ${-2 * radius} 0z`;
  }

  stroke(): void {
    const dashes = this.dashes.length > 0 ? this.dashes.join(' ') : nothing;
    this.drawn.push(
      svg`<path d=${this.path} fill="none" stroke=${this.colour(this.strokeStyle)} stroke-width=${this.lineWidth}
        stroke-opacity=${this.globalAlpha} stroke-dasharray=${dashes}></path>`,
    );
  }

  fill(): void {
    this.drawn.push(
      svg`<path d=${this.path} fill=${this.colour(this.fillStyle)} fill-opacity=${this.globalAlpha}></path>`,
    );
  }

  strokeText(text: string, x: number, y: number): void {
    this.drawn.push(this.text(text, x, y, 'none', this.colour(this.strokeStyle)));
  }

  fillText(text: string, x: number, y: number): void {
    this.drawn.push(this.text(text, x, y, this.colour(this.fillStyle), 'none'));
  }

  measureText(text: string): TextMetrics {
    const { measuring } = this;
    if (!measuring) throw new Error('This browser has no 2-D canvas.');
    measuring.font = this.font;
    return measuring.measureText(text);
  }

  private text(
    content: string,
    x: number,
    y: number,
    fill: string,
    stroke: string,
  ): SVGTemplateResult {
    const [, weight, size] = /^(?:(\d+) )?(\d+)px/.exec(this.font) ?? [];
    const anchor = { left: 'start', start: 'start', center: 'middle', right: 'end', end: 'end' };
    return svg`<text x=${x.toFixed(2)} y=${(y + middle * Number(size)).toFixed(2)}
      font-size=${size} font-weight=${weight ?? 400} text-anchor=${anchor[this.textAlign]}
      fill=${fill} stroke=${stroke} stroke-width=${this.lineWidth} stroke-linejoin="round"
      >${content}</text>`;
  }

  private colour(style: Pen['fillStyle']): string {
    return typeof style === 'string' ? style : 'none';
  }
}

/** From the middle of a line of text to its baseline, as a share of its size. */
const middle = 0.36;
