/** Eight folds over a box, each with a different slope: 37 regions in the plane, fewer here. */
export const eight = `
name: Eight folds
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - name: fold
    weights: [[1, 0.2], [0.1, 1], [1, 1], [1, -1], [0.5, -1], [1, -0.4], [-0.3, 1], [1, 0.7]]
    bias: [0.1, -0.2, 0.3, 0.05, -0.35, 0.5, 0.4, -0.6]
    activation: relu
  - weights: [[1, -1.5, 0.8, 1, -1, 0.7, 0.9, -1.2]]
output: { names: [logit] }
`;

/** The same with one weight changed: the surface differs, the region at the origin remains. */
export const eightEdited = eight.replace('[[1, -1.5, 0.8', '[[1, -1.5, 2.8');

/** A single fold, x = 0, whose picture is easy to predict. */
export const hinge = `
name: Hinge
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { name: bend, weights: [[1, 0]], bias: [0], activation: relu }
  - { weights: [[2]], bias: [0.5] }
output: { names: [height] }
`;

export const threeClasses = `
name: Three classes
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { weights: [[1, 0], [0, 1]], bias: [0.1, -0.2], activation: relu }
  - { weights: [[1, -1], [-1, 0.5], [0.3, 1]], bias: [0, 0.2, -0.1] }
output: { names: [cat, dog, owl], show: argmax }
`;

export const sawtooth = `
name: Sawtooth
input: { names: [t], domain: [[0, 1]] }
layers:
  - { weights: [[2], [4]], bias: [0, -2], activation: relu }
  - { weights: [[1, -1]], bias: [0] }
output: { names: [f] }
`;

/** Two folds, x = 0 and y = 0; the second has no effect: 4 activation regions, 2 linear ones. */
export const idleFold = `
name: Idle fold
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { weights: [[1, 0], [0, 1]], bias: [0, 0], activation: relu }
  - { weights: [[1, 0]], bias: [0] }
output: { names: [f] }
`;

/** Twenty-four tangents of a circle: more regions than a page of the table has rows. */
export const tangents = `
name: Tangents
input: { names: [x, y], domain: [[-2, 2], [-2, 2]] }
layers:
  - weights: [${Array.from({ length: 24 }, (_, k) => `[${Math.cos(k)}, ${Math.sin(k)}]`).join(', ')}]
    bias: [${Array.from({ length: 24 }, () => -0.3).join(', ')}]
    activation: relu
  - { weights: [[${Array.from({ length: 24 }, (_, k) => (k % 5) - 2).join(', ')}]], bias: [0] }
output: { names: [f] }
`;
