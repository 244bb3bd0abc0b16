import { shapeText } from '../../core/model/shape.ts';
import type { Layer } from '../../core/network/network.ts';

/** A module of a file, by name, with the shape of its weight as neurons × inputs. */
export interface Module {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What a layer of the spec says about its module. */
type LayerShape = Pick<Layer, 'name' | 'units' | 'inputs'>;

/**
 * The modules in the order of the layers, of which there are as many. Decided by the first of these that can:
 * the names of the layers in the spec, the shapes, the numbers in the names, the shapes and among equal ones
 * the numbers, and the order of the file unless that is only the order of the names. Otherwise the order is
 * unknown, and the result is the reason.
 */
export function inLayerOrder<M extends Module>(
  modules: readonly M[],
  layers: readonly LayerShape[],
  isFileSorted: boolean,
): readonly M[] | string {
  if (modules.length < 2) return modules;
  return (
    byLayerNames(modules, layers) ??
    byShapes(modules, layers) ??
    byNumbers(modules) ??
    byShapesAndNumbers(modules, layers) ??
    (isFileSorted ? unknownOrder(modules, layers) : modules)
  );
}

function byLayerNames<M extends Module>(
  modules: readonly M[],
  layers: readonly LayerShape[],
): readonly M[] | undefined {
  const ordered = layers.map(({ name }) =>
    modules.find((module) => module.name === name || lastPart(module.name) === name),
  );
  const found = ordered.filter((module) => module !== undefined);
  return new Set(found).size === layers.length ? found : undefined;
}

function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
}

/** The order by shape, if every layer fits exactly one module. */
function byShapes<M extends Module>(
  modules: readonly M[],
  layers: readonly LayerShape[],
): readonly M[] | undefined {
  const found = layers.flatMap((layer) => fitting(modules, layer).slice(0, 2));
  return found.length === layers.length && new Set(found).size === layers.length
    ? found
    : undefined;
}

/** The order by shape, and by the numbers in the names of those that have the same shape. */
function byShapesAndNumbers<M extends Module>(
  modules: readonly M[],
  layers: readonly LayerShape[],
): readonly M[] | undefined {
  const taken = new Map<string, number>();
  const found = layers.map((layer) => {
    const fits = fitting(modules, layer);
    const key = shapeText([layer.units, layer.inputs]);
    const at = taken.get(key) ?? 0;
    taken.set(key, at + 1);
    return (fits.length === 1 ? fits : byNumbers(fits))?.[at];
  });
  const ordered = found.filter((module) => module !== undefined);
  return ordered.length === layers.length ? ordered : undefined;
}

function fitting<M extends Module>(modules: readonly M[], { units, inputs }: LayerShape): M[] {
  const wanted = shapeText([units, inputs]);
  return modules.filter(({ shape }) => shapeText(shape) === wanted);
}

/** The order of the numbers in the names, if they differ in nothing else; `dense` comes before `dense_1`. */
function byNumbers<M extends Module>(modules: readonly M[]): readonly M[] | undefined {
  const forms = new Set(modules.map(({ name }) => name.replace(/_?\d+/g, '#').replace(/#$/, '')));
  if (forms.size !== 1) return undefined;
  const numbers = new Map(
    modules.map((module) => [module, (module.name.match(/\d+/g) ?? []).map(Number)]),
  );
  const compare = (a: M, b: M): number => {
    const [first, second] = [numbers.get(a)!, numbers.get(b)!];
    const length = Math.max(first.length, second.length);
    for (let i = 0; i < length; i++) {
      const order = (first[i] ?? -1) - (second[i] ?? -1);
      if (order !== 0) return order;
    }
    return 0;
  };
  const ordered = modules.toSorted(compare);
  const isStrict = ordered.every((module, i) => i === 0 || compare(ordered[i - 1], module) < 0);
  return isStrict ? ordered : undefined;
}

function unknownOrder(modules: readonly Module[], layers: readonly LayerShape[]): string {
  const names = modules.map(({ name }) => name).join(', ');
  const choices = layers
    .map((layer, l) => ({ l, fits: fitting(modules, layer).map(({ name }) => name) }))
    .filter(({ fits }) => fits.length !== 1)
    .map(({ l, fits }) =>
      fits.length > 0
        ? `layer ${l + 1} can be ${fits.slice(0, 8).join(' or ')}`
        : `no module has the shape of layer ${l + 1}`,
    );
  return `lists its modules by name (${names}), so the order of the layers is unknown: ${choices.slice(0, 8).join('; ')}. Give each layer of the spec the "name" of its module`;
}
