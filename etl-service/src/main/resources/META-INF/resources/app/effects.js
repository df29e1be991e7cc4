import { element } from '../shared/dom.js';
import { count, words } from '../shared/format.js';

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const points = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: 'exceptZero' });
const withSign = (format, value) => format.format(value).replace('-', '−');
/** Columns that hold numbers. */
const NUMBERS = new Set([1, 2, 4]);
/** Columns that a phone has no room for. */
const SPARE = new Set([1, 4, 5]);
/** Flights of each arm, below which the loader does not estimate. */
const NEEDED = 10;
/** Of those that cannot be estimated. */
const FEW_SHOWN = 4;
const SCOPES = { ALL: 'All flights', RULE: 'By rule of the first decision', ROUTE: 'By route', BAND: 'By time to departure' };

/** An effect with its sign, in units of currency or points of load factor. */
export function signed(value, row) {
  return `${signedFigure(value, row)} ${row.outcome === 'REVENUE' ? row.currency : 'points'}`;
}

function signedFigure(value, row) {
  return row.outcome === 'REVENUE' ? withSign(whole, value) : withSign(points, value * 100);
}

/** Both ends of an interval, with the unit once. */
export function range(row) {
  return `${signedFigure(row.low, row)} to ${signed(row.high, row)}`;
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
  // Told by their number alone: there is no estimate by any method.
  const few = rows.filter((row) => row.method === null);
  const body = element('tbody');
  for (const [scope, title] of Object.entries(SCOPES)) {
    const fewOfScope = few.filter((row) => row.scope === scope);
    const ofScope = [...shown.filter((row) => row.scope === scope), ...fewOfScope.slice(0, FEW_SHOWN)];
    if (ofScope.length > 0 && scope !== 'ALL') {
      body.append(element('tr', { class: 'group' }, element('th', { colspan: 6, scope: 'rowgroup' }, title)));
    }
    for (const row of ofScope) {
      if (row.method === null) {
        body.append(
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, row.scope_value),
            element('td', { class: 'number spare' }, `${count(row.treated)} / ${count(row.holdout)}`),
            element('td', { class: 'number' }, '–'),
            element('td', { colspan: 3, class: 'muted few' }, `too few flights: an estimate needs ${NEEDED} of each`),
          ),
        );
        continue;
      }
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
          element('td', { class: 'number spare' }, `${count(row.treated)} / ${count(row.holdout)}`),
          element('td', { class: 'number' }, signed(row.estimate, row)),
          interval,
          element('td', { class: 'number spare' }, range(row)),
          element('td', { class: 'spare' }, verdict(row)),
        ),
      );
    }
    if (fewOfScope.length > FEW_SHOWN) {
      const more = `${count(fewOfScope.length - FEW_SHOWN)} more with too few flights, told in the CSV`;
      body.append(element('tr', {}, element('td', { colspan: 6, class: 'muted few' }, more)));
    }
  }
  const titles = ['Flights', 'Treated / compared with', 'Effect', '95 % interval around it, dashed at none', 'From, to', 'Reading'];
  return element(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': `Effects on ${words(outcome)}` },
    element(
      'table',
      { class: 'plain' },
      element('thead', {}, element('tr', {}, ...titles.map((title, i) => element('th', { scope: 'col', class: `${NUMBERS.has(i) ? 'number' : ''} ${SPARE.has(i) ? 'spare' : ''}` }, title)))),
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
  const have = `Underpowered: ${count(offered)} departed flights were to get offers, ${count(held)} were held out of one`;
  const need = `an estimate needs ${NEEDED} of each to compare`;
  const least = Math.min(offered, held);
  return least === 0 || least >= NEEDED
    ? `${have}; ${need}.`
    : `${have}; ${need}, which takes about ${count(Math.ceil((all * NEEDED) / least))} departures like the ${count(all)} so far.`;
}

function verdict(row) {
  // So few flights find an effect only where chance has made it large.
  const size = row.underpowered ? ', few flights: its size may be overstated' : '';
  if (row.low > 0) {
    return element('span', { class: 'good' }, `gain${size}`);
  }
  if (row.high < 0) {
    return element('span', { class: 'bad' }, `loss${size}`);
  }
  return element('span', { class: 'muted' }, row.underpowered ? 'too few flights to tell' : 'no clear effect');
}

/**
 * Figures for the top of the page: the report that it is of, name, value and note. Where nothing is sure the interval says more than
 * its middle. All are of flights of one currency, of which there are most; its name is told where there are others.
 */
export function headlines(rows, truth) {
  const ofAll = rows.filter((row) => row.scope === 'ALL');
  const best = (outcome, currency) =>
    METHODS.map((method) => ofAll.find((row) => row.outcome === outcome && row.method === method && (!currency || row.currency === currency))).find(Boolean);
  const revenue = best('REVENUE');
  const sold = new Set(ofAll.map((row) => row.currency)).size > 1 ? ` sold in ${revenue.currency}` : '';
  const clear = revenue && isClear(revenue);
  const known = truth.find((row) => row.outcome === 'REVENUE' && row.method === revenue?.method && row.currency === revenue?.currency);
  const inRevenue = (value) => signed(value, { outcome: 'REVENUE', currency: revenue.currency });
  return [
    ['effects', `Effect on revenue, a flight${sold}`, ...effect(revenue)],
    ['effects', `Effect on load factor${sold && `, flights${sold}`}`, ...effect(best('LOAD_FACTOR', revenue?.currency))],
    ...(known ? [['truth', 'Known truth', inRevenue(known.true_effect), known.covered ? 'simulated; the interval holds it' : 'simulated; the interval misses it']] : []),
    ['effects', 'Gained, a flight', clear ? inRevenue(revenue.gained) : '–', clear ? 'seats that stay empty otherwise' : 'not known while the effect is not'],
    ['effects', 'Diluted, a flight', revenue ? inRevenue(-Math.abs(revenue.diluted)) : '–', 'discount on sure sales'],
  ];
}

const METHODS = ['HOLDOUT_CUPED', 'HOLDOUT', 'MATCHED'];

const isClear = (row) => row.low > 0 || row.high < 0;

function effect(row) {
  if (!row) {
    return ['–', 'too few flights to tell'];
  }
  const weaker = row.method === 'MATCHED' ? ', by matching: weaker' : '';
  return isClear(row)
    ? [signed(row.estimate, row), `${range(row)}${row.underpowered ? '; few flights: may be overstated' : ''}${weaker}`]
    : [range(row), `not clear yet; ${count(row.treated)} flights against ${count(row.holdout)}${weaker}`];
}
