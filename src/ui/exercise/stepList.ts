/** Any function of x, differentiated step by step: a field, the lines with their rules, and the check of each line. */
import { ExpressionError, parseExpression } from '../../expression';
import { explain, namesIn } from '../../expression/explain';
import { POINTS } from '../../lessons/check/compareFunctions';
import { verifyExplanation } from '../../lessons/check/verifyExplanation';
import { element, uniqueId } from '../dom';
import { MarkedInput } from '../markedInput';
import { checksInWords, workingOf } from './working';
import './exercise.css';

/** Names that are taken for variables, so that f(x, y) can be typed without a header. */
const VARIABLES = ['x', 'y', 'z'] as const;
/** Typing pauses this long before lines are worked out anew. */
const PAUSE_MILLISECONDS = 250;

export class StepList {
  readonly root: HTMLElement;
  readonly #field: MarkedInput;
  readonly #by: HTMLSelectElement;
  readonly #lines = element('div');
  readonly #status = element('p', { class: 'block-note', role: 'status' });
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onChange` is told the text and the variable, to be kept. */
  constructor(
    text: string,
    by: string,
    private readonly onChange: (text: string, by: string) => void,
  ) {
    this.#field = new MarkedInput(() => this.#later());
    this.#field.text = text;
    this.#field.input.setAttribute('aria-label', 'Function to differentiate');
    this.#field.input.placeholder = 'such as x^2 sin(3x)';
    const byId = uniqueId('step-variable');
    this.#by = element('select', { id: byId, class: 'select' });
    this.#by.append(element('option', { value: by }, by));
    this.#by.addEventListener('change', () => {
      this.#show();
      this.onChange(this.#field.text, this.#by.value);
    });
    this.root = element(
      'div',
      { class: 'step-list' },
      element('p', { class: 'block-title' }, 'Differentiate step by step'),
      element(
        'div',
        { class: 'exercise-field' },
        element('span', { class: 'math', 'aria-hidden': 'true' }, element('i', {}, 'f'), ' ='),
        this.#field.root,
        element('label', { for: byId, class: 'step-by' }, 'by ', this.#by),
      ),
      this.#field.message,
      this.#status,
      this.#lines,
    );
    this.#show();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.root.remove();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#show();
      this.onChange(this.#field.text, this.#by.value);
    }, PAUSE_MILLISECONDS);
  }

  #show(): void {
    try {
      const { syntax, variables } = parseExpression(this.#field.text, { variables: VARIABLES });
      const names = namesIn(syntax);
      const used = variables.filter((name) => names.includes(name));
      const by = this.#chosen(used.length > 0 ? used : variables.slice(0, 1));
      const explanation = explain(syntax, by, used.length > 1);
      const verdicts = verifyExplanation(explanation, names);
      this.#field.showError(null);
      this.#lines.replaceChildren(workingOf(explanation, verdicts));
      this.#status.textContent = checksInWords(verdicts, POINTS);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.#field.showError(error);
    }
  }

  /** The variable that is chosen, of those there are. */
  #chosen(variables: readonly string[]): string {
    const wanted = this.#by.value;
    const [first = 'x'] = variables;
    const chosen = variables.includes(wanted) ? wanted : first;
    const offered = Array.from(this.#by.options, ({ value }) => value).join();
    if (offered !== variables.join()) {
      this.#by.replaceChildren(...variables.map((name) => element('option', { value: name }, name)));
    }
    this.#by.value = chosen;
    return chosen;
  }
}
