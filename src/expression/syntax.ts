/** The tree of an expression as it was understood: names resolved, implicit products made explicit. */
import type { SourceSpan } from './expressionError';

export type Syntax =
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly span: SourceSpan }
  /** A named constant, such as pi. */
  | { readonly kind: 'constant'; readonly name: string; readonly value: number; readonly span: SourceSpan }
  | { readonly kind: 'variable'; readonly name: string; readonly span: SourceSpan }
  | { readonly kind: 'parameter'; readonly name: string; readonly span: SourceSpan }
  /** A row of the function table applied; operators are rows too. */
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly operands: readonly Syntax[];
      readonly span: SourceSpan;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: Syntax;
      readonly whenTrue: Syntax;
      readonly whenFalse: Syntax;
      readonly span: SourceSpan;
    }
  /** A derivative that is still to be taken: never typed, but part of a worked differentiation. */
  | {
      readonly kind: 'derivative';
      readonly operand: Syntax;
      readonly variable: string;
      /** Whether other variables are held constant, so that it is written with a round ∂. */
      readonly partial: boolean;
      readonly span: SourceSpan;
    };

export const CONSTANTS: Readonly<Record<string, { readonly value: number; readonly tex: string }>> = {
  pi: { value: Math.PI, tex: '\\pi' },
  e: { value: Math.E, tex: 'e' },
  tau: { value: 2 * Math.PI, tex: '\\tau' },
};
