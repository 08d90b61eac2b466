/**
 * One exercise: prompt, answer, check, hints one by one, solution, another one. What is right and wrong is worked out in
 * `lessons`; pictures of a wrong answer are drawn by whoever mounts the card.
 */
import { ExpressionError, type Syntax, toTex } from '../../expression';
import { namesIn } from '../../expression/explain';
import { readAnswer } from '../../lessons/check/readAnswer';
import { verifyExplanation } from '../../lessons/check/verifyExplanation';
import { type Exercise, type ExerciseReference, makeExercise, nextReference } from '../../lessons/exercises';
import { type CheckResult, checkAnswer } from '../../lessons/exercises/checkAnswer';
import { element, setText } from '../dom';
import { formatNumber } from '../format';
import { icon } from '../icons';
import type { Typesetter } from '../lesson/markdown';
import { type BlockNotes, countIn, textIn } from '../lesson/workbook';
import { MarkedInput } from '../markedInput';
import { renderTex } from '../tex';
import { workingOf } from './working';
import './exercise.css';

/** A wrong function beside the right one, for a picture. */
export interface WrongAnswer {
  readonly exercise: Exercise;
  /** Answer minus truth, of the first component that is wrong. */
  readonly difference: Syntax;
  /** Which component that is, from 0; undefined where there is only one. */
  readonly component?: number;
  /** Where it is furthest from zero: a number for each variable and parameter. */
  readonly worst?: readonly number[];
}

export interface ExerciseCallbacks {
  /** Whether an exercise of the kind was solved before. */
  readonly solvedBefore: boolean;
  /** The exercise was answered rightly, without or with help. */
  onSolved(reference: ExerciseReference): void;
  /** What was left in the card, such as by the page before a reload. */
  readonly left: BlockNotes;
  /** What is to be kept has changed: seed, answer, whether it was checked, how many hints, whether the solution is seen. */
  onLeft(notes: BlockNotes): void;
  /** Draws answer minus truth into `host`; the answer disposes the picture. */
  drawDifference?(host: HTMLElement, wrong: WrongAnswer): { dispose(): void };
}

export interface MountedExercise {
  dispose(): void;
}

/** Shows the exercise of `reference` in `host`. Throws RangeError where there is none. */
export function mountExercise(
  host: HTMLElement,
  reference: ExerciseReference,
  typesetter: Typesetter,
  callbacks: ExerciseCallbacks,
): MountedExercise {
  const card = new ExerciseCard(reference, typesetter, callbacks);
  host.append(card.root);
  return card;
}

class ExerciseCard implements MountedExercise {
  readonly root = element('div', { class: 'exercise', role: 'group', 'aria-label': 'Exercise' });
  readonly #typesetter: Typesetter;
  readonly #callbacks: ExerciseCallbacks;
  readonly #label = element('p', { class: 'exercise-label' });
  readonly #prompt = element('p', { class: 'exercise-prompt' });
  readonly #asked = element('span', { class: 'exercise-asked' });
  readonly #field: MarkedInput;
  readonly #preview = element('div', { class: 'exercise-preview', role: 'math' });
  readonly #result = element('div', { class: 'exercise-result', role: 'status' });
  readonly #picture = element('div', { class: 'exercise-picture' });
  readonly #hints = element('ol', { class: 'exercise-hints', 'aria-live': 'polite' });
  readonly #solution = element('div', { class: 'exercise-solution' });
  readonly #hintButton = element('button', { type: 'button', class: 'text-button' });
  readonly #solutionButton = element('button', { type: 'button', class: 'text-button' }, 'Solution');
  #exercise: Exercise;
  #drawn: { dispose(): void } | null = null;
  #solved: boolean;
  /** Whether what stands in the field has been judged. */
  #checked = false;
  #previewed = '';

