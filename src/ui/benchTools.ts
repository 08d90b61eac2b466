/** What a press on the plot of the data does: moves, adds or deletes points; and the class or the number that added ones have. */
import { element, setAttribute, setText } from './dom';
import { iconButton } from './icons';
import { niceStep } from './panel';
import { NumberInput } from './rows';

export type BenchTool = 'move' | 'add' | 'delete';

export interface ToolsView {
  readonly editable: boolean;
  /** Groups that an added point can belong to; none where there are no groups. */
  readonly groups: readonly string[];
  /** The number that an added point is to have of what no axis shows, and what that is called; null where it needs none. */
  readonly number: { readonly name: string; readonly value: number } | null;
}

export interface ToolsCallbacks {
  onTool(tool: BenchTool): void;
  onGroup(group: number): void;
  onNumber(value: number): void;
}

const TOOLS: readonly { readonly name: BenchTool; readonly label: string }[] = [
  { name: 'move', label: 'Move points' },
  { name: 'add', label: 'Add points' },
  { name: 'delete', label: 'Delete points' },
];

export class BenchTools {
  readonly root = element('div', { class: 'bench-bar' });
  readonly #buttons = new Map<BenchTool, HTMLButtonElement>();
  readonly #groups = element('div', {
    class: 'bench-groups',
    role: 'group',
    'aria-label': 'Class of added points',
  });
  readonly #numberName = element('span', { 'aria-hidden': 'true' });
  readonly #numberInput: NumberInput;
  readonly #number: HTMLElement;
  #tool: BenchTool = 'move';
  #group = 0;
  #shape = '';

  constructor(private readonly callbacks: ToolsCallbacks) {
    const bar = element('div', {
      class: 'button-group',
      role: 'group',
      'aria-label': 'A press on the plot',
      title: 'On a point that has the focus: arrow keys move it, + adds one beside it, Delete removes it',
    });
    for (const { name, label } of TOOLS) {
      const button = iconButton(name, label);
      button.addEventListener('click', () => this.#choose(name));
      this.#buttons.set(name, button);
      bar.append(button);
    }
    this.#numberInput = new NumberInput({
      label: '',
      onInput: (value) => callbacks.onNumber(value),
      stepped: (value, direction) => value + direction * niceStep(Math.abs(value) / 10 || 1),
    });
    this.#number = element('div', { class: 'bench-number' }, this.#numberName, this.#numberInput.root);
    this.root.append(bar, this.#groups, this.#number);
    this.#show();
  }

  update({ editable, groups, number }: ToolsView): void {
    this.root.hidden = !editable;
    this.#number.hidden = number === null || this.#tool !== 'add';
    if (number !== null) {
      const label = `${number.name} of added points`;
      setText(this.#numberName, label);
      this.#numberInput.setLabel(label);
      this.#numberInput.update(number.value);
    }
    this.#groups.hidden = groups.length === 0 || this.#tool !== 'add';
    const shape = JSON.stringify(groups);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#groups.replaceChildren(
      ...groups.map((label, group) => {
        const button = element('button', { type: 'button', class: 'chip' }, label);
        button.addEventListener('click', () => this.#chooseGroup(group));
        return button;
      }),
    );
    this.#chooseGroup(Math.min(this.#group, Math.max(0, groups.length - 1)));
  }

  #choose(tool: BenchTool): void {
    this.#tool = tool;
    this.#show();
    this.callbacks.onTool(tool);
  }

  #show(): void {
    for (const [name, button] of this.#buttons)
      setAttribute(button, 'aria-pressed', String(name === this.#tool));
  }

  #chooseGroup(group: number): void {
    this.#group = group;
    Array.from(this.#groups.children).forEach((button, index) => {
      setAttribute(button, 'aria-pressed', String(index === group));
    });
    this.callbacks.onGroup(group);
  }
}
