/** A worked differentiation as a list of lines: the rule, what it says, and the whole line after it, each with its check. */
import { toTex } from '../../expression';
import type { Explanation } from '../../expression/explain';
import type { Verdict } from '../../lessons/check/compareFunctions';
import { element } from '../dom';
import { icon } from '../icons';
import { renderTex } from '../tex';
import './exercise.css';

/** The list; `verdicts`, one a step, mark each line as checked, in doubt or wrong. */
export function workingOf(explanation: Explanation, verdicts: readonly Verdict[]): HTMLElement {
  const { start, steps, derivative, shortened } = explanation;
  const lines = steps.map(({ rule, whole }, index) => {
    const name = element(
      'p',
      { class: 'working-rule' },
      rule.title,
      formula(rule.statement, 'working-statement'),
    );
    return element('li', { class: 'working-step' }, name, line(`= ${toTex(whole)}`), mark(verdicts[index]));
  });
  const rest = shortened
    ? [
        element(
          'p',
          { class: 'block-note' },
          `After ${steps.length} steps the lines are left out. The derivative:`,
        ),
        line(toTex(derivative)),
      ]
    : [];
  return element(
    'div',
    { class: 'working' },
    line(toTex(start)),
    element('ol', { class: 'working-steps' }, ...lines),
    ...rest,
  );
}

/** A formula by itself that scrolls where it is too wide. */
function line(tex: string): HTMLElement {
  const host = formula(tex, 'working-line');
  host.tabIndex = 0;
  host.setAttribute('role', 'group');
  host.setAttribute('aria-label', 'Formula');
  return host;
}

export function formula(tex: string, className: string): HTMLElement {
  const host = element('span', { class: className });
  void renderTex(host, tex);
  return host;
}

function mark(verdict: Verdict | undefined): HTMLElement {
  switch (verdict?.kind) {
    case 'equal':
      return element('span', { class: 'working-mark working-checked' }, icon('check'), 'checked');
    case 'different':
      return element('span', { class: 'working-mark working-doubt' }, 'not confirmed by numbers');
    case 'undecided':
    case undefined:
      return element('span', { class: 'working-mark' }, 'not defined where it was tried');
    default:
      return verdict satisfies never;
  }
}

/** One sentence on all the checks. */
export function checksInWords(verdicts: readonly Verdict[], points: number): string {
  const equal = verdicts.filter(({ kind }) => kind === 'equal').length;
  if (equal === verdicts.length) {
    return `Every line was compared with the exact derivative at ${points} points, and agrees.`;
  }
  return `${equal} of ${verdicts.length} lines were confirmed against the exact derivative at ${points} points.`;
}
