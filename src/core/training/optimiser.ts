/** An optimiser without its learning rate, which may change during training. */
export type Optimiser =
  | { readonly kind: 'gd' }
  | { readonly kind: 'momentum'; readonly momentum: number }
  | {
      readonly kind: 'adam';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

/** Takes a step: updates the parameters, given the gradient. */
export type Stepper = (parameters: Float64Array, gradient: Float64Array, rate: number) => void;

/**
 * Creates the state of an optimiser for `count` parameters.
 * - `gd`: p −= rate·g.
 * - `momentum`: v = momentum·v + g, p −= rate·v (Polyak 1964, in the form of PyTorch).
 * - `adam`: Kingma & Ba 2015, Algorithm 1, with both bias corrections.
 */
export function stepperOf(optimiser: Optimiser, count: number): Stepper {
  switch (optimiser.kind) {
    case 'gd':
      return (parameters, gradient, rate) => {
        for (let i = 0; i < count; i++) parameters[i] -= rate * gradient[i];
      };
    case 'momentum': {
      const { momentum } = optimiser;
      const velocity = new Float64Array(count);
      return (parameters, gradient, rate) => {
        for (let i = 0; i < count; i++) {
          velocity[i] = momentum * velocity[i] + gradient[i];
          parameters[i] -= rate * velocity[i];
        }
      };
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = optimiser;
      const mean = new Float64Array(count);
      const square = new Float64Array(count);
      // β₁ᵗ and β₂ᵗ as products: Math.pow may differ between engines.
      let rest1 = 1;
      let rest2 = 1;
      return (parameters, gradient, rate) => {
        rest1 *= beta1;
        rest2 *= beta2;
        for (let i = 0; i < count; i++) {
          const g = gradient[i];
          mean[i] = beta1 * mean[i] + (1 - beta1) * g;
          square[i] = beta2 * square[i] + (1 - beta2) * g * g;
          const first = mean[i] / (1 - rest1);
          const second = square[i] / (1 - rest2);
          parameters[i] -= (rate * first) / (Math.sqrt(second) + epsilon);
        }
      };
    }
  }
}
