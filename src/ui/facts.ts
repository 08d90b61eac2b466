/** Facts in a list: what each is called, and what it is. */
import { element, setText } from './dom';

export interface BenchFact {
  readonly label: string;
  readonly value: string;
}

/** Makes `list` hold `facts`, keeping its rows. */
export function showFacts(list: HTMLElement, facts: readonly BenchFact[]): void {
  while (list.childElementCount > facts.length) list.lastElementChild?.remove();
  facts.forEach(({ label, value }, index) => {
    const row = list.children[index] ?? element('div', {}, element('dt'), element('dd'));
    if (row.parentElement === null) list.append(row);
    const [term, detail] = row.children;
    if (term) setText(term, label);
    if (detail) setText(detail, value);
  });
}
