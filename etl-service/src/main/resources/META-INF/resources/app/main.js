import { element, setText } from '../shared/dom.js';
import { NONE, count, dayAndClock, decimal, money, percent, withheld, words } from '../shared/format.js';
import { armName, curves } from './curves.js';
import { effects, headlines, range, signed } from './effects.js';
import { ask } from './reports.js';
import { table } from './table.js';

const REFRESH_MILLIS = 30_000;

const time = (text) => (text == null ? NONE : dayAndClock(Date.parse(text)));
const number = (title, value) => ({ title, number: true, value });
const text = (title, value) => ({ title, value });

const METHODS = {
  HOLDOUT_CUPED: 'Held out, adjusted',
  HOLDOUT: 'Held out, plain',
  MATCHED: 'Matched past flights',
};

const tables = {
  truth: [
    text('Method', (row) => METHODS[row.method] ?? words(row.method)),
    text('Outcome', (row) => words(row.outcome)),
    number('Treated / compared with', (row) => `${count(row.treated)} / ${count(row.holdout)}`),
    number('Estimate', (row) => signed(row.estimate, row)),
    number('From, to', (row) => range(row)),
    number('Truth', (row) => signed(row.true_effect, row) + (row.true_of < row.treated ? ` (known of ${count(row.true_of)})` : '')),
    text('Reading', (row) => element('span', { class: row.covered ? 'good' : 'bad' }, row.covered ? 'the interval holds it' : 'the interval misses it')),
  ],
  arms: [
    text('Arm', (row) => armName(row.arm)),
    number('Flights', (row) => count(row.flights)),
    number('Load factor', (row) => percent(row.mean_load_factor)),
    number('Revenue each', (row) => money(row.mean_revenue, row.currency)),
    number('Seats on offer', (row) => count(row.seats_sold_with_offers)),
  ],
  rules: [
    text('Rule', (row) => row.rule ?? NONE),
    text('Decision', (row) => (row.reason ? `no offer: ${withheld(row.reason)}` : 'offer made')),
    number('Decisions', (row) => count(row.decisions)),
    number('Flights', (row) => count(row.flights)),
    number('Discount', (row) => (row.mean_discount_percentage == null ? NONE : `${decimal(row.mean_discount_percentage)} %`)),
    number('Seats sold with it', (row) => count(row.seats_sold)),
    number('Their revenue', (row) => money(row.revenue, row.currency)),
  ],
  flights: [
    text('Flight', (row) => row.flight_id),
    text('Route', (row) => row.route_id),
    number('Departure', (row) => time(row.scheduled_departure_time)),
    text('Status', (row) => words(row.status)),
    number('Booked', (row) => `${count(row.booked_seats)} of ${count(row.total_seats)}`),
    number('Load factor', (row) => percent(row.load_factor)),
    number('Revenue', (row) => money(row.revenue, row.currency)),
    number('Offers', (row) => count(row.offers)),
    number('Withheld', (row) => count(row.offers_withheld)),
  ],
  quality: [
    text('Check', (row) => words(row.check_name)),
    text('Severity', (row) => words(row.severity)),
    number('Violations', (row) => count(row.violations)),
    text('Result', (row) => element('span', { class: row.passed ? 'good' : 'bad' }, row.passed ? 'holds' : `fails, such as ${row.example}`)),
  ],
  freshness: [
    text('Facts', (row) => row.facts),
    number('Rows', (row) => count(row.rows)),
    number('Newest, event time', (row) => time(row.newest_event_time)),
  ],
  runs: [
    text('Run', (row) => String(row.run_id)),
    number('Started, UTC', (row) => time(row.started_at)),
    text('Kind', (row) => words(row.kind)),
    text('Status', (row) => element('span', { class: row.status === 'FAILED' ? 'bad' : null }, words(row.status))),
    number('Seconds', (row) => decimal(row.seconds)),
    number('Events', (row) => count(row.events)),
    number('Rejected', (row) => count(row.rejected)),
    text('Error', (row) => row.error ?? ''),
  ],
};

