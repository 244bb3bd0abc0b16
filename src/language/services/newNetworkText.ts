import type { Format } from '../text/format.ts';
import { inline, inlineText, type Json } from '../text/inline.ts';

/** The answers of New Network. */
export interface NewNetwork {
  /** Neurons per hidden layer. */
  readonly units: number;
  readonly hiddenLayers: number;
  /** `relu`, or `{ leaky_relu: 0.02 }`. */
  readonly activation: Json;
  readonly seed: number;
  /** The same interval for x and y: from −size to size. */
  readonly size: number;
  readonly format: Format;
}

/** A spec with random weights, with a comment that suggests what to try. */
export function newNetworkText(choices: NewNetwork): string {
  const { units, hiddenLayers, activation, seed, size, format } = choices;
  const hidden = { units, init: { scheme: 'he_uniform', seed }, activation };
  const layers: Json[] = Array.from({ length: hiddenLayers }, () => hidden);
  layers.push({ units: 1, init: { scheme: 'he_uniform', seed } });
  const domain = [
    [-size, size],
    [-size, size],
  ];
  const name = `${units} folds${hiddenLayers > 1 ? `, ${hiddenLayers} layers` : ''}, seed ${seed}`;
  const mark = format === 'json' ? '//' : '#';
  const comment = lookAt(choices).map((line) => `${mark} ${line}`);
  const key = (text: string): string => `${inlineText(text, format)}: `;
  if (format === 'yaml')
    return [
      ...comment,
      `${key('name')}${inlineText(name, format)}`,
      key('input').trim(),
      `  ${key('names')}[x, y]`,
      `  ${key('domain')}${inline(domain, format)}`,
      key('layers').trim(),
      ...layers.flatMap((layer) =>
        Object.entries(layer as object).map(
          ([k, value], i) =>
            `${i === 0 ? '  - ' : '    '}${key(k)}${inline(value as Json, format)}`,
        ),
      ),
      '',
    ].join('\n');
  return [
    ...comment,
    '{',
    `  ${key('name')}${inlineText(name, format)},`,
    `  ${key('input')}${inline({ names: ['x', 'y'], domain }, format)},`,
    `  ${key('layers')}[`,
    layers.map((layer) => `    ${inline(layer, format)}`).join(',\n'),
    '  ]',
    '}',
    '',
  ].join('\n');
}

/** The lines of the comment. */
function lookAt({ units, hiddenLayers }: NewNetwork): string[] {
  const most = (1 + units + (units * (units - 1)) / 2).toLocaleString('en');
  const deep =
    hiddenLayers > 1
      ? 'The folds of the second layer bend where they cross folds of the first: point at one to see it.'
      : `Each neuron folds the plane along a line; ${units} lines form at most ${most} regions.`;
  return [
    deep,
    'To try: change the seed. Or write the random weights as numbers (light bulb on a layer) and',
    'change one of them.',
  ];
}
