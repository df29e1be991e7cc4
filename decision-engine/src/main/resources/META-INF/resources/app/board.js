import { element, setText } from '../shared/dom.js';
import { count } from '../shared/format.js';
import columns from './columns.js';

const ROW = 38;
const SPARE = 8;

/**
 * The departure board. Only the rows in sight exist; they are reused while the reader scrolls and are filled at most
 * once a frame, however many flights move.
 */
export class Board {
  #live;
  #scroller = document.getElementById('scroller');
  #table = document.getElementById('flights');
  #body = this.#table.tBodies[0];
  #head = this.#table.tHead.rows[0];
  #above = this.#spacer();
  #below = this.#spacer();
  #rows = [];
  #shown = [];
  #sort = { column: columns.find((column) => column.name === 'countdown'), down: false };
  #filters = document.getElementById('filters');
  #phaseChosen = false;
  #news = new Set();
  #stale = true;
  #pending = false;
  #chosen = null;
  #focusOn = null;

  constructor(live) {
    this.#live = live;
    this.#table.setAttribute('aria-colcount', columns.length);
    columns.forEach((column) => this.#head.append(this.#heading(column)));
    this.#body.append(this.#above, this.#below);
    this.#filters.addEventListener('input', () => this.#refilter());
    this.#filters.elements.phase.addEventListener('input', () => (this.#phaseChosen = true));
    this.#filters.addEventListener('submit', (event) => event.preventDefault());
    this.#scroller.addEventListener('scroll', () => this.#ask(), { passive: true });
    this.#body.addEventListener('keydown', (event) => this.#move(event));
    this.#body.addEventListener('click', (event) => this.#open(event));
    new ResizeObserver(() => this.#ask()).observe(this.#scroller);
    live.addEventListener('frame', ({ detail }) => {
      if (!detail.fresh) {
        detail.changed.forEach((id) => this.#news.add(id));
      }
      this.#stale = true;
      this.#ask();
    });
  }

  choose(id) {
    this.#chosen = id;
    this.#ask();
  }

  /** Gives the keyboard back to a flight's row, or to the board when the row is out of sight. */
  focus(id) {
    const row = this.#rows.find((candidate) => candidate.dataset.id === id && candidate.isConnected);
    (row?.querySelector('a') ?? this.#scroller).focus({ preventScroll: true });
  }

  #heading(column) {
    const button = element('button', { type: 'button' }, column.title);
    button.addEventListener('click', () => {
      const down = this.#sort.column === column ? !this.#sort.down : ['load', 'expected', 'velocity', 'offer'].includes(column.name);
      this.#sort = { column, down };
      this.#refilter();
    });
    const heading = element('th', { scope: 'col', 'data-column': column.name }, button);
    heading.classList.toggle('right', Boolean(column.right));
    heading.classList.toggle('wide', Boolean(column.wide));
    return heading;
  }

  #spacer() {
    // One plain cell: one over all columns would give room to those that are hidden.
    return element('tr', { class: 'spacer', 'aria-hidden': 'true' }, element('td'));
  }

  #refilter() {
    this.#stale = true;
    this.#scroller.scrollTop = 0;
    this.#ask();
  }

  #ask() {
    if (!this.#pending) {
      this.#pending = true;
      requestAnimationFrame(() => {
        this.#pending = false;
        this.#draw();
      });
    }
  }

  #select() {
    const text = this.#filters.elements.text.value.trim().toUpperCase().split(/\s+/);
    const phase = this.#phase();
    const promotion = this.#filters.elements.promotion.value;
    const wanted = [];
    for (const flight of this.#live.flights.values()) {
      if (
        (phase === '' || flight.phase === phase || (phase === 'OPEN' && flight.phase === 'UNSCHEDULED')) &&
        (promotion === '' ||
          (promotion === 'live' && flight.discount != null) ||
          (promotion === 'none' && flight.discount == null) ||
          (promotion === 'holdout' && flight.arm === 'HOLDOUT')) &&
        text.every((word) => flight.search.includes(word))
      ) {
        wanted.push(flight);
      }
    }
    const { by } = this.#sort.column;
    const sign = this.#sort.down ? -1 : 1;
    wanted.sort((one, other) => {
      const a = by(one);
      const b = by(other);
      return a < b ? -sign : a > b ? sign : one.id < other.id ? -1 : 1;
    });
    this.#shown = wanted;
    for (const heading of this.#head.cells) {
      const sorted = heading.dataset.column === this.#sort.column.name;
      if (sorted) {
        heading.setAttribute('aria-sort', this.#sort.down ? 'descending' : 'ascending');
      } else {
        heading.removeAttribute('aria-sort');
      }
    }
    this.#table.setAttribute('aria-rowcount', wanted.length + 1);
    const known = this.#live.pipeline?.flights ?? this.#live.flights.size;
    const more = this.#live.flights.size > 0 && known > this.#live.flights.size ? `, the next ${count(this.#live.flights.size)} to leave` : '';
    setText(document.getElementById('shown'), `${count(wanted.length)} of ${count(known)}${more}${this.#share()}`);
  }

