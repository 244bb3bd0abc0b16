import { type Disposable, Hover, languages, MarkdownString, type TextDocument } from 'vscode';
import { type Place, placeAt } from '../../language/services/place.ts';
import type { TextRange } from '../../language/text/problem.ts';
import { numbersIn } from '../../language/text/fragment.ts';
import { formatOfDocument } from '../spec/specText.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { aboutBias, aboutDomain, aboutLayer, aboutNeuron, type Known } from './explanations.ts';
import { currentReading, rangeIn, specLanguages } from './specDocument.ts';

/** Hovers that explain what the network does; they need no preview. */
export function provideHovers(sessions: SpecSessions): Disposable {
  return languages.registerHoverProvider(specLanguages, {
    provideHover(document, position) {
      const reading = currentReading(sessions, document);
      const { source, facts, naming } = reading ?? {};
      if (!source || !facts || !naming) return undefined;
      const place = placeAt(source, document.offsetAt(position));
      const lines =
        place &&
        explain(place, {
          source,
          facts,
          naming,
          numbersAt: (range) => numbersAt(document, range),
        });
      if (!lines) return undefined;
      return new Hover(new MarkdownString(lines.join('\n\n')), rangeIn(document, place.range));
    },
  });
}

function explain(place: Place, known: Known): readonly string[] {
  switch (place.kind) {
    case 'domain':
      return aboutDomain(known);
    case 'layer':
      return aboutLayer(known, place.layer);
    case 'neuron':
      return aboutNeuron(known, place.layer, place.neuron);
    case 'bias':
      return aboutBias(known, place.layer, place.neuron);
  }
}

function numbersAt(document: TextDocument, place: TextRange): readonly number[] | undefined {
  const range = rangeIn(document, place);
  const format = formatOfDocument(document);
  return numbersIn(document.getText(range), range.start.character, format);
}
