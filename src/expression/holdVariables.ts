import type { ParsedExpression } from './parse';
import type { Syntax } from './syntax';

/** The same function with only `kept` as coordinates: its other variables become parameters, after the free symbols. */
export function holdVariables(parsed: ParsedExpression, kept: readonly string[]): ParsedExpression {
  const held = parsed.variables.filter((name) => !kept.includes(name));
  return {
    ...parsed,
    syntax: hold(parsed.syntax, held),
    variables: kept,
    parameters: [...parsed.parameters, ...held],
  };
}

function hold(syntax: Syntax, held: readonly string[]): Syntax {
  switch (syntax.kind) {
    case 'number':
    case 'constant':
    case 'parameter':
      return syntax;
    case 'variable':
      return held.includes(syntax.name) ? { ...syntax, kind: 'parameter' } : syntax;
    case 'call':
      return { ...syntax, operands: syntax.operands.map((operand) => hold(operand, held)) };
    case 'derivative':
      return { ...syntax, operand: hold(syntax.operand, held) };
    case 'conditional':
      return {
        ...syntax,
        condition: hold(syntax.condition, held),
        whenTrue: hold(syntax.whenTrue, held),
        whenFalse: hold(syntax.whenFalse, held),
      };
    default:
      return syntax satisfies never;
  }
}
