import { element } from '../shared/dom.js';
import { count, words } from '../shared/format.js';

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const points = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: 'exceptZero' });
/** Columns that hold numbers. */
const NUMBERS = new Set([1, 2, 4]);
/** Flights of each arm, below which the loader does not estimate. */
const NEEDED = 10;
const SCOPES = { ALL: 'All flights', RULE: 'By rule of the first decision', ROUTE: 'By route', BAND: 'By time to departure' };

/** An effect with its sign, in units of currency or points of load factor. */
export function signed(value, row) {
  return row.outcome === 'REVENUE' ? `${whole.format(value)} ${row.currency}` : `${points.format(value * 100)} points`;
}

/** Estimates with their intervals on one scale, so that what is sure can be told from what is not. */
export function effects(rows, outcome, method, arms) {
  const shown = rows.filter((row) => row.outcome === outcome && row.method === method);
  if (shown.length === 0) {
    return element('p', { class: 'muted' }, missing(arms));
  }
  const low = Math.min(0, ...shown.map((row) => row.low));
  const high = Math.max(0, ...shown.map((row) => row.high));
  const place = (value) => (high === low ? 0.5 : (value - low) / (high - low));
  const body = element('tbody');
  for (const [scope, title] of Object.entries(SCOPES)) {
    const ofScope = shown.filter((row) => row.scope === scope);
    if (ofScope.length > 0 && scope !== 'ALL') {
      body.append(element('tr', { class: 'group' }, element('th', { colspan: 6, scope: 'rowgroup' }, title)));
    }
    for (const row of ofScope) {
      const interval = element('td', { class: 'interval' }, element('i'), element('b'));
      interval.style.setProperty('--zero', place(0));
      interval.style.setProperty('--low', place(row.low));
      interval.style.setProperty('--high', place(row.high));
      interval.style.setProperty('--estimate', place(row.estimate));
      body.append(
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, scope === 'ALL' ? title : row.scope_value),
          element('td', { class: 'number' }, `${count(row.treated)} / ${count(row.holdout)}`),
          element('td', { class: 'number' }, signed(row.estimate, row)),
          interval,
          element('td', { class: 'number' }, `${signed(row.low, row)} to ${signed(row.high, row)}`),
          element('td', {}, verdict(row)),
        ),
      );
    }
  }
  const titles = ['Flights', 'Offered / compared with', 'Effect', '95 % interval around it, dashed at none', 'From, to', 'Reading'];
  return element(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': `Effects on ${words(outcome)}` },
    element(
      'table',
      { class: 'plain' },
      element('thead', {}, element('tr', {}, ...titles.map((title, i) => element('th', { scope: 'col', class: NUMBERS.has(i) ? 'number' : null }, title)))),
      body,
    ),
  );
}

/** Why nothing can be told, and what it would take at the shares of the flights so far. */
function missing(arms) {
  const departed = (wanted) => arms.filter(({ arm }) => wanted(arm)).reduce((sum, row) => sum + row.flights, 0);
  const all = departed(() => true);
  const offered = departed((arm) => arm === 'TREATED');
  const held = departed((arm) => arm === 'HOLDOUT');
  const have = `Underpowered: ${count(offered)} departed flights had offers, ${count(held)} were held out of one`;
  const need = `an estimate needs ${NEEDED} of each to compare`;
  const least = Math.min(offered, held);
  return least === 0 || least >= NEEDED
    ? `${have}; ${need}.`
    : `${have}; ${need}, which takes about ${count(Math.ceil((all * NEEDED) / least))} departures like the ${count(all)} so far.`;
}

function verdict(row) {
  if (row.low > 0) {
    return element('span', { class: 'good' }, 'gain');
  }
  if (row.high < 0) {
    return element('span', { class: 'bad' }, 'loss');
  }
  return element('span', { class: 'muted' }, row.underpowered ? 'too few flights to tell' : 'no clear effect');
}

/** Figures for the top of the page. */
export function headlines(rows) {
  const all = (outcome) =>
    ['HOLDOUT_CUPED', 'HOLDOUT', 'MATCHED']
      .map((method) => rows.find((row) => row.scope === 'ALL' && row.outcome === outcome && row.method === method))
      .find(Boolean);
  const revenue = all('REVENUE');
  const load = all('LOAD_FACTOR');
  const range = (row) =>
    `${row.low <= 0 && row.high >= 0 ? 'unclear: ' : ''}${signed(row.low, row)} to ${signed(row.high, row)}${row.method === 'MATCHED' ? ', by matching: weaker' : ''}`;
  return [
    ['Revenue per flight', revenue ? signed(revenue.estimate, revenue) : '–', revenue ? range(revenue) : 'too few flights to tell'],
    ['Load factor', load ? signed(load.estimate, load) : '–', load ? range(load) : 'too few flights to tell'],
    ['Gained per flight', revenue?.gained == null ? '–' : signed(revenue.gained, revenue), 'seats that stay empty otherwise'],
    ['Diluted per flight', revenue?.diluted == null ? '–' : signed(-Math.abs(revenue.diluted), revenue), 'discount on sure sales'],
  ];
}
