import { request } from 'playwright-core';

/**
 * Logs in to a served VS Code. Returns the `storageState` that also logs in new pages.
 * @param {import('./server.mjs').Server} server
 */
export async function logIn({ origin, password }) {
  const client = await request.newContext();
  await client.post(`${origin}login`, { form: { password }, maxRedirects: 0 });
  const session = await client.storageState();
  await client.dispose();
  if (session.cookies.length === 0) throw new Error(`${origin} does not accept its own password`);
  return session;
}