let effectRows = [];
let armRows = [];
let shown = '';

for (const section of document.querySelectorAll('section[data-report]')) {
  const name = section.dataset.report;
  section.querySelector('h2').after(element('p', { class: 'question' }));
  section.append(
    element(
      'p',
      { class: 'sources' },
      element('a', { href: `api/reports/${name}/sql`, 'aria-label': `SQL of ${name}` }, 'SQL'),
      element('a', { href: `api/reports/${name}/csv`, 'aria-label': `CSV of ${name}` }, 'CSV'),
      element('a', { href: `api/reports/${name}/parquet`, 'aria-label': `Parquet file of ${name}` }, 'Parquet'),
    ),
  );
}

const choices = document.getElementById('choices');
choices.addEventListener('change', drawEffects);

function drawEffects() {
  const { outcome, method } = choices.elements;
  place('effects').replaceChildren(effects(effectRows, outcome.value, method.value, armRows));
}

function place(name) {
  return document.querySelector(`[data-report="${name}"] .answer`);
}

async function load() {
  const health = document.getElementById('health');
  try {
    const { rows: runs } = await ask('runs');
    const last = runs.find((run) => run.status !== 'RUNNING');
    health.dataset.state = last?.status === 'FAILED' ? 'bad' : 'good';
    setText(health, last ? `loaded ${time(last.started_at)} UTC, run ${last.run_id} ${words(last.status)}` : 'no run has ended yet');
    const state = JSON.stringify(runs);
    if (state !== shown) {
      await drawAll();
      shown = state;
    }
  } catch (error) {
    health.dataset.state = 'bad';
    setText(health, error.message);
  }
  setTimeout(load, REFRESH_MILLIS);
}

async function drawAll() {
  const names = [...document.querySelectorAll('section[data-report]')].map((section) => section.dataset.report);
  const answers = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await ask(name)])));
  for (const [name, { question, rows, total }] of Object.entries(answers)) {
    setText(document.querySelector(`[data-report="${name}"] .question`), question);
    if (tables[name]) {
      place(name).replaceChildren(
        rows.length > 0 ? table(tables[name], rows, question) : element('p', { class: 'muted' }, 'Nothing yet.'),
        ...(total > rows.length ? [element('p', { class: 'muted' }, `The first ${count(rows.length)} of ${count(total)}.`)] : []),
      );
    }
  }
  // Real flights have no truth to show.
  document.querySelector('[data-report="truth"]').hidden = answers.truth.rows.length === 0;
  effectRows = answers.effects.rows;
  armRows = answers.arms.rows;
  drawEffects();
  curves(place('curves'), answers.curves.rows);
  figures(answers);
}

function figures({ arms, freshness, truth }) {
  const flights = arms.rows.reduce((sum, row) => sum + row.flights, 0);
  const decisions = freshness.rows.find((row) => row.facts === 'decisions')?.rows;
  const offered = arms.rows.filter((row) => row.seats_sold_with_offers > 0);
  const seats = offered.reduce((sum, row) => sum + row.seats_sold_with_offers, 0);
  const list = [
    ...headlines(effectRows, truth.rows),
    ['arms', 'Sold with offers', `${count(seats)} seats`, offered.map((row) => money(row.revenue_of_those_seats, row.currency)).join(', ')],
    ['arms', 'Departed flights', count(flights), `${count(decisions)} decisions loaded`],
  ];
  document
    .getElementById('figures')
    .replaceChildren(
      ...list.map(([report, name, value, note]) =>
        element(
          'div',
          {},
          element('dt', {}, element('a', { href: `api/reports/${report}/sql`, title: 'its SQL' }, name)),
          element('dd', {}, value, ' ', element('small', {}, note)),
        ),
      ),
    );
}

load();
