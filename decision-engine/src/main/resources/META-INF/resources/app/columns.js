import { setText } from '../shared/dom.js';
import { NONE, clockOf, dayOf, decimal, percent } from '../shared/format.js';
import { outlook } from './stream.js';

/** One column of the board: what it is called, how it sorts, and how it fills its cell. */
const columns = [
  {
    name: 'route',
    title: 'Route',
    by: (flight) => flight.route,
    fill: (cell, flight) => {
      cell.className = 'route';
      setText(cell, flight.route ? `${flight.origin}\u2002${flight.destination}` : 'not scheduled');
    },
  },
  {
    name: 'flight',
    title: 'Flight',
    by: (flight) => flight.id,
    fill: (cell, flight) => {
      const link = cell.firstChild ?? cell.appendChild(document.createElement('a'));
      const target = `#flight/${encodeURIComponent(flight.id)}`;
      if (link.getAttribute('href') !== target) {
        link.href = target;
      }
      setText(link, flight.id);
    },
  },
  {
    name: 'departs',
    title: 'Departs',
    wide: true,
    by: (flight) => flight.departure ?? Infinity,
    fill: (cell, flight) => {
      cell.className = 'wide number';
      setText(cell, flight.departure == null ? NONE : `${dayOf(flight.departure)} ${clockOf(flight.departure)}`);
    },
  },
  {
    name: 'countdown',
    title: 'In',
    right: true,
    by: (flight) => flight.departure ?? Infinity,
    fill: (cell, flight, time) => {
      cell.className = 'number';
      setText(cell, outlook(flight, time));
    },
  },
  {
    name: 'load',
    title: 'Load factor',
    by: (flight) => flight.load ?? -1,
    fill: (cell, flight) => {
      if (!cell.firstChild) {
        cell.innerHTML = '<div class="load"><i></i><span class="number"></span></div>';
      }
      const [bar, figure] = cell.firstChild.children;
      bar.style.setProperty('--share', Math.min(1, flight.load ?? 0));
      bar.style.setProperty('--expected', flight.expected ?? flight.load ?? 0);
      setText(figure, percent(flight.load));
    },
  },
  {
    name: 'expected',
    title: 'Expected',
    right: true,
    wide: true,
    by: (flight) => flight.expected ?? -1,
    fill: (cell, flight) => {
      cell.className = 'wide number muted';
      setText(cell, flight.expected == null ? NONE : percent(flight.expected));
    },
  },
  {
    name: 'velocity',
    title: 'Seats/day',
    right: true,
    wide: true,
    by: (flight) => flight.sells ?? -1,
    fill: (cell, flight) => {
      cell.className = 'wide number';
      setText(cell, flight.sells == null ? NONE : decimal(flight.sells));
    },
  },
  {
    name: 'offer',
    title: 'Offer',
    by: (flight) => (flight.discount == null ? (flight.arm === 'HOLDOUT' ? 0.1 : 0) : flight.discount),
    fill: (cell, flight) => {
      cell.className = flight.discount == null ? 'muted' : 'offer';
      const offer = flight.discount == null ? null : `−${flight.discount} % ${flight.bucket ?? ''}`;
      setText(cell, offer ?? (flight.arm === 'HOLDOUT' ? 'held out' : ''));
    },
  },
];

export default columns;
