/** The expression box over the state: what is typed, which may not be an expression yet, and what stands there otherwise. */
import { ExpressionError, nameToTex } from '../../expression';
import type { AppState, SubjectName } from '../../state/appState';
import { StateError } from '../../state/stateError';
import { ExpressionBox } from '../../ui/expressionBox';
import type { Page } from '../../ui/page';
import type { Session } from '../session';
import { leavingModel } from '../subject/openSubject';

/** In the empty box, where something else than a typed function is shown. */
const PLACEHOLDERS: Readonly<Partial<Record<SubjectName, string>>> = {
  lossGrid: 'Samples are shown; type a function to leave them',
  linear: 'The loss of linear regression; type a function to leave it',
  logistic: 'The loss of logistic regression; type a function to leave it',
  network: 'The loss of a neural network; type a function to leave it',
};

export class ExpressionEntry {
  readonly #box: ExpressionBox;
  #typed: { readonly text: string; readonly error: ExpressionError | null } | null = null;

  /** `onType` hears of texts that changed nothing but the box. */
  constructor(
    page: Page,
    private readonly session: Session,
    private readonly onType: () => void,
  ) {
    this.#box = new ExpressionBox({ box: page.expression, caption: page.caption }, (text) =>
      this.#type(text),
    );
  }

  /** The picture is to be of something else than what is being typed. */
  forget(): void {
    this.#typed = null;
  }

  update(): void {
    const { state, model } = this.session;
    if (this.#typed?.error === null && this.#typed.text !== state.expression) this.#typed = null;
    const [x, y] = model.axes;
    const variables = state.layout === 'curve' && model.ofOne ? [x] : [x, y];
    const left = `${nameToTex(model.name)}(${variables.map(nameToTex).join(', ')})`;
    this.#box.update({
      text: this.#typed?.text ?? (isTyped(state.subject) ? state.expression : ''),
      placeholder: PLACEHOLDERS[state.subject],
      tex: `${left} = ${model.tex}`,
      error: this.#typed?.error ?? null,
      left: state.subject === 'typed' ? { name: 'p', variables: [] } : { name: model.name, variables },
    });
  }

  #type(text: string): void {
    const { state } = this.session;
    try {
      this.session.update(
        state.subject === 'typed'
          ? { expression: text }
          : { ...leavingModel(state), subject: 'function', expression: text },
      );
      this.#typed = { text, error: null };
    } catch (error) {
      if (error instanceof ExpressionError) this.#typed = { text, error };
      else if (error instanceof StateError)
        this.#typed = { text, error: new ExpressionError(error.message, { start: 0, end: text.length }) };
      else throw error;
    }
    this.onType();
  }
}

/** Whether what is shown stands in the expression box. */
function isTyped(subject: AppState['subject']): boolean {
  return subject === 'function' || subject === 'typed';
}
