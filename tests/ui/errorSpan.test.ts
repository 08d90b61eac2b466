import { describe, expect, it } from 'vitest';
import { ExpressionError } from '../../src/expression/expressionError';
import { markSpan, objection, replaceSpan } from '../../src/ui/errorSpan';

describe('markSpan', () => {
  it('splits the text at the span', () => {
    expect(markSpan('2*snn(x)', { start: 2, end: 5 })).toEqual({ before: '2*', marked: 'snn', after: '(x)' });
  });

  it('marks a blank after the text where something is missing at its end', () => {
    expect(markSpan('x+', { start: 2, end: 2 })).toEqual({ before: 'x+', marked: '\u00a0', after: '' });
    expect(markSpan('', { start: 0, end: 0 })).toEqual({ before: '', marked: '\u00a0', after: '' });
  });

  it('widens an empty span to the character after it, whole', () => {
    expect(markSpan('(*x)', { start: 1, end: 1 })).toEqual({ before: '(', marked: '*', after: 'x)' });
    expect(markSpan('x𝑥y', { start: 1, end: 1 })).toEqual({ before: 'x', marked: '𝑥', after: 'y' });
  });

  it('keeps to the text where the span reaches beyond it', () => {
    expect(markSpan('ab', { start: 1, end: 9 })).toEqual({ before: 'a', marked: 'b', after: '' });
    expect(markSpan('ab', { start: 7, end: 9 })).toEqual({ before: 'ab', marked: '\u00a0', after: '' });
  });
});

describe('replaceSpan', () => {
  it('puts the suggestion in place of the span', () => {
    expect(replaceSpan('2*snn(x)', { start: 2, end: 5 }, 'sin')).toBe('2*sin(x)');
    expect(replaceSpan('(x', { start: 2, end: 2 }, ')')).toBe('(x)');
  });
});

describe('objection', () => {
  it.each<[message: string, said: string, suggestion?: string]>([
    ['"sin" needs its argument; did you mean sin(x)?', '"sin" needs its argument', 'sin(x)'],
    ['a comma is misplaced', 'A comma is misplaced'],
    ['expected a number', 'Expected a number'],
    ['f(x) is what is asked for', 'f(x) is what is asked for'],
    ['y cannot stand here', 'y cannot stand here'],
    ['this parenthesis closes nothing', 'This parenthesis closes nothing', ''],
  ])('of "%s" says "%s"', (message, said, suggestion) => {
    expect(objection(new ExpressionError(message, { start: 0, end: 1 }, suggestion))).toBe(said);
  });
});
