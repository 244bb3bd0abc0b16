import { html, type TemplateResult } from 'lit-html';

/** Line drawings on a grid of 16, stroked in the text colour. */
const paths = {
  settings: 'M2 4.5h7M13 4.5h1M2 11.5h1M7 11.5h7M9 2.5v4M13 2.5v4M9 2.5h4v4H9M3 9.5h4v4H3z',
  fit: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M5.5 6h5v4h-5z',
  solid: 'M8 1.8l5.6 3.1v6.2L8 14.2l-5.6-3.1V4.9zM2.4 4.9L8 8l5.6-3.1M8 8v6.2',
  plane: 'M2.5 2.5h11v11h-11zM2.5 9.5l11-4M6.5 2.5l3 11',
  faces: 'M8 2.5l6 4-6 4-6-4zM2 9.8l6 4 6-4',
  lines: 'M2 13L14 3M2 5.5l12 6M6 2l3 12',
  statistics: 'M2 13.8h12M3.5 13.5v-4h2v4M7 13.5v-7h2v7M10.5 13.5v-11h2v11',
  table: 'M2 3h12v10H2zM2 6.3h12M2 9.6h12M6 3v10',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  back: 'M10 3.5L5.5 8l4.5 4.5',
  on: 'M6 3.5L10.5 8 6 12.5',
  eventBack: 'M3 3v10M12.5 3.5L8 8l4.5 4.5',
  eventOn: 'M13 3v10M3.5 3.5L8 8l-4.5 4.5',
  events: 'M3 2.5v11M3 4.5h.01M6.5 4h7M6.5 8h7M6.5 12h7M1.8 4h2.4M1.8 8h2.4M1.8 12h2.4',
  export: 'M8 10V2.2M5 5l3-2.8L11 5M2.5 9.5v4h11v-4',
  play: 'M5 2.8l8 5.2-8 5.2z',
  pause: 'M5 3v10M11 3v10',
  stop: 'M4 4h8v8H4z',
  grid: 'M2 2.5h5v4.5H2zM9 2.5h5v4.5H9zM2 9h5v4.5H2zM9 9h5v4.5H9z',
  addTile: 'M2 2.5h5v4.5H2zM9 2.5h5v4.5H9zM2 9h5v4.5H2zM11.5 9v5M9 11.5h5',
  removeTile: 'M2 2.5h5v4.5H2zM9 2.5h5v4.5H9zM2 9h5v4.5H2zM9 11.5h5',
  curve: 'M2 2v12h12M4.5 11c2.5 0 2.5-6.5 5-6.5 1.5 0 2.5 1.5 4 1.5',
  help: 'M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2 1-1.2 1.9M8 12.4v.6M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z',
  guide:
    'M8 4.2C6.6 3.1 4.6 2.7 2 2.8v9.6c2.6-.1 4.6.3 6 1.4 1.4-1.1 3.4-1.5 6-1.4V2.8c-2.6-.1-4.6.3-6 1.4zM8 4.2v9.6',
  spec: 'M3.5 1.8h5.6l3.4 3.4v9H3.5zM9 1.8v3.6h3.5M6 8.5h4M6 11h4',
  close: 'M4 4l8 8M12 4l-8 8',
  unfold: 'M3.5 6L8 10.5 12.5 6',
  add: 'M8 3v10M3 8h10',
  warning: 'M8 2.2l6.2 11.3H1.8zM8 6.6v3.4M8 11.5v.6',
  error: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8',
  hint: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 7v4.2M8 4.7v.6',
} as const;

export type IconName = keyof typeof paths;

/** An icon. It is decorative, so its meaning must be in the text or label beside it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d=${paths[name]}></path>
  </svg>`;
}