  /** Where several engines share the flights, how much of them this one has. */
  #share() {
    const { partitions, of_partitions: all } = this.#live.pipeline ?? {};
    return partitions < all ? ` of this engine, which has ${count(partitions)} of ${count(all)} partitions` : '';
  }

  /** Until somebody chooses, the flights on sale; when the last of them has left, all that are known. */
  #phase() {
    const select = this.#filters.elements.phase;
    if (!this.#phaseChosen) {
      const flights = [...this.#live.flights.values()];
      select.value = flights.length === 0 || flights.some(({ phase }) => phase === 'OPEN' || phase === 'UNSCHEDULED') ? 'OPEN' : '';
    }
    return select.value;
  }

  #draw() {
    if (this.#stale) {
      this.#stale = false;
      this.#select();
    }
    const first = Math.max(0, Math.floor(this.#scroller.scrollTop / ROW) - SPARE);
    const fit = Math.ceil(this.#scroller.clientHeight / ROW) + 2 * SPARE;
    const last = Math.min(this.#shown.length, first + fit);
    while (this.#rows.length < last - first) {
      this.#rows.push(this.#row());
    }
    this.#above.style.height = `${first * ROW}px`;
    this.#below.style.height = `${(this.#shown.length - last) * ROW}px`;
    this.#rows.forEach((row, i) => {
      const flight = this.#shown[first + i];
      if (!flight || first + i >= last) {
        row.remove();
        return;
      }
      if (!row.isConnected) {
        this.#below.before(row);
      }
      this.#fill(row, flight, first + i);
    });
    this.#news.clear();
    if (this.#focusOn) {
      this.focus(this.#focusOn);
      this.#focusOn = null;
    }
  }

  #row() {
    const row = element('tr', { class: 'row' }, ...columns.map(() => element('td')));
    columns.forEach((column, i) => row.cells[i].classList.toggle('wide', Boolean(column.wide)));
    // Else it would be played again whenever the board comes back into sight.
    row.addEventListener('animationend', () => row.classList.remove('news'));
    return row;
  }

  #fill(row, flight, position) {
    const same = row.dataset.id === flight.id;
    row.dataset.id = flight.id;
    row.setAttribute('aria-rowindex', position + 2);
    row.classList.toggle('offered', flight.discount != null);
    row.classList.toggle('over', flight.phase !== 'OPEN');
    row.classList.toggle('chosen', flight.id === this.#chosen);
    columns.forEach((column, i) => column.fill(row.cells[i], flight, this.#live.time));
    if (same && this.#news.has(flight.id)) {
      row.classList.remove('news');
      void row.offsetWidth;
      row.classList.add('news');
    } else if (!same) {
      row.classList.remove('news');
    }
  }

  #open(event) {
    const row = event.target.closest('tr.row');
    if (row && !event.target.closest('a')) {
      location.hash = `flight/${encodeURIComponent(row.dataset.id)}`;
    }
  }

  #move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -Infinity, End: Infinity }[event.key];
    const row = event.target.closest('tr.row');
    if (step === undefined || !row) {
      return;
    }
    event.preventDefault();
    const from = this.#shown.findIndex((flight) => flight.id === row.dataset.id);
    const to = Math.min(this.#shown.length - 1, Math.max(0, from + step));
    const top = to * ROW;
    const height = this.#scroller.clientHeight - 2 * ROW;
    if (top < this.#scroller.scrollTop) {
      this.#scroller.scrollTop = top;
    } else if (top > this.#scroller.scrollTop + height) {
      this.#scroller.scrollTop = top - height;
    }
    this.#focusOn = this.#shown[to].id;
    this.#ask();
  }
}
