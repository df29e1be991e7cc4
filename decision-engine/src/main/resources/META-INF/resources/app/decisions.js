import { element } from '../shared/dom.js';
import { dayAndClock, duration, percent, withheld, words } from '../shared/format.js';

/** Decisions in words, the same in the feed and in a flight's story. */

export const timeOf = (event) => dayAndClock(Date.parse(event.event_time));

export function headline(event) {
  switch (event.event_type) {
    case 'PromotionTriggered':
      return `−${event.discount_percentage} % on bucket ${event.target_fare_bucket}`;
    case 'PromotionSuppressed':
      return `no offer: ${withheld(event.reason)}`;
    default:
      return `offer ended: ${words(event.reason)}`;
  }
}

export function reason(event) {
  const inputs = event.inputs;
  if (!inputs) {
    return '';
  }
  return `${percent(inputs.load_factor)} full ${duration(inputs.minutes_to_departure)} before departure, rule ${event.rule}`;
}

export function feedItem({ event }) {
  const link = element(
    'a',
    { href: `#flight/${encodeURIComponent(event.flight_id)}/${encodeURIComponent(event.decision_id)}` },
    element('span', { class: 'who' }, event.flight_id),
    element('span', { class: 'when number' }, timeOf(event)),
    element(
      'span',
      { class: 'why' },
      element('span', { class: event.event_type === 'PromotionTriggered' ? 'triggered' : 'quiet' }, headline(event)),
      reason(event) ? ` · ${reason(event)}` : null,
    ),
  );
  return element('li', { 'data-decision': event.decision_id, 'data-type': event.event_type }, link);
}
