/** The family of fonts of a figure. */
export const fontFamilies = ['sans', 'serif'] as const;

export type FontFamily = (typeof fontFamilies)[number];

/** Fonts by preference: those of LaTeX and their usual replacements. Their widths are in `widths`. */
export const fontStacks: Readonly<Record<FontFamily, string>> = {
  sans: "Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', sans-serif",
  serif: "'Latin Modern Roman', 'CMU Serif', 'Times New Roman', Times, 'Liberation Serif', serif",
};

/** A font at a size. */
export interface Font {
  readonly family: FontFamily;
  /** In points. */
  readonly size: number;
}

/** From the baseline to the top of a capital letter, in ems. */
export const capHeight = 0.72;
/** From the baseline to the lowest point of a letter, in ems. */
export const descent = 0.24;

/**
 * The width of a text in points, so that a layout needs no browser. Exact for ASCII in Helvetica or
 * Arial; for serif fonts, each character is as wide as in the widest of Latin Modern Roman, in its
 * sizes for text, and Times.
 */
export function textWidth(text: string, { family, size }: Font): number {
  let ems = 0;
  for (const character of text) ems += characterWidth(character, family);
  return ems * size;
}

/** A text, cut off with an ellipsis where it would be wider than `width`. */
export function shortened(text: string, font: Font, width: number): string {
  // Line breaks would be spaces in SVG.
  const line = text.replace(/\s+/g, ' ').trim();
  if (textWidth(line, font) <= width) return line;
  const characters = Array.from(line);
  while (characters.length > 0 && textWidth(`${characters.join('')}…`, font) > width)
    characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

function characterWidth(character: string, family: FontFamily): number {
  const code = character.codePointAt(0)!;
  if (code >= 0x20 && code < 0x7f) return widths[family][code - 0x20] / 100;
  if (/[⁰-₟¹²³]/u.test(character)) return 0.45;
  if (/\p{Mark}/u.test(character)) return 0;
  if (character === '−' || character === '×') return family === 'serif' ? 0.83 : 0.59;
  // Letters of other alphabets; ideographs and symbols are up to one em wide.
  return /[\u00a1-\u024f\u0370-\u052f]/u.test(character) ? 0.8 : 1;
}

/** The widths of the characters from space to tilde, in hundredths of an em. */
const widths: Readonly<Record<FontFamily, readonly number[]>> = {
  sans: [
    ...[28, 28, 36, 56, 56, 89, 67, 20, 34, 34, 39, 59, 28, 34, 28, 28],
    ...[56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 28, 28, 59, 59, 59, 56],
    ...[102, 67, 67, 73, 73, 67, 62, 78, 73, 28, 50, 67, 56, 84, 73, 78],
    ...[67, 78, 73, 67, 62, 73, 67, 95, 67, 67, 62, 28, 28, 28, 47, 56],
    ...[34, 56, 56, 50, 56, 56, 28, 56, 56, 23, 23, 50, 23, 84, 56, 56],
    ...[56, 56, 34, 50, 28, 56, 50, 73, 50, 50, 50, 34, 26, 34, 59],
  ],
  serif: [
    ...[36, 34, 41, 89, 54, 89, 83, 30, 42, 42, 54, 83, 30, 36, 30, 54],
    ...[54, 54, 54, 54, 54, 54, 54, 54, 54, 54, 30, 30, 83, 83, 83, 51],
    ...[93, 80, 76, 77, 82, 73, 70, 84, 80, 39, 55, 83, 67, 98, 80, 83],
    ...[73, 83, 79, 59, 77, 80, 80, 110, 80, 80, 65, 34, 54, 34, 56, 80],
    ...[54, 54, 59, 48, 59, 48, 34, 54, 59, 30, 33, 57, 30, 89, 59, 54],
    ...[59, 57, 42, 42, 42, 59, 57, 77, 57, 57, 48, 54, 30, 54, 56],
  ],
};
