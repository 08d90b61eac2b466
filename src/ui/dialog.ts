/** A dialog over the page: a title, a button that closes it, and content that scrolls. What it says, its users know. */
import { element, uniqueId } from './dom';
import { iconButton } from './icons';
import './dialog.css';

/** Closed at first; `showModal()` opens it. `name` is its class. */
export function createDialog(
  name: string,
  title: string,
  ...content: readonly (Node | string)[]
): HTMLDialogElement {
  const heading = element('h2', { id: uniqueId('dialog') }, title);
  const close = iconButton('close', 'Close', 'Esc');
  const dialog = element(
    'dialog',
    { class: `dialog ${name}`, 'aria-labelledby': heading.id },
    element('header', {}, heading, close),
    element('div', { class: 'dialog-scroll', tabindex: '0' }, ...content),
  );
  close.addEventListener('click', () => dialog.close());
  // A click on the backdrop is a click on the dialog itself, outside its content.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}
