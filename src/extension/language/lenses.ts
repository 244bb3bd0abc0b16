import {
  CodeLens,
  type Disposable,
  EventEmitter,
  l10n,
  languages,
  type TextDocument,
} from 'vscode';
import type { OutlineItem } from '../../language/services/outline.ts';
import { Lifetime } from '../lifetime.ts';
import { settingsFor } from '../settings.ts';
import type { Reading } from '../spec/reading.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { rangeIn, specLanguages } from './specDocument.ts';
import type { TrackedOutlines } from './trackedOutlines.ts';
import { deadText, growthOf, regionsText } from './summary.ts';

/** Code lenses at the network and at each of its layers; a click shows the preview. */
export function provideLenses(sessions: SpecSessions, outlines: TrackedOutlines): Disposable {
  const lifetime = new Lifetime();
  const changed = lifetime.own(new EventEmitter<void>());
  lifetime.own(
    sessions.onReading(() => {
      changed.fire();
    }),
  );
  lifetime.own(
    languages.registerCodeLensProvider(specLanguages, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses(document) {
        const outline = outlines.of(document);
        if (!outline || !settingsFor(document.uri).codeLens) return [];
        return lensesOf(document, outline, sessions.find(document.uri)?.reading);
      },
    }),
  );
  return lifetime;
}

function lensesOf(
  document: TextDocument,
  outline: OutlineItem,
  reading: Reading | undefined,
): CodeLens[] {
  const lens = ({ head }: OutlineItem, title: string): CodeLens =>
    new CodeLens(rangeIn(document, head), {
      title,
      command: 'foldComplex.show',
      arguments: [document.uri],
    });
  const facts = reading?.facts;
  const whole = facts && [regionsText(facts.regions, facts.complete), deadText(facts)];
  const top = lens(outline, joined([...(whole ?? []), l10n.t('Show Fold Complex')]));
  if (!facts) return [top];
  const first = reading.source?.slice ? 1 : 0;
  const layers = outline.children.filter(({ kind }) => kind === 'layer');
  return [
    top,
    ...layers.slice(0, facts.regionsByLayer.length - first).flatMap((item, i) => {
      const { before, after } = growthOf(facts, first + i);
      // A layer without folds, such as the last, needs no lens.
      const added =
        after > before && l10n.t('adds {0}', regionsText(after - before, facts.complete));
      const title = joined([added || undefined, deadText(facts, first + i)]);
      return title === '' ? [] : [lens(item, title)];
    }),
  ];
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}
