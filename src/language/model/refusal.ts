/**
 * Thrown inside the readers of models where a layer cannot be used; a reader catches it at the layer and returns the
 * reason as a value. The message is the predicate of a sentence about the layer.
 */
export class Refusal extends Error {}

export function refuse(reason: string): never {
  throw new Refusal(reason);
}
