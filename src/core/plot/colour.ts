/**
 * A colour in OKLCH (Ottosson 2020, "A perceptual color space"): lightness 0–1, chroma, hue in
 * degrees.
 */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** 256 colours; r, g, b bytes interleaved. */
export type ColourTable = Uint8Array;

/** A colour as sRGB bytes, clipped to the gamut per channel. */
export function rgb([lightness, chroma, hue]: Oklch): [number, number, number] {
  const angle = (hue * Math.PI) / 180;
  return labToRgb(lightness, chroma * Math.cos(angle), chroma * Math.sin(angle));
}

function labToRgb(lightness: number, a: number, b: number): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function gamma(linear: number): number {
  const v = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, v)));
}

/**
 * A table through evenly spaced stops, interpolated linearly in OKLab, which is perceptually
 * uniform.
 */
export function ramp(stops: readonly Oklch[]): ColourTable {
  const table = new Uint8Array(3 * 256);
  for (let i = 0; i < 256; i++) {
    const t = (i / 255) * (stops.length - 1);
    const k = Math.min(Math.floor(t), stops.length - 2);
    const [l0, a0, b0] = lab(stops[k]);
    const [l1, a1, b1] = lab(stops[k + 1]);
    const f = t - k;
    table.set(labToRgb(l0 + f * (l1 - l0), a0 + f * (a1 - a0), b0 + f * (b1 - b0)), 3 * i);
  }
  return table;
}

function lab([lightness, chroma, hue]: Oklch): [number, number, number] {
  const angle = (hue * Math.PI) / 180;
  return [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)];
}

/** A colour for CSS and canvas: `rgb(r g b)`. */
export function css([r, g, b]: ArrayLike<number> & Iterable<number>): string {
  return `rgb(${r} ${g} ${b})`;
}

/** The WCAG 2 contrast ratio of two sRGB colours, from 1 to 21. */
export function contrast(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: ArrayLike<number>): number {
  const channel = (i: number): number => {
    const v = colour[i] / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2);
}

/** A colour of r, g, b bytes as six hexadecimal digits. */
export function hex(colour: ArrayLike<number>): string {
  return Array.from(colour, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
