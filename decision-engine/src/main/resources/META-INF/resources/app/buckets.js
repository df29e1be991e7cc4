import { element } from '../shared/dom.js';
import { count, fare } from '../shared/format.js';

/** What is for sale in each fare bucket, and what was sold in it. */
export function buckets(flight) {
  const cabins = flight.inventory ?? [];
  const sold = { ...(flight.booked_by_bucket ?? {}) };
  const rows = [];
  for (const cabin of cabins) {
    for (const { bucket, available_seats: seats, price } of cabin.fare_buckets) {
      rows.push([cabin.cabin_code, bucket, seats, price, sold[bucket] ?? 0]);
      delete sold[bucket];
    }
  }
  for (const [bucket, seats] of Object.entries(sold)) {
    rows.push(['', bucket, null, null, seats]);
  }
  if (rows.length === 0) {
    return element('p', { class: 'muted' }, 'Nothing sold and no inventory seen yet.');
  }
  const offered = flight.promotion?.target_fare_bucket;
  return element(
    'table',
    { class: 'plain' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...['Cabin', 'Bucket'].map((title) => element('th', { scope: 'col' }, title)),
        ...['For sale', 'Price', 'Booked'].map((title) => element('th', { scope: 'col', class: 'number' }, title)),
      ),
    ),
    element(
      'tbody',
      {},
      ...rows.map(([cabin, bucket, available, price, booked]) =>
        element(
          'tr',
          { class: available === 0 ? 'closed' : null },
          element('td', {}, cabin),
          element('th', { scope: 'row' }, bucket, bucket === offered ? element('span', { class: 'offer' }, ' on offer') : null),
          element('td', { class: 'number' }, available === 0 ? 'closed' : count(available)),
          element('td', { class: 'number' }, fare(price, flight.currency)),
          element('td', { class: 'number' }, count(booked)),
        ),
      ),
    ),
  );
}
