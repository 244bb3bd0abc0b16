/// <reference lib="dom" />

/**
 * Whether VS Code has stored the editors that are open now. In a browser it stores them every few
 * seconds when it is idle, and not when the page goes. Runs in the page.
 */
export async function storesOpenEditors() {
  const key = 'memento/workbench.parts.editor';
  const labels = Array.from(document.querySelectorAll('.tabs-container .tab'), (tab) =>
    (tab.getAttribute('aria-label') ?? '').replace(/, Editor Group \d+$/, ''),
  );
  const names = (await indexedDB.databases()).map(({ name = '' }) => name);
  const stored = await Promise.all(
    names.filter((name) => name.startsWith('vscode-web-state-db-')).map(read),
  );
  return stored.some((text) => labels.every((label) => text.includes(label)));

  /**
   * @param {string} name
   * @returns {Promise<string>}
   */
  function read(name) {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => reject(new Error(`${name} cannot be opened`));
      opening.onsuccess = () => {
        const database = opening.result;
        const reading = database.transaction('ItemTable').objectStore('ItemTable').get(key);
        reading.onerror = () => reject(new Error(`${name} cannot be read`));
        reading.onsuccess = () => {
          database.close();
          resolve(String(reading.result));
        };
      };
    });
  }
}
