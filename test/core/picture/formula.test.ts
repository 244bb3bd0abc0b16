import assert from 'node:assert/strict';
import { affineLatex, affineText, latexName } from '../../../src/core/picture/formula.ts';

describe('formulas', () => {
  it('write affine maps as one would by hand', () => {
    assert.equal(affineText([1, -2, 0.5], ['x', 'y']), 'x − 2·y + 0.5');
    assert.equal(affineText([0, -1, 0], ['x', 'y']), '−y');
    assert.equal(affineText([0, 0, 0], ['x', 'y']), '0');
    assert.equal(affineText([3, 0, -1], ['t', '']), '3·t − 1');
  });

  it('are valid LaTeX for any name', () => {
    assert.equal(
      affineLatex('f', [2, -1, 1e-7], ['x0', 'y']),
      'f = 2\\,x_{0} - y + 1 \\cdot 10^{-7}',
    );
    assert.equal(latexName('class 1_a'), '\\mathrm{class\\ 1\\_a}');
    assert.equal(latexName('%'), '\\mathrm{\\%}');
    assert.equal(latexName('\\input\n^~'), '\\mathrm{\\backslash input\\ \\hat{}\\sim }');
  });
});
