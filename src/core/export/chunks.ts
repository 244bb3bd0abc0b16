/** Joins many short texts into few long ones: a write for every line would cost more than the line. */
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
