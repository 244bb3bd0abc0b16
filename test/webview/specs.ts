/** Eight lines over a box, each kink of another height: 37 regions in the plane, fewer here. */
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

/** The same with one weight changed: the surface is another, the region under the origin remains. */
export const eightEdited = eight.replace('[[1, -1.5, 0.8', '[[1, -1.5, 2.8');

/** One fold, x = 0: the plane and its bend, easy to predict. */
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
