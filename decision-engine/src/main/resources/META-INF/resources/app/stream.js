import { duration, words } from '../shared/format.js';

/**
 * A frame comes twice a second, and still every six seconds when the engine does not answer the server: a connection that
 * tells nothing for longer is lost, though the browser may not notice. The snapshot of many flights can take longer than
 * that to arrive, so the connection is only made anew after a minute.
 */
const PATIENCE = { lost: 10_000, anew: 60_000 };

/**
 * The engine's live stream and what it says of the flights. The server sends a snapshot first and then only what
 * changed; a lost connection is taken up where it broke, or with a fresh snapshot when too much was missed.
 */
export class Live extends EventTarget {
  /** Flight id to flight. */
  flights = new Map();
  time = null;
  pipeline = null;
  /** Where a trace is shown, with {trace_id} in it; null for nowhere. */
  traceLink = null;
  #columns = [];
  #connected = null;
  #patience;

  /** @param patience milliseconds of silence after which the connection counts as lost, and after which it is made anew */
  constructor({ lost, anew } = PATIENCE) {
    super();
    this.#patience = { lost, anew };
  }

  connect() {
    const source = new EventSource('api/stream');
    let heard = performance.now();
    const hear = () => {
      heard = performance.now();
      this.#connection(true);
    };
    const again = (delay) => {
      clearInterval(watch);
      source.close();
      setTimeout(() => this.connect(), delay);
    };
    const watch = setInterval(() => {
      const silence = performance.now() - heard;
      if (silence > this.#patience.anew) {
        again(0);
      } else if (silence > this.#patience.lost) {
        this.#connection(false);
      }
    }, this.#patience.lost / 10);
    source.addEventListener('open', hear);
    source.addEventListener('snapshot', (message) => {
      hear();
      this.#snapshot(JSON.parse(message.data));
    });
    source.addEventListener('changes', (message) => {
      hear();
      this.#changes(JSON.parse(message.data));
    });
    source.addEventListener('error', () => {
      this.#connection(false);
      if (source.readyState === EventSource.CLOSED) {
        again(2000);
      }
    });
  }

  #connection(connected) {
    if (connected !== this.#connected) {
      this.#connected = connected;
      this.#say('connection', { connected });
    }
  }

  #snapshot(frame) {
    this.#columns = frame.columns;
    this.traceLink = frame.trace_link ?? null;
    this.flights = new Map();
    const changed = this.#take(frame);
    this.#say('frame', { changed, fresh: true, run: frame.run, decisions: frame.decisions });
  }

  #changes(frame) {
    const changed = this.#take(frame);
    for (const id of frame.gone ?? []) {
      this.flights.delete(id);
    }
    this.#say('frame', { changed, fresh: false, decisions: frame.decisions });
  }

  #take(frame) {
    this.time = frame.time ?? this.time;
    this.pipeline = frame.pipeline ?? this.pipeline;
    const changed = new Set();
    for (const row of frame.flights) {
      const flight = {};
      this.#columns.forEach((column, i) => (flight[column] = row[i]));
      flight.route = flight.origin ? `${flight.origin}-${flight.destination}` : '';
      flight.load = flight.seats ? flight.booked / flight.seats : null;
      flight.search = `${flight.id} ${flight.route} ${flight.airline ?? ''}`.toUpperCase();
      this.flights.set(flight.id, flight);
      changed.add(flight.id);
    }
    for (const flight of this.flights.values()) {
      // Time passes for those that sell nothing, too.
      flight.sells = velocityAt(flight.velocity, flight.as_of, this.time);
      flight.expected = expectedLoad(flight.phase, flight.booked, flight.seats, flight.sells, minutesLeft(flight, this.time));
    }
    return changed;
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const DAY_MILLIS = 24 * 60 * 60 * 1000;

/** Seats a day that a flight sells at that moment of event time, which sold so many then: half as many each day, as the policy sees it. */
export function velocityAt(velocity, then, time) {
  return velocity == null || then == null || time == null ? velocity : velocity * 2 ** (-Math.max(0, time - then) / DAY_MILLIS);
}

/**
 * The share that would be sold at departure if the flight went on selling as it does, as the policy forecasts; null when
 * nothing is left to come.
 */
export function expectedLoad(phase, booked, seats, velocity, minutes) {
  return phase !== 'OPEN' || !seats || minutes == null ? null : Math.min(1, (booked + (velocity * minutes) / (24 * 60)) / seats);
}

/** What becomes of a flight and when: the time that is left, that it should have left, or that it is over. */
export function outlook(flight, time) {
  const minutes = minutesLeft(flight, time);
  if (flight.phase !== 'OPEN') {
    return words(flight.phase);
  }
  return minutes === 0 && flight.departure <= time ? 'departure due' : duration(minutes);
}

/** Whole minutes that remain at that moment of event time, never negative. */
export function minutesLeft(flight, time) {
  return flight.departure == null || time == null ? null : Math.max(0, Math.floor((flight.departure - time) / 60000));
}
