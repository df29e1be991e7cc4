import { chart, colour } from '../shared/chart.js';
import { element } from '../shared/dom.js';
import { percent } from '../shared/format.js';

const ARMS = [
  ['TREATED', 'with offers', 'amber'],
  ['HOLDOUT', 'held out', 'blue'],
  ['NONE', 'never needed one', 'green'],
];

/** What a flight's arm meant for it. */
export function armName(arm) {
  return ARMS.find(([name]) => name === arm)?.[1] ?? arm;
}

/** Mean load factor on the way to departure, one curve for each arm. */
export function curves(place, rows) {
  const days = [...new Set(rows.map((row) => row.days_before))].sort((a, b) => a - b);
  const arms = ARMS.filter(([arm]) => rows.some((row) => row.arm === arm));
  if (days.length < 2) {
    place.replaceChildren(element('p', { class: 'muted' }, 'No flight has departed yet.'));
    return;
  }
  const value = new Map(rows.map((row) => [`${row.arm} ${row.days_before}`, row.mean_load_factor]));
  const lines = arms.map(([arm]) => days.map((day) => value.get(`${arm} ${day}`) ?? null));
  const said = arms.map(([, name], i) => `${name} ${percent(lines[i][0])} at departure`).join(', ');
  const plot = element('div', { role: 'img', 'aria-label': `Booking curves: ${said}` });
  const key = element('p', { class: 'key' }, ...arms.map(([, name, ink]) => element('span', { class: ink }, name)));
  place.replaceChildren(key, plot);
  chart(
    plot,
    () => ({
      height: 230,
      scales: { x: { time: false, dir: -1 }, y: { range: [0, 1] } },
      axes: [
        { values: (_, ticks) => ticks.map((tick) => `${tick} d`) },
        { size: 50, values: (_, ticks) => ticks.map((tick) => `${Math.round(tick * 100)} %`) },
      ],
      series: [{}, ...arms.map(([, , ink]) => ({ stroke: colour(ink), width: 2, spanGaps: true, points: { show: false } }))],
    }),
    [days, ...lines],
  );
}
