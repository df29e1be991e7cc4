import { element } from '../shared/dom.js';
import { count, dayAndClock, decimal, duration, percent, words } from '../shared/format.js';
import { headline, timeOf } from './decisions.js';

/**
 * One decision, closed to a line and open to the whole why: inputs, rules weighed, policy revision, cause. The trace is
 * a link when there is somewhere to link to.
 */
export function decisionEntry(event, end, traceLink) {
  const triggered = event.event_type === 'PromotionTriggered';
  return element(
    'details',
    { class: 'decision', 'data-decision': event.decision_id, 'data-ended': end ? 'yes' : null },
    element(
      'summary',
      {},
      element('span', { class: triggered ? 'triggered' : '' }, headline(event)),
      element('span', {}, event.rule ?? ''),
      element('span', { class: 'when number' }, timeOf(event)),
    ),
    element(
      'div',
      { class: 'reasons' },
      element('p', {}, sentence(event, triggered)),
      end ? element('p', {}, `It ended at ${timeOf(end)}: ${words(end.reason)}.`) : null,
      element('h4', {}, 'What the policy saw'),
      inputs(event.inputs),
      element('h4', {}, 'What it weighed, in its order'),
      considered(event.considered ?? [], event.rule),
      element('h4', {}, 'Where it comes from'),
      origin(event, traceLink),
    ),
  );
}

function sentence(event, triggered) {
  if (!triggered) {
    return `Rule ${event.rule} held, but no offer was made: ${SUPPRESSED[event.reason] ?? words(event.reason)}.`;
  }
  const until = event.valid_until ? `, valid until ${dayAndClock(Date.parse(event.valid_until))} UTC` : '';
  return `Rule ${event.rule} held, so seats in bucket ${event.target_fare_bucket} were offered at ${event.discount_percentage} % off${until}.`;
}

const SUPPRESSED = {
  COOLDOWN: 'the last offer ended too short a time ago',
  HOLDOUT: 'the flight belongs to the comparison group',
  SOLD_OUT: 'nothing is left to sell in the target bucket',
  ACTIVE: 'an offer at least as good is in force',
  LIMIT: 'the flight has had as many offers as the policy allows',
};

function inputs(seen) {
  if (!seen) {
    return element('p', { class: 'muted' }, 'Not recorded.');
  }
  const rows = [
    ['Load factor', `${percent(seen.load_factor)} (${count(seen.booked_seats)} of ${count(seen.total_seats)} seats)`],
    ['To departure', `${duration(seen.minutes_to_departure)} (${count(seen.minutes_to_departure)} min)`],
    [
      'Booking velocity',
      seen.booking_velocity_per_day == null ? 'unknown' : `${decimal(seen.booking_velocity_per_day)} seats a day`,
    ],
  ];
  return element('dl', { class: 'origin' }, ...rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

function considered(rules, chosen) {
  return element(
    'div',
    { class: 'table-scroll' },
    element(
      'table',
      { class: 'plain considered' },
      element('thead', {}, element('tr', {}, ...['Rule', 'Verdict', 'Thresholds beside the inputs'].map((t) => element('th', { scope: 'col' }, t)))),
      element(
        'tbody',
        {},
        ...rules.map((rule) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, rule.rule),
            element(
              'td',
              { class: `verdict ${rule.fired ? 'fired' : 'muted'}` },
              rule.rule === chosen ? 'chosen' : rule.fired ? 'held' : 'rejected',
            ),
            element('td', { class: 'why', title: rule.reason }, inWords(rule.reason)),
          ),
        ),
      ),
    ),
  );
}

export { considered };

const CONDITION = /(minutes_to_departure|load_factor|expected_load_factor|booking_velocity_per_day) (-?[\d.]+) (<|>=|<=|>) (-?[\d.]+)/g;
const SIGNS = { '<': '<', '>': '>', '<=': '≤', '>=': '≥' };
const NAMES = { load_factor: 'load factor', expected_load_factor: 'expected load factor' };

/** The thresholds as people read them: 27 d 23 h to departure ≥ 14 d. What is not understood stays as it is. */
function inWords(reason) {
  return reason.replace(CONDITION, (_, name, input, sign, threshold) => {
    const [seen, limit] = [Number(input), Number(threshold)];
    switch (name) {
      case 'minutes_to_departure':
        return `${duration(seen)} to departure ${SIGNS[sign]} ${duration(limit).replace(/ 00( h)?$/, '')}`;
      case 'booking_velocity_per_day':
        return `${decimal(seen)} seats a day ${SIGNS[sign]} ${decimal(limit)}`;
      default:
        return `${NAMES[name]} ${percent(seen)} ${SIGNS[sign]} ${percent(limit)}`;
    }
  });
}

function origin(event, traceLink) {
  const cause = event.caused_by;
  const rows = [
    ['Policy revision', event.policy_revision],
    ['Arm', event.arm && words(event.arm)],
    ['Caused by', cause ? `${cause.topic}, partition ${cause.partition}, offset ${cause.offset}` : 'time alone'],
    ['Trace', event.trace_id],
    ['Decision', event.decision_id],
  ].filter(([, value]) => value);
  const links = {
    Trace: traceLink?.replace('{trace_id}', encodeURIComponent(event.trace_id)),
    Decision: `api/decisions/${encodeURIComponent(event.decision_id)}`,
  };
  return element(
    'dl',
    { class: 'origin' },
    ...rows.flatMap(([name, value]) => [
      element('dt', {}, name),
      element('dd', {}, links[name] ? element('a', { href: links[name] }, value) : value),
    ]),
  );
}
