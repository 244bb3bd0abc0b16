import type { Ink } from '../../core/figure/page.ts';
import type { ThemeKind } from '../../core/plot/palette.ts';

/** The colours of the editor for drawing on canvases; panes take theirs from the style sheets. */
export interface Theme {
  readonly kind: ThemeKind;
  readonly background: string;
  readonly foreground: string;
  /** Numbers along the axes. */
  readonly muted: string;
  /** Axes, grid and frame, often drawn transparent. */
  readonly line: string;
  /** Outline of what the pointer is over. */
  readonly accent: string;
  readonly font: string;
  readonly reducedMotion: boolean;
}

/** The theme that VS Code has set on the page. */
export function readTheme(): Theme {
  const kind = themeKind();
  const style = getComputedStyle(document.body);
  const colour = (names: readonly string[], fallback: string): string => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value) return value;
    }
    return fallback;
  };
  const isDark = kind === 'dark' || kind === 'hc-dark';
  const highContrast = kind === 'hc-dark' || kind === 'hc-light';
  const foreground = colour(['editor-foreground', 'foreground'], isDark ? '#ccc' : '#333');
  return {
    kind,
    background: colour(['editor-background'], isDark ? '#1e1e1e' : '#fff'),
    foreground,
    muted: highContrast ? foreground : colour(['descriptionForeground'], foreground),
    line: highContrast ? colour(['contrastBorder'], foreground) : foreground,
    accent: colour(['focusBorder'], isDark ? '#0078d4' : '#005fb8'),
    font: colour(['font-family'], 'system-ui, sans-serif'),
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}

/** The theme with the colours of an exported page. */
export function themeOnPage(theme: Theme, ink: Ink): Theme {
  return {
    ...theme,
    kind: ink.theme,
    background: ink.background ?? 'transparent',
    foreground: ink.foreground,
    muted: ink.muted,
    line: ink.foreground,
  };
}

/** Calls back whenever the theme has changed. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  // A switch between two dark themes changes only the variables on the root element.
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  matchMedia('(prefers-reduced-motion: reduce)').addEventListener('change', listener);
}

function themeKind(): ThemeKind {
  const { classList } = document.body;
  if (classList.contains('vscode-high-contrast-light')) return 'hc-light';
  if (classList.contains('vscode-high-contrast')) return 'hc-dark';
  return classList.contains('vscode-light') ? 'light' : 'dark';
}
