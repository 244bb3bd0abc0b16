import { lookalikeMessage, type Lookalike } from './lookalikes.ts';
import { respelling, type Fix } from './quickFix.ts';
import type { Report } from './report.ts';

/** Reports a character that looks like an ordinary one. */
export function reportLookalike(found: Lookalike, report: Report): void {
  report.error('character', found.range, lookalikeMessage(found), [], [respellingFix(found)]);
}

/** Replaces all characters of this kind in the text. */
export function respellingFix({ kind }: Lookalike): Fix {
  switch (kind) {
    case 'space':
      return respelling('Replace all special spaces with ordinary ones', kind);
    case 'invisible':
      return respelling('Remove all invisible characters', kind);
    case 'line break':
      return respelling('Replace all special line breaks with ordinary ones', kind);
    case 'dash':
      return respelling('Replace all dashes before numbers with minus signs', kind);
    case 'quote':
      return respelling('Replace all typographic quotes with straight ones', kind);
    case 'fullwidth':
      return respelling('Replace all fullwidth characters with ordinary ones', kind);
  }
}
