/** Joins short chunks into longer ones, because writing each line separately is slow. */
export function* batched(texts: Iterable<string>): Generator<string> {
  let batch = '';
  for (const text of texts) {
    batch += text;
    if (batch.length < batchLength) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}

const batchLength = 1 << 16;
