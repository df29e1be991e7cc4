import { element, setText } from '../shared/dom.js';
import { compact, count, dayAndClock, decimal, percent, NONE } from '../shared/format.js';
import { get } from './ask.js';

const RATE_WINDOW_MILLIS = 5_000;

function totals(flights, phase) {
  const sum = { flights: 0, booked: 0, seats: 0, offers: 0 };
  for (const flight of flights.values()) {
    if (flight.phase === phase) {
      sum.flights++;
      sum.booked += flight.booked;
      sum.seats += flight.seats ?? 0;
      sum.offers += flight.discount == null ? 0 : 1;
    }
  }
  return sum;
}

/** Totals over the flights on the board, and how the pipeline is doing. */
export class Masthead {
  #live;
  #figures = new Map();
  #samples = [];
  #connected = false;
  #policy = null;
  /** Revision that the policy was last asked for with. */
  #asked = null;

  constructor(live) {
    this.#live = live;
    live.addEventListener('frame', () => {
      const { policy_revision: revision } = live.pipeline;
      if (revision !== this.#asked) {
        this.#asked = revision;
        this.#askPolicy();
      }
      this.#draw();
    });
    live.addEventListener('connection', ({ detail }) => {
      this.#connected = detail.connected;
      this.#health();
    });
  }

  #draw() {
    const { flights, pipeline, time } = this.#live;
    const onSale = totals(flights, 'OPEN');
    const left = totals(flights, 'DEPARTED');
    // When all have left, what they left with says more than nothing.
    const told = onSale.flights > 0 ? onSale : left;
    const decided = Object.entries(pipeline.decisions ?? {});
    const made = decided.find(([outcome]) => outcome === 'triggered')?.[1] ?? 0;
    const withheld = decided
      .filter(([outcome]) => outcome.startsWith('suppressed'))
      .reduce((sum, [, number]) => sum + number, 0);
    const { events, pace } = this.#rates();
    setText(document.getElementById('event-time'), time == null ? NONE : `${dayAndClock(time)} UTC`);
    setText(document.getElementById('pace'), pace >= 2 ? `${compact(pace)}× real time` : '');
    // Where there are more flights than the board can hold, the totals are those of its rows.
    const among = flights.size > 0 && pipeline.flights > flights.size ? `of the next ${count(flights.size)}` : null;
    const departed = left.flights > 0 ? `flights, ${count(left.flights)} departed` : 'flights';
    this.#figure('On sale', count(onSale.flights), among ?? departed);
    this.#figure(
      'Load factor',
      told.seats > 0 ? percent(told.booked / told.seats) : NONE,
      told === onSale || told.seats === 0 ? `${compact(told.booked)} seats booked` : 'of those departed',
    );
    this.#figure('On offer', count(onSale.offers), among ?? 'flights now');
    this.#figure('Offers made', compact(made), `${compact(withheld)} withheld, since start`);
    this.#figure('Events', `${compact(events)}/s`, `${compact(pipeline.records)} since start`);
    this.#figure('Lag', compact(pipeline.lag_records), pipeline.lag_records > 0 ? `${decimal(pipeline.lag_seconds)} s behind` : 'records');
    this.#figure('Commit', pipeline.commit_millis == null ? NONE : `${decimal(pipeline.commit_millis)} ms`, 'last transaction');
    this.#figure('Dead letters', count(pipeline.dead_letters), 'refused since start');
    this.#health();
  }

  async #askPolicy() {
    try {
      const { terms, revision } = await get('api/policy');
      this.#policy = `${terms.name} ${revision.slice(0, 8)}`;
      this.#health();
    } catch {
      // The next frame asks again.
      this.#asked = null;
    }
  }

  #rates() {
    const now = performance.now();
    this.#samples.push({ now, records: this.#live.pipeline.records, time: this.#live.time });
    while (this.#samples.length > 2 && now - this.#samples[0].now > RATE_WINDOW_MILLIS) {
      this.#samples.shift();
    }
    const first = this.#samples[0];
    const seconds = (now - first.now) / 1000;
    return seconds < 0.2
      ? { events: 0, pace: 0 }
      : {
          events: Math.max(0, (this.#live.pipeline.records - first.records) / seconds),
          pace: (this.#live.time - first.time) / 1000 / seconds,
        };
  }

  #figure(name, value, note) {
    let shown = this.#figures.get(name);
    if (!shown) {
      shown = { value: element('span'), note: element('small') };
      this.#figures.set(name, shown);
      document
        .getElementById('figures')
        .append(element('div', { 'data-figure': name }, element('dt', {}, name), element('dd', {}, shown.value, ' ', shown.note)));
    }
    setText(shown.value, value);
    setText(shown.note, note);
  }

  #health() {
    const pill = document.getElementById('health');
    const pipeline = this.#live.pipeline;
    const [state, text] = !this.#connected
      ? ['bad', 'connection lost, trying again']
      : pipeline == null
        ? ['', 'connected']
        : pipeline.ready
          ? ['good', this.#policy ? `live · policy ${this.#policy}` : 'live']
          : ['bad', `engine not ready: ${pipeline.detail}`];
    pill.dataset.state = state;
    setText(pill, text);
  }
}
