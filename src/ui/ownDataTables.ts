/** The first rows of a file of own data, as they stand in it. */
import { element } from './dom';
import type { OwnDataView } from './ownDataView';

/** Nothing, or a table that scrolls sideways and what it leaves out. */
export function previewTable({ preview }: OwnDataView): readonly Node[] {
  if (preview === null) return [];
  const head = element('tr', {}, ...preview.head.map((name) => element('th', { scope: 'col' }, name)));
  const rows = preview.rows.map((cells) =>
    element('tr', {}, ...cells.map((cell) => element('td', {}, cell))),
  );
  const table = element(
    'table',
    {},
    element('caption', {}, 'The first rows of the file'),
    element('thead', {}, head),
    element('tbody', {}, ...rows),
  );
  const scroller = element(
    'div',
    { class: 'own-data-preview', tabindex: '0', role: 'group', 'aria-label': 'Preview' },
    table,
  );
  return preview.more === ''
    ? [scroller]
    : [scroller, element('p', { class: 'own-data-more' }, `and ${preview.more}`)];
}
