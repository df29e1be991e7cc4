import { element } from '../shared/dom.js';

/**
 * @param {Array} columns `{ title, number, value(row) }`, where a value is text or a node; the first one names the row
 */
export function table(columns, rows, label) {
  return element(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': label },
    element(
      'table',
      { class: 'plain' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...columns.map(({ title, number }) => element('th', { scope: 'col', class: number ? 'number' : null }, title)),
        ),
      ),
      element(
        'tbody',
        {},
        ...rows.map((row) =>
          element(
            'tr',
            {},
            ...columns.map(({ number, value }, i) =>
              element(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : null, class: number ? 'number' : null }, value(row)),
            ),
          ),
        ),
      ),
    ),
  );
}
