import { element } from '../shared/dom.js';
import { considered } from './explanation.js';

/** Asks the policy about made-up inputs, beginning with the flight's own. */
export function question(flight, minutes, sells) {
  const field = (label, name, value, attributes) =>
    element('label', {}, label, element('input', { type: 'number', name, value, min: 0, required: true, ...attributes }));
  const form = element(
    'form',
    { class: 'ask' },
    field('Minutes to departure', 'minutes_to_departure', minutes ?? 60, { step: 1 }),
    field('Load factor', 'load_factor', flight.load_factor ?? 0.5, { step: 0.001, max: 2 }),
    field('Seats a day', 'booking_velocity_per_day', (sells ?? 0).toFixed(1), { step: 'any' }),
    element('button', { class: 'button', type: 'submit' }, 'Ask'),
  );
  const answer = element('div', { class: 'answer', role: 'status' });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const inputs = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, Number(value)]));
    if (flight.total_seats) {
      inputs.total_seats = flight.total_seats;
    }
    const response = await fetch('api/policy/evaluate', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(inputs),
    });
    const said = await response.json();
    answer.replaceChildren(
      element(
        'p',
        {},
        !response.ok
          ? said.detail
          : said.offer
            ? `Rule ${said.rule}: ${said.discount_percentage} % off ${said.target_fare_bucket}.`
            : 'No offer: no rule holds.',
      ),
      response.ok ? considered(said.considered, said.rule) : '',
    );
  });
  return element('div', {}, form, answer);
}
