import { cos, sin } from '../numeric/portable.ts';
import { randomFrom, type Random } from '../random.ts';
import type { DataSet } from './dataSet.ts';

/** A generated data set of two classes in the plane. */
export interface GeneratedData {
  readonly set: GeneratedSet;
  readonly points: number;
  /** Its meaning depends on the set; 0 means no noise. */
  readonly noise: number;
  /** For `circles`: the radius of the inner circle. */
  readonly factor: number;
  readonly seed: number;
}

export type GeneratedSet = keyof typeof sets;

/**
 * The generators. Shapes are those of scikit-learn (make_moons, make_circles) and TensorFlow
 * Playground (dataset.ts); random numbers are our own, so that a seed gives the same points on
 * every machine.
 */
const sets = {
  /** Two interleaving half circles of radius 1; normal noise. */
  moons: ({ points, noise }, { normal }, add) => {
    const outer = Math.floor(points / 2);
    halfCircle(outer, (c, s) => {
      add(c + noise * normal(), s + noise * normal(), 0);
    });
    halfCircle(points - outer, (c, s) => {
      add(1 - c + noise * normal(), 0.5 - s + noise * normal(), 1);
    });
  },
  /** A circle of radius 1 around one of radius `factor`; normal noise. */
  circles: ({ points, noise, factor }, { normal }, add) => {
    const outer = Math.floor(points / 2);
    for (let i = 0; i < points; i++) {
      const [label, k, n] = i < outer ? [0, i, outer] : [1, i - outer, points - outer];
      const radius = label === 0 ? 1 : factor;
      const angle = (2 * Math.PI * k) / n;
      add(radius * cos(angle) + noise * normal(), radius * sin(angle) + noise * normal(), label);
    }
  },
  /** Two arms of radius 5 with 1¾ turns; uniform noise. */
  spiral: ({ points, noise }, { uniform }, add) => {
    const first = Math.floor(points / 2);
    for (let i = 0; i < points; i++) {
      const [label, k, n] = i < first ? [1, i, first] : [0, i - first, points - first];
      const radius = (5 * k) / n;
      const angle = (1.75 * 2 * Math.PI * k) / n + (label === 1 ? 0 : Math.PI);
      const x = radius * sin(angle) + (2 * uniform() - 1) * noise;
      const y = radius * cos(angle) + (2 * uniform() - 1) * noise;
      add(x, y, label);
    }
  },
  /** Four squares with gaps of 0.6; noise moves points before they are labelled. */
  xor: ({ points, noise }, { uniform }, add) => {
    const coordinate = (): number => {
      const x = 10 * uniform() - 5;
      return x + (x > 0 ? 0.3 : -0.3);
    };
    for (let i = 0; i < points; i++) {
      const x = coordinate();
      const y = coordinate();
      const shownX = x + (10 * uniform() - 5) * noise;
      const shownY = y + (10 * uniform() - 5) * noise;
      add(x, y, shownX * shownY >= 0 ? 1 : 0);
    }
  },
  /** Two normal distributions around ±(2, 2); the variance is 0.5 to 4 for noise from 0 to 0.5. */
  gaussians: ({ points, noise }, { normal }, add) => {
    const deviation = Math.sqrt(0.5 + 7 * noise);
    const first = Math.floor(points / 2);
    for (let i = 0; i < points; i++) {
      const [label, centre] = i < first ? [1, 2] : [0, -2];
      add(centre + deviation * normal(), centre + deviation * normal(), label);
    }
  },
} satisfies Record<string, (made: GeneratedData, random: Random, add: Add) => void>;

type Add = (x: number, y: number, label: number) => void;

export const generatedSets = Object.keys(sets) as readonly GeneratedSet[];

/** Generates a data set, the same on every machine. */
export function generateData(made: GeneratedData): DataSet {
  const points = new Float64Array(2 * made.points);
  const labels = new Uint16Array(made.points);
  let n = 0;
  sets[made.set](made, randomFrom(made.seed), (x, y, label) => {
    points[2 * n] = x;
    points[2 * n + 1] = y;
    labels[n++] = label;
  });
  return {
    count: made.points,
    inputs: 2,
    points,
    targets: { kind: 'classes', names: ['0', '1'], labels },
  };
}

/** Cosine and sine of `count` angles from 0 to π, both ends included. */
function halfCircle(count: number, visit: (c: number, s: number) => void): void {
  for (let i = 0; i < count; i++) {
    const angle = count === 1 ? 0 : (Math.PI * i) / (count - 1);
    visit(cos(angle), sin(angle));
  }
}
