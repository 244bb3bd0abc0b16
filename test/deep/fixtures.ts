import { readdirSync, readFileSync } from 'node:fs';
import type { Degenerate } from './degenerate.ts';

/** What once failed, in the JSON that `npm run test:deep` prints. */
export function fixtures(): { readonly name: string; readonly drawn: Degenerate }[] {
  const folder = 'test/fixtures/degenerate';
  return readdirSync(folder).map((name) => {
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    // Here, typed arrays are lists.
    const { network, domain } = JSON.parse(text) as Degenerate;
    const layers = network.layers.map((layer) => ({
      ...layer,
      weights: Float64Array.from(layer.weights),
      bias: Float64Array.from(layer.bias),
    }));
    const corners = Float64Array.from(domain.corners);
    return { name, drawn: { network: { ...network, layers }, domain: { ...domain, corners } } };
  });
}
