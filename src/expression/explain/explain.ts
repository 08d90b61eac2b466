/** Differentiation rule by rule: the chain of equalities that one would write on paper, each line naming its rule. */
import type { Syntax } from '../syntax';
import { type Application, applyRule, type Pending } from './applyRule';
import type { Rule } from './rule';
import { simplify } from './simplify';
import * as tree from './trees';

export interface ExplanationStep {
  readonly name: Application['name'] | 'simplify';
  readonly rule: Rule;
  /** The derivative that this step takes further; the line before, for a simplification. */
  readonly subject: Syntax;
  /** What the subject equals, parts of it pending. */
  readonly result: Syntax;
  /** The whole line after the step. */
  readonly whole: Syntax;
  /** How many derivatives enclose the subject. */
  readonly depth: number;
}

export interface Explanation {
  readonly expression: Syntax;
  readonly variable: string;
  /** d/dx [expression]. */
  readonly start: Syntax;
  readonly steps: readonly ExplanationStep[];
  /** The derivative as people write it. */
  readonly derivative: Syntax;
  /** Whether the steps end before the derivative is reached, for their number. */
  readonly shortened: boolean;
}

/** More lines than this nobody reads; the derivative is given all the same. */
const MOST_STEPS = 120;

const SIMPLIFY: Rule = { title: 'Simplify', statement: '\\text{collect like terms and numbers}' };

/**
 * Differentiates `expression` by `variable`, leftmost derivative first. `partial`: whether other variables are held
 * constant, so that ∂ is written. Throws RangeError for a function without a rule, of which there is none.
 */
export function explain(expression: Syntax, variable: string, partial: boolean): Explanation {
  const start: Pending = { kind: 'derivative', operand: expression, variable, partial, span: tree.NOWHERE };
  const steps: ExplanationStep[] = [];
  let whole: Syntax = start;
  let found = firstPending(whole, 0);
  while (found !== undefined && steps.length < MOST_STEPS) {
    const { target } = found;
    const application = applyRule(target);
    whole = replace(whole, target, application.result);
    steps.push({ ...application, subject: target, whole, depth: found.depth });
    found = firstPending(whole, 0);
  }
  const shortened = found !== undefined;
  const complete = shortened ? differentiateSyntax(start) : whole;
  const derivative = simplify(complete);
  if (!shortened && tree.keyOf(derivative) !== tree.keyOf(whole)) {
    const [name, depth] = ['simplify', 0] as const;
    steps.push({ name, rule: SIMPLIFY, subject: whole, result: derivative, whole: derivative, depth });
  }
  return { expression, variable, start, steps, derivative, shortened };
}

/** Takes all derivatives in a tree by `apply`, without recording how. */
export function differentiateSyntax(
  syntax: Syntax,
  apply: (target: Pending) => Syntax = (target) => applyRule(target).result,
): Syntax {
  if (syntax.kind === 'derivative') return differentiateSyntax(apply(syntax), apply);
  return tree.mapChildren(syntax, (child) => differentiateSyntax(child, apply));
}

function firstPending(syntax: Syntax, depth: number): { target: Pending; depth: number } | undefined {
  if (syntax.kind === 'derivative') return { target: syntax, depth };
  for (const child of tree.childrenOf(syntax)) {
    const found = firstPending(child, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The tree with the node `target` itself, not its equals, replaced, and what thereby became 1·u or u + 0 dropped. */
function replace(syntax: Syntax, target: Syntax, replacement: Syntax): Syntax {
  if (syntax === target) return replacement;
  const children = tree.childrenOf(syntax);
  const changed = children.map((child) => replace(child, target, replacement));
  if (changed.every((child, index) => child === children[index])) return syntax;
  const [left, right] = changed;
  if (syntax.kind === 'call' && left !== undefined) {
    if (syntax.name === 'negate') return tree.negate(left);
    if (right !== undefined) {
      switch (syntax.name) {
        case 'add':
          return tree.add(left, right);
        case 'subtract':
          return tree.subtract(left, right);
        case 'multiply':
          return tree.multiply(left, right);
        case 'divide':
          return tree.divide(left, right);
      }
    }
  }
  let index = 0;
  return tree.mapChildren(syntax, (child) => changed[index++] ?? child);
}
