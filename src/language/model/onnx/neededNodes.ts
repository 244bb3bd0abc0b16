import { printable } from '../../../core/printable.ts';
import type { FileFault } from '../../weights/tensor.ts';
import type { OnnxGraph, OnnxNode } from './message.ts';

/** The nodes on which the outputs depend, and which node makes which value. */
export interface NeededNodes {
  /** Each after those whose results it takes. */
  readonly order: readonly OnnxNode[];
  readonly makerOf: ReadonlyMap<string, OnnxNode>;
}

/** Finds the nodes that the outputs need; `known` are the names of inputs and constants. */
export function neededNodes(
  { nodes, outputs }: OnnxGraph,
  known: ReadonlySet<string>,
): NeededNodes | FileFault {
  const makerOf = new Map<string, OnnxNode>();
  for (const node of nodes)
    for (const output of node.outputs) {
      if (output === '') continue;
      if (makerOf.has(output) || known.has(output))
        return fault(node, `makes ${shown(output)}, which is made twice`);
      makerOf.set(output, node);
    }
  if (outputs.length === 0) return { where: '', message: 'The graph has no output' };
  const needed = new Set<OnnxNode>();
  const open = outputs.map(({ name }) => name);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const maker = makerOf.get(name);
    if (!maker || needed.has(maker)) continue;
    needed.add(maker);
    open.push(...maker.inputs);
  }
  const order: OnnxNode[] = [];
  const state = new Map<OnnxNode, 'entered' | 'left'>();
  // In the order of the file, which is sorted in most files.
  const stack = nodes.filter((node) => needed.has(node)).reverse();
  while (stack.length > 0) {
    const node = stack[stack.length - 1];
    if (state.get(node) === undefined) {
      state.set(node, 'entered');
      for (const name of node.inputs.toReversed()) {
        if (name === '' || known.has(name)) continue;
        const maker = makerOf.get(name);
        if (!maker) return fault(node, `takes ${shown(name)}, which nothing in the file makes`);
        if (state.get(maker) === 'entered')
          return fault(node, `takes ${shown(name)}, which depends on its own result`);
        if (state.get(maker) === undefined) stack.push(maker);
      }
    } else {
      stack.pop();
      if (state.get(node) === 'left') continue;
      state.set(node, 'left');
      order.push(node);
    }
  }
  return { order, makerOf };
}

function fault({ name, operator, outputs }: OnnxNode, message: string): FileFault {
  return {
    where: '',
    message: `Node ${shown(name || (outputs[0] ?? ''))} (${shown(operator)}) ${message}`,
  };
}

function shown(name: string): string {
  return printable(name, 80);
}
