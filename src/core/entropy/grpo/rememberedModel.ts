import type { Estimator } from './estimator.ts';
import { grpoModel, type GrpoModel } from './grpoModel.ts';
import type { RestoringForce } from './restoringForce.ts';

/** More than the models of a band. */
const mostRemembered = 128;

const models = new Map<string, GrpoModel>();

/**
 * `grpoModel` with a cache: a model does not depend on β, so a band over many of them is cheap while β
 * changes.
 */
export function rememberedModel(
  estimator: Estimator,
  decisions: number,
  force: RestoringForce,
): GrpoModel {
  const key = JSON.stringify([estimator, decisions, force]);
  let model = models.get(key);
  if (!model) {
    if (models.size >= mostRemembered) models.clear();
    model = grpoModel(estimator, decisions, force);
    models.set(key, model);
  }
  return model;
}
