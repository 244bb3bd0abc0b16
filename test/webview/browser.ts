import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/vscode/chromium.mjs';

let launched: Promise<Browser> | undefined;

/** The browser that all tests of views share: to start one and draw in it for the first time takes seconds. */
export function sharedBrowser(): Promise<Browser> {
  return (launched ??= launchChromium());
}

// Outside of any suite: when all of them are done.
after(async () => {
  await (await launched)?.close();
});
