import { element, setText } from '../shared/dom.js';
import { NONE, count, dayAndClock, decimal, money, percent, words } from '../shared/format.js';
import { get } from './ask.js';
import { decisionEntry } from './explanation.js';
import { Curves } from './curves.js';
import { buckets } from './buckets.js';
import { question } from './question.js';
import { expectedLoad, minutesLeft, outlook, velocityAt } from './stream.js';

const REFRESH_MILLIS = 1_000;

/** One flight: how it sells, what was decided on it, and why. Follows the stream while it is open. */
export class Story {
  #live;
  #place = document.getElementById('story');
  #giveBack;
  #id = null;
  #parts = null;
  #policy = null;
  #loading = false;
  #loadedAt = 0;
  #again = false;

  /** @param giveBack takes the keyboard back to a flight's row on closing */
  constructor(live, giveBack) {
    this.#live = live;
    this.#giveBack = giveBack;
    live.addEventListener('frame', ({ detail }) => {
      if (this.#id && (detail.fresh || detail.changed.has(this.#id))) {
        this.#refresh();
      }
      if (this.#id) {
        this.#clock();
      }
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#id) {
        location.hash = '';
      }
    });
  }

  async open(id, decision) {
    if (this.#id !== id) {
      this.#parts?.curves?.close();
      this.#id = id;
      this.#build(id);
    }
    this.#place.hidden = false;
    document.getElementById('work').classList.add('reading');
    await this.#load();
    const wanted = decision && this.#parts?.decisions.get(decision);
    if (wanted) {
      wanted.open = true;
      wanted.scrollIntoView({ block: 'nearest' });
      wanted.querySelector('summary').focus({ preventScroll: true });
    } else {
      this.#parts?.title.focus({ preventScroll: true });
    }
  }

  close() {
    if (this.#id === null) {
      return;
    }
    const id = this.#id;
    this.#id = null;
    this.#parts?.curves?.close();
    this.#parts = null;
    this.#place.hidden = true;
    this.#place.replaceChildren();
    document.getElementById('work').classList.remove('reading');
    this.#giveBack(id);
  }

  #build(id) {
    const title = element('h2', { id: 'story-title', tabindex: '-1' }, id);
    const subtitle = element('p', { class: 'muted' });
    const close = element('button', { type: 'button', class: 'button', 'aria-label': 'Close this flight' }, 'Close');
    close.addEventListener('click', () => (location.hash = ''));
    const figures = element('dl', { class: 'figures' });
    const curves = element('div');
    const fares = element('div');
    const list = element('div', { id: 'story-decisions' });
    const ask = element('div');
    this.#parts = { title, subtitle, figures, fares, list, ask, decisions: new Map(), curves: null, place: curves };
    this.#place.replaceChildren(
      element('header', {}, element('div', {}, title, subtitle), close),
      element(
        'div',
        { class: 'body' },
        figures,
        curves,
        element('h3', {}, 'Decisions and their reasons'),
        list,
        element('h3', {}, 'Fare buckets'),
        fares,
        element('h3', {}, 'What would the policy decide?'),
        ask,
      ),
    );
    this.#place.scrollTop = 0;
  }

  #refresh() {
    if (this.#loading) {
      this.#again = true;
      return;
    }
    const wait = this.#loadedAt + REFRESH_MILLIS - performance.now();
    this.#loading = true;
    setTimeout(() => this.#load(), Math.max(0, wait));
  }

  async #load() {
    const id = this.#id;
    if (id === null) {
      // Closed while it waited for its turn.
      this.#loading = false;
      this.#again = false;
      return;
    }
    this.#loading = true;
    try {
      await this.#askPolicy();
      const path = encodeURIComponent(id);
      const [flight, history, told] = await Promise.allSettled([
        get(`api/flights/${path}`),
        get(`api/flights/${path}/history`),
        get(`api/decisions?limit=200&flight_id=${path}`),
      ]);
      if (id === this.#id) {
        const decisions = result(told).decisions.map(({ event }) => event);
        // Another engine's flight may be unknown here; its decisions are not.
        this.#list(decisions);
        this.#show(result(flight), result(history).points, decisions);
      }
    } catch (error) {
      if (id === this.#id) {
        setText(this.#parts.subtitle, error.message);
      }
    } finally {
      this.#loading = false;
      this.#loadedAt = performance.now();
      if (this.#again) {
        this.#again = false;
        this.#refresh();
      }
    }
  }

  /** Once, and again when another one is in force. */
  async #askPolicy() {
    const inForce = this.#live.pipeline?.policy_revision ?? this.#policy?.revision;
    if (this.#policy === null || this.#policy.revision !== inForce) {
      this.#policy = await get('api/policy');
    }
  }

  #show(flight, points, decisions) {
    const parts = this.#parts;
    const route = flight.origin_airport ? `${flight.origin_airport} to ${flight.destination_airport}` : 'schedule not known yet';
    const departs = flight.scheduled_departure_time;
    setText(
      parts.subtitle,
      [route, departs && `departs ${dayAndClock(Date.parse(departs))} UTC`, flight.aircraft_type].filter(Boolean).join(' · '),
    );
    const free = flight.total_seats == null ? null : Math.max(0, flight.total_seats - flight.booked_seats);
    const offer = flight.promotion;
    const { sells, minutes, expected } = paceAt(flight, this.#live.time);
    parts.figures.replaceChildren(
      ...[
        ['Departs in', '', flight.phase === 'OPEN' ? '' : words(flight.phase), 'countdown'],
        ['Load factor', percent(flight.load_factor), `${count(flight.booked_seats)} of ${count(flight.total_seats)}`],
        ['Seats left', count(free), ''],
        ['Sells', decimal(sells), 'seats a day', 'sells'],
        ['Expected', expected == null ? NONE : percent(expected), 'at departure', 'expected'],
        ['Revenue', money(flight.revenue, flight.currency), ''],
        [
          'Offer',
          offer ? `−${offer.discount_percentage} % ${offer.target_fare_bucket}` : 'none',
          offer?.valid_until ? `until ${dayAndClock(Date.parse(offer.valid_until))}` : flight.arm === 'HOLDOUT' ? 'held out' : '',
        ],
      ].map(([name, value, note, mark]) =>
        element(
          'div',
          {},
          element('dt', {}, name),
          element('dd', {}, element('span', { 'data-mark': mark }, value), ' ', element('small', {}, note)),
        ),
      ),
    );
    this.#clock();
    if (parts.drawnBy !== this.#policy.revision) {
      parts.drawnBy = this.#policy.revision;
      parts.curves?.close();
      parts.curves = new Curves(parts.place, this.#policy.terms);
    }
    parts.curves.update(flight, points, decisions, expected);
    parts.fares.replaceChildren(buckets(flight));
    if (!parts.ask.firstChild) {
      parts.ask.append(question(flight, minutes, sells));
    }
  }

  /** What passes with time, from the row that the board has, so that both say the same. */
  #clock() {
    const flight = this.#live.flights.get(this.#id);
    if (!flight || !this.#parts) {
      return;
    }
    const tell = (mark, value) => {
      const place = this.#parts.figures.querySelector(`[data-mark="${mark}"]`);
      if (place) {
        setText(place, value);
      }
    };
    tell('countdown', outlook(flight, this.#live.time));
    tell('sells', decimal(flight.sells));
    tell('expected', flight.expected == null ? NONE : percent(flight.expected));
  }

  #list(decisions) {
    const { list, decisions: entries } = this.#parts;
    if (decisions.length === 0) {
      list.replaceChildren(element('p', { class: 'muted' }, 'None lately: no rule of the policy has fired on this flight.'));
      return;
    }
    const ends = new Map();
    for (const event of decisions.filter((candidate) => candidate.event_type === 'PromotionEnded')) {
      ends.set(event.decision_id, event);
    }
    const made = decisions.filter((event) => event.event_type !== 'PromotionEnded');
    const wanted = made.map((event) => {
      const end = ends.get(event.decision_id);
      let entry = entries.get(event.decision_id);
      if (!entry || Boolean(entry.dataset.ended) !== Boolean(end)) {
        const open = entry?.open;
        entry = decisionEntry(event, end, this.#live.traceLink);
        entry.open = Boolean(open);
        entries.set(event.decision_id, entry);
      }
      return entry;
    });
    wanted.forEach((entry, i) => {
      if (list.children[i] !== entry) {
        list.insertBefore(entry, list.children[i] ?? null);
      }
    });
    while (list.children.length > wanted.length) {
      list.lastChild.remove();
    }
  }
}

function result(settled) {
  if (settled.status === 'rejected') {
    throw settled.reason;
  }
  return settled.value;
}

/** What passes with time, at that moment of event time; the policy forecasts the same way. */
function paceAt(flight, time) {
  const departs = flight.scheduled_departure_time;
  const departure = departs == null ? null : Date.parse(departs);
  const then = flight.event_time == null ? null : Date.parse(flight.event_time);
  const now = Math.max(time ?? then, then);
  const sells = velocityAt(flight.booking_velocity_per_day, then, now);
  const minutes = minutesLeft({ departure }, now);
  return { sells, minutes, expected: expectedLoad(flight.phase, flight.booked_seats, flight.total_seats, sells, minutes) };
}
