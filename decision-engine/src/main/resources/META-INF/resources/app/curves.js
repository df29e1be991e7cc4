import { chart, colour } from '../shared/chart.js';
import { element, setText } from '../shared/dom.js';
import { clockOf, count, dayAndClock, dayOf, duration } from '../shared/format.js';

/** How a flight fills: seats left over time with its promotions, and load factor on the way to departure. */
export class Curves {
  #terms;
  #seats;
  #load;
  #promotions = [];
  #flight = null;

  constructor(place, terms) {
    this.#terms = terms;
    this.#seats = figure('Seats remaining', 'over event time (UTC); amber marks offers');
    this.#load = figure('Load factor', 'towards departure; shaded where a rule offers, dashed at this pace');
    place.replaceChildren(this.#seats.figure, this.#load.figure);
  }

  /** @param expected load factor at departure at the present pace; null for none */
  update(flight, points, decisions, expected) {
    this.#flight = flight;
    this.#promotions = decisions
      .filter((event) => event.event_type === 'PromotionTriggered')
      .map((event) => Date.parse(event.event_time) / 1000);
    const departure = Date.parse(flight.scheduled_departure_time);
    const times = points.map((point) => Date.parse(point.event_time) / 1000);
    const left = points.map((point) => Math.max(0, point.total_seats - point.booked_seats));
    const load = withForecast(loadByMinutes(points, departure), expected);
    this.#draw(this.#seats, [times, left], () => this.#seatsChart());
    this.#draw(this.#load, load, () => this.#loadChart());
    const last = points.at(-1);
    const summary = last
      ? `${count(points.length)} points from ${dayAndClock(times[0] * 1000)} to ${dayAndClock(times.at(-1) * 1000)}, last ${count(left.at(-1))} seats left, ${count(this.#promotions.length)} offers`
      : 'No booking seen since this engine took the flight over.';
    this.#seats.plot.setAttribute('aria-label', `Seats remaining over time: ${summary}`);
    this.#load.plot.setAttribute('aria-label', `Load factor against time to departure: ${summary}`);
    setText(this.#seats.note, last ? '' : summary);
  }

  close() {
    this.#seats.chart?.close();
    this.#load.chart?.close();
  }

  #draw(shown, data, describe) {
    shown.plot.hidden = data[0].length === 0;
    if (data[0].length === 0) {
      return;
    }
    if (shown.chart) {
      shown.chart.update(data);
    } else {
      shown.chart = chart(shown.plot, describe, data);
    }
  }

  #seatsChart() {
    return {
      height: 190,
      scales: { x: { time: true }, y: { range: (_, __, max) => [0, Math.max(1, max) * 1.05] } },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      axes: [
        { values: (_, ticks, __, ___, step) => ticks.map((tick) => (step < DAY_SECONDS ? clockOf(tick * 1000) : dayOf(tick * 1000))), space: 70 },
        { size: 42 },
      ],
      series: [
        {},
        {
          stroke: colour('blue'),
          width: 2,
          fill: colour('blue-fill'),
          paths: uPlot.paths.stepped({ align: 1 }),
          points: { show: false },
        },
      ],
      hooks: { draw: [(plot) => this.#markPromotions(plot)] },
    };
  }

  #loadChart() {
    return {
      height: 190,
      scales: { x: { time: false, dir: -1, range: (_, __, max) => [0, Math.max(30, max) * 1.02] }, y: { range: [0, 1] } },
      axes: [
        { values: (_, ticks) => ticks.map((tick) => (tick > 0 && tick % 1440 === 0 ? `${tick / 1440} d` : duration(tick))), incrs: MINUTES },
        { size: 50, values: (_, ticks) => ticks.map((tick) => `${Math.round(tick * 100)} %`) },
      ],
      series: [
        {},
        { stroke: colour('blue'), width: 2, points: { show: false }, paths: uPlot.paths.stepped({ align: -1 }) },
        { stroke: colour('muted'), width: 1.5, dash: [5, 4], points: { show: false } },
      ],
      hooks: { drawClear: [(plot) => this.#shadeRules(plot)] },
    };
  }

  /** One line for each offer; a flight that gets one at every booking shows a band. */
  #markPromotions(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = colour('amber');
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    for (const at of this.#promotions) {
      const x = Math.round(plot.valToPos(at, 'x', true));
      if (x >= bbox.left && x <= bbox.left + bbox.width) {
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
      }
    }
    ctx.stroke();
    ctx.restore();
  }

  #shadeRules(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.fillStyle = colour('amber-fill');
    ctx.globalAlpha = 0.55;
    for (const rule of this.#terms.rules) {
      const from = plot.valToPos(rule.minutes_below, 'x', true);
      const to = plot.valToPos(rule.minutes_from, 'x', true);
      const top = plot.valToPos(rule.load_factor_below, 'y', true);
      ctx.fillRect(Math.min(from, to), top, Math.abs(to - from), bbox.top + bbox.height - top);
    }
    ctx.restore();
  }
}

const DAY_SECONDS = 24 * 60 * 60;
const MINUTES = [5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 5760, 10080, 20160, 40320];

function figure(title, subtitle) {
  const plot = element('div', { role: 'img', 'aria-label': title });
  const note = element('p', { class: 'muted' });
  return {
    plot,
    note,
    chart: null,
    figure: element('figure', { class: 'figure' }, element('figcaption', {}, title, ' ', element('span', {}, subtitle)), plot, note),
  };
}

/** The same with a second line from the last point to what is expected at departure. */
function withForecast([minutes, load], expected) {
  if (expected == null || minutes.length === 0 || minutes[0] === 0) {
    return [minutes, load, load.map(() => null)];
  }
  return [
    [0, ...minutes],
    [null, ...load],
    [expected, load[0], ...load.slice(1).map(() => null)],
  ];
}

/** Ascending in minutes, as the chart wants it; of several points in one minute the last counts. */
function loadByMinutes(points, departure) {
  const byMinute = new Map();
  for (const point of points) {
    const minutes = Math.max(0, Math.floor((departure - Date.parse(point.event_time)) / 60_000));
    byMinute.set(minutes, point.booked_seats / point.total_seats);
  }
  const minutes = Number.isNaN(departure) ? [] : [...byMinute.keys()].sort((a, b) => a - b);
  return [minutes, minutes.map((minute) => byMinute.get(minute))];
}
