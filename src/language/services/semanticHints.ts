import type { Facts } from '../../core/analysis/facts.ts';
import type { Role } from '../../core/analysis/neurons.ts';
import { capital, count } from '../text/decode.ts';
import type { Naming } from '../network/naming.ts';
import type { Problem } from '../text/problem.ts';
import type { SourceMap } from '../spec.ts';

/** Hints for one text; a network of dead neurons is one thing to say, not a thousand. */
const mostHints = 100;

/**
 * What a network says more often than it needs to: neurons that fold nothing over the domain, and
 * neurons that fold along the same line. Each at its row of weights; where those are drawn, together
 * at the layer. None for a count that a budget stopped, for then nothing is known for certain.
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
    const message = `${count(n, 'neuron')} of ${naming.layers[layer]} fold nothing over the domain; another seed or domain may use them`;
    hints.push(hint('idle-neurons', message, range));
  }
  for (const { layer, neuron, of } of facts.duplicates) {
    const range = source.layers[layer].rows[neuron];
    if (!range) continue;
    const message = `Neuron ${neuron + 1} of ${naming.layers[layer]} folds along the same line as neuron ${of + 1}: their rows are multiples of each other`;
    hints.push(hint('duplicate-neuron', message, range));
  }
  return hints.slice(0, mostHints);
}

function idleText(role: Exclude<Role, 'folding'>): string {
  return role === 'constant'
    ? 'is dead over the domain: its fold lies outside, and it only adds a constant'
    : 'is always on over the domain: its fold lies outside, and it only adds an affine function';
}

/** How far its bias would have to move for the fold to enter the domain. */
function remedy({ margins }: Facts, layer: number, neuron: number): string {
  const { raise, lower } = margins?.[layer][neuron] ?? {};
  const isRaised = raise !== undefined && raise.by <= (lower?.by ?? Infinity);
  const margin = isRaised ? raise : lower;
  if (!margin) return '';
  return `; ${isRaised ? 'raise' : 'lower'} its bias by more than ${Number(margin.by.toPrecision(4))} to bring the fold in`;
}

function hint(code: string, message: string, range: Problem['range']): Problem {
  return { severity: 'hint', code, message, range };
}
