/** Differentiation explained rule by rule, and simplification for people. */
export { type Application, applyRule, type Pending } from './applyRule';
export { differentiateSyntax, type Explanation, type ExplanationStep, explain } from './explain';
export { FUNCTION_RULES } from './functionRules';
export { RULES, type Rule, type RuleName } from './rule';
export { simplify } from './simplify';
export { namesIn } from './trees';
