import assert from 'node:assert/strict';
import { crc32, deflateSync } from 'node:zlib';
import { withResolution } from '../../../src/core/figure/png.ts';

describe('PNG', () => {
  it('has its resolution after its header', () => {
    const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    const rest = [chunk('IDAT', deflateSync(Buffer.from([0, 0]))), chunk('IEND', Buffer.alloc(0))];
    const before = [Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header)];
    const size = Buffer.from([0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1]); // 11811 per metre: 300 dpi
    assert.deepEqual(
      Buffer.from(withResolution(Uint8Array.from(Buffer.concat([...before, ...rest])), 300)),
      Buffer.concat([...before, chunk('pHYs', size), ...rest]),
    );
  });
});

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const content = Buffer.concat([Buffer.from(type), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, sum]);
}
