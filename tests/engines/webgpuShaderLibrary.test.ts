import { describe, expect, test } from 'vitest';
import { assembleShader, placeInShader, requiredShaders } from '../../src/engines/webgpu/shaderLibrary';

const SOURCES = new Map([
  ['pass.wgsl', '// requires: base.wgsl\nfn pass() {}'],
  ['base.wgsl', '// requires:\nfn base() {}'],
  ['left.wgsl', '// requires: base.wgsl\nfn left() {}'],
  ['right.wgsl', '// requires: base.wgsl, left.wgsl\nfn right() {}'],
  ['lost.wgsl', '// requires: nowhere.wgsl\n'],
  ['plain.wgsl', 'fn plain() {}'],
]);

describe('requiredShaders', () => {
  test('lists what is required, transitively, before what requires it and once', () => {
    const names = requiredShaders(['right.wgsl', 'left.wgsl', 'plain.wgsl'], SOURCES).map(({ name }) => name);
    expect(names).toEqual(['base.wgsl', 'left.wgsl', 'right.wgsl', 'plain.wgsl']);
  });

  test('names a missing file and who asked for it', () => {
    expect(() => requiredShaders(['lost.wgsl'], SOURCES)).toThrow(
      'no file nowhere.wgsl, required by lost.wgsl',
    );
    expect(() => requiredShaders(['x.wgsl'], SOURCES)).toThrow(
      'no file x.wgsl, required by the generated code',
    );
  });
});

describe('assembleShader', () => {
  const shader = assembleShader('pass.wgsl', 'fn one() {}\nfn two() {}', ['left.wgsl'], SOURCES);

  test('puts the pass first, then the field, then what either requires', () => {
    expect(shader.parts.map(({ name }) => name)).toEqual(['pass.wgsl', 'field', 'base.wgsl', 'left.wgsl']);
  });

  test('knows where each of its lines comes from', () => {
    const lines = shader.code.split('\n');
    const place = (line: string) => placeInShader(shader, lines.indexOf(line) + 1);
    expect(place('fn pass() {}')).toBe('pass.wgsl:2');
    expect(place('fn two() {}')).toBe('field:2');
    expect(place('fn left() {}')).toBe('left.wgsl:2');
    expect(placeInShader(shader, 0)).toBe('pass.wgsl:0');
    expect(placeInShader(shader, 99)).toBe('line 99');
  });
});
