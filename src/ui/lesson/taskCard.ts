/** A task in the text: what to do, whether it is done, and how it is done on demand. It marks itself when the picture fits. */
import type { Situation, TaskPart } from '../../lessons';
import { element } from '../dom';
import { icon } from '../icons';
import type { Typesetter } from './markdown';

export interface TaskCallbacks {
  onSolution(): void;
  onDone(): void;
}

export class TaskCard {
  readonly root: HTMLElement;
  readonly #task: TaskPart;
  readonly #status = element('p', { class: 'task-status', role: 'status' });
  readonly #after = element('p', { class: 'task-after' });
  readonly #solution = element('button', { type: 'button', class: 'text-button' }, 'Show me');
  readonly #callbacks: TaskCallbacks;
  #done: boolean;

  constructor(task: TaskPart, done: boolean, typesetter: Typesetter, callbacks: TaskCallbacks) {
    this.#task = task;
    this.#callbacks = callbacks;
    this.#done = done;
    const prompt = element('p', { class: 'task-prompt' });
    prompt.innerHTML = typesetter.inline(task.prompt);
    if (task.after !== undefined) this.#after.innerHTML = typesetter.inline(task.after);
    this.#solution.addEventListener('click', () => callbacks.onSolution());
    this.root = element(
      'div',
      { class: 'task', role: 'group', 'aria-label': 'Task' },
      element('p', { class: 'task-label' }, 'Try it'),
      prompt,
      element('div', { class: 'task-foot' }, this.#status, this.#solution),
      this.#after,
    );
    this.#show();
  }

  update(situation: Situation): void {
    if (this.#done || !this.#task.done(situation)) return;
    this.#done = true;
    this.#show();
    this.#callbacks.onDone();
  }

  /** Undone again, after progress was reset. */
  reset(): void {
    this.#done = false;
    this.#show();
  }

  #show(): void {
    this.root.classList.toggle('task-done', this.#done);
    this.#after.hidden = !this.#done || this.#task.after === undefined;
    this.#solution.hidden = this.#done;
    if (this.#done) this.#status.replaceChildren(icon('check'), 'Done');
    else this.#status.replaceChildren('Not yet');
  }
}