  constructor(reference: ExerciseReference, typesetter: Typesetter, callbacks: ExerciseCallbacks) {
    this.#typesetter = typesetter;
    this.#callbacks = callbacks;
    const { left } = callbacks;
    this.#exercise = makeExercise({ ...reference, seed: countIn(left, 'seed') || reference.seed });
    this.#solved = callbacks.solvedBefore;
    this.#field = new MarkedInput(() => this.#edited());
    this.#field.input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#check();
    });
    const check = element('button', { type: 'button', class: 'exercise-check' }, 'Check');
    check.addEventListener('click', () => this.#check());
    const another = element('button', { type: 'button', class: 'text-button' }, 'Another one');
    another.addEventListener('click', () => this.#another());
    this.#hintButton.addEventListener('click', () => this.#hint());
    this.#solutionButton.addEventListener('click', () => this.#solve());
    this.root.append(
      this.#label,
      this.#prompt,
      element('div', { class: 'exercise-field' }, this.#asked, this.#field.root, check),
      this.#field.message,
      this.#preview,
      this.#result,
      this.#picture,
      this.#hints,
      this.#solution,
      element('div', { class: 'exercise-foot' }, this.#hintButton, this.#solutionButton, another),
    );
    this.#show();
    this.#restore(left);
  }

  dispose(): void {
    this.#drawn?.dispose();
    this.root.remove();
  }

  #show(): void {
    const { title, prompt, asked, placeholder } = this.#exercise;
    this.#showLabel();
    this.#prompt.innerHTML = this.#typesetter.inline(prompt);
    void renderTex(this.#asked, `${asked} =`);
    const { input } = this.#field;
    input.value = '';
    input.placeholder = placeholder;
    input.setAttribute('aria-label', `Your answer: ${title}`);
    this.#field.showError(null);
    this.#clearResult();
    this.#hints.replaceChildren();
    this.#solution.replaceChildren();
    this.#solutionButton.hidden = false;
    this.#showHintButton();
    this.#showPreview();
  }

  /** The answer as it was left, judged again where it was; hints and solution as far as they had been asked for. */
  #restore(left: BlockNotes): void {
    this.#field.text = textIn(left, 'answer', '');
    this.#showPreview();
    for (let hints = countIn(left, 'hints'); hints > 0; hints--) this.#addHint();
    if (left.solution === true) this.#addSolution();
    if (left.checked === true) this.#judge();
  }

  #tell(): void {
    this.#callbacks.onLeft({
      seed: this.#exercise.reference.seed,
      answer: this.#field.text,
      checked: this.#checked,
      hints: this.#hints.children.length,
      solution: this.#solutionButton.hidden,
    });
  }

  #showLabel(): void {
    const { level, title } = this.#exercise;
    const done = this.#solved ? [element('span', { class: 'exercise-done' }, icon('check'), 'Done')] : [];
    this.#label.replaceChildren(element('span', {}, `${title} · level ${level} of 5`), ...done);
  }

  #edited(): void {
    this.#field.showError(null);
    this.#clearResult();
    this.#showPreview();
    this.#tell();
  }

  #clearResult(): void {
    this.#checked = false;
    this.#result.replaceChildren();
    this.#result.className = 'exercise-result';
    this.#drawn?.dispose();
    this.#drawn = null;
    this.#picture.replaceChildren();
    this.#picture.hidden = true;
  }

  /** The answer typeset as it is understood, as long as it can be. */
  #showPreview(): void {
    const tex = this.#texOfAnswer();
    this.#previewed = tex;
    this.#preview.hidden = tex === '';
    if (tex !== '') void renderTex(this.#preview, tex, { isCurrent: () => tex === this.#previewed });
  }

  #texOfAnswer(): string {
    if (this.#field.text.trim() === '') return '';
    try {
      const parts = readAnswer(this.#field.text, this.#exercise).map(toTex);
      return parts.length === 1 ? (parts[0] ?? '') : `\\left(${parts.join(',\\ ')}\\right)`;
    } catch (error) {
      if (error instanceof ExpressionError) return '';
      throw error;
    }
  }

  #check(): void {
    if (this.#judge() === 'unreadable') this.#field.input.focus();
    this.#tell();
  }

  #judge(): CheckResult['kind'] {
    this.#clearResult();
    this.#checked = true;
    const result = checkAnswer(this.#exercise, this.#field.text);
    this.#field.showError(result.kind === 'unreadable' ? result.error : null);
    switch (result.kind) {
      case 'unreadable':
        break;
      case 'right':
        this.#result.classList.add('exercise-right');
        this.#result.append(icon('check'), result.rounded ? 'Right, to the digits you gave.' : 'Right.');
        this.#solved = true;
        this.#showLabel();
        this.#callbacks.onSolved(this.#exercise.reference);
        break;
      case 'wrong':
        this.#showWrong(result);
        break;
      default:
        result satisfies never;
    }
    return result.kind;
  }

  #showWrong(result: CheckResult & { readonly kind: 'wrong' }): void {
    this.#result.classList.add('exercise-wrong');
    const lead = element('p', {}, element('strong', {}, 'Not yet. '), this.#whereWrong(result));
    this.#result.append(lead);
    if (result.slip) {
      const said = element('p');
      said.innerHTML = this.#typesetter.inline(result.slip.message);
      this.#result.append(said);
    }
    const { difference, worst, components } = result;
    if (difference === undefined || this.#callbacks.drawDifference === undefined) return;
    const [component = 0] = components;
    this.#picture.hidden = false;
    this.#drawn = this.#callbacks.drawDifference(this.#picture, {
      exercise: this.#exercise,
      difference,
      ...(this.#exercise.truths.length > 1 && { component }),
      ...(worst && { worst: worst.point }),
    });
  }

  #whereWrong({ components, worst }: CheckResult & { readonly kind: 'wrong' }): string {
    const { truths, variables, parameters } = this.#exercise;
    const which =
      truths.length > 1 && components.length < truths.length
        ? `Component ${components.map((index) => index + 1).join(' and ')} is wrong. `
        : '';
    if (worst === undefined || worst.point.length === 0) return which;
    const names = [...variables, ...parameters];
    const place = worst.point.map((value, index) => `${names[index]} = ${formatNumber(value, 3)}`).join(', ');
    return `${which}At ${place} your answer is ${formatNumber(worst.answer, 4)}, but should be ${formatNumber(worst.truth, 4)}.`;
  }

  #showHintButton(): void {
    const left = this.#exercise.hints.length - this.#hints.children.length;
    this.#hintButton.hidden = left === 0;
    setText(this.#hintButton, left === 1 ? 'Hint (the last one)' : `Hint (${left} left)`);
  }

  #hint(): void {
    const line = this.#addHint();
    // The button may just have gone, and the focus with it.
    if (this.#hintButton.hidden) line?.focus();
    this.#tell();
  }

  #addHint(): HTMLElement | undefined {
    const next = this.#exercise.hints[this.#hints.children.length];
    if (next === undefined) return undefined;
    const line = element('li', { tabindex: '-1' });
    line.innerHTML = this.#typesetter.inline(next);
    this.#hints.append(line);
    this.#showHintButton();
    return line;
  }

  #solve(): void {
    this.#addSolution().focus({ preventScroll: true });
    this.#tell();
  }

  #addSolution(): HTMLElement {
    const { solution, truths, box } = this.#exercise;
    const answer = element('p', { class: 'exercise-answer', tabindex: '-1' }, 'Answer: ');
    const formula = element('span');
    const parts = truths.map(toTex);
    void renderTex(formula, parts.length === 1 ? (parts[0] ?? '') : `\\left(${parts.join(',\\ ')}\\right)`);
    answer.append(formula);
    const working = solution.map((part) => {
      switch (part.kind) {
        case 'working':
          return workingOf(
            part.explanation,
            verifyExplanation(part.explanation, namesIn(part.explanation.expression), box),
          );
        case 'text': {
          const line = element('p');
          line.innerHTML = this.#typesetter.inline(part.text);
          return line;
        }
        default:
          return part satisfies never;
      }
    });
    this.#solution.replaceChildren(...working, answer);
    this.#solutionButton.hidden = true;
    return answer;
  }

  #another(): void {
    const next = nextReference(this.#exercise.reference);
    this.#exercise = makeExercise(next);
    this.#show();
    this.#field.input.focus();
    this.#tell();
  }
}
