import type { Facts } from '../../core/analysis/facts.ts';
import type { Role } from '../../core/analysis/neurons.ts';
import { capital, count } from '../text/decode.ts';
import type { Naming } from '../network/naming.ts';
import type { Problem } from '../text/problem.ts';
import type { SourceMap } from '../spec.ts';

/** Hints reported for one text. */
const maxHints = 100;

/**
 * Hints about neurons that have no fold in the domain, and neurons with the same fold as another
 * one. Each is at the row of weights of the neuron; in a layer with random weights, one hint for
 * the layer. None for an incomplete complex, because then nothing is certain.
 */
export function semanticHints(facts: Facts, source: SourceMap, naming: Naming): Problem[] {
  if (!facts.complete) return [];
  const hints: Problem[] = [];
  const idle = new Map<number, number>();
  for (const { layer, neuron, role } of facts.neurons) {
    if (role === 'folding') continue;
    const range = source.layers[layer].rows[neuron];
    if (!range) {
      idle.set(layer, (idle.get(layer) ?? 0) + 1);
      continue;
    }
    const named = `neuron ${neuron + 1} of ${naming.layers[layer]}`;
    const message = `${capital(named)} ${idleText(role)}${remedy(facts, layer, neuron)}`;
    hints.push(hint(role === 'constant' ? 'dead-neuron' : 'always-on-neuron', message, range));
  }
  for (const [layer, n] of idle) {
    const { range } = source.layers[layer];
    const message = `${count(n, 'neuron')} of ${naming.layers[layer]} ${n === 1 ? 'has' : 'have'} no fold in the domain; try another seed or domain`;
    hints.push(hint('idle-neurons', message, range));
  }
  for (const { layer, neuron, of } of facts.duplicates) {
    const range = source.layers[layer].rows[neuron];
    if (!range) continue;
    const message = `Neuron ${neuron + 1} of ${naming.layers[layer]} has the same fold as neuron ${of + 1}: their weights and biases are proportional`;
    hints.push(hint('duplicate-neuron', message, range));
  }
  return hints.slice(0, maxHints);
}

function idleText(role: Exclude<Role, 'folding'>): string {
  return role === 'constant'
    ? 'is dead: its fold lies outside the domain, so it only adds a constant'
    : 'is always on: its fold lies outside the domain, so it only adds an affine function';
}

/** How much the bias must change for the fold to enter the domain. */
function remedy({ margins }: Facts, layer: number, neuron: number): string {
  const { raise, lower } = margins?.[layer][neuron] ?? {};
  const isRaised = raise !== undefined && raise.by <= (lower?.by ?? Infinity);
  const margin = isRaised ? raise : lower;
  if (!margin) return '';
  return `; ${isRaised ? 'increase' : 'decrease'} its bias by more than ${Number(margin.by.toPrecision(4))} to move the fold into the domain`;
}

function hint(code: string, message: string, range: Problem['range']): Problem {
  return { severity: 'hint', code, message, range };
}
