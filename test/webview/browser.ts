import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/vscode/chromium.mjs';

let launched: Promise<Browser> | undefined;

/** The browser that all view tests share, because starting one takes seconds. */
export function sharedBrowser(): Promise<Browser> {
  return (launched ??= launchChromium());
}

// Outside any suite, so that it runs after all of them.
after(async () => {
  await (await launched)?.close();
});
