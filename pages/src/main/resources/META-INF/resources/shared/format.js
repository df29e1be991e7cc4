/** Figures as people read them. Numbers in the reader's language, times in UTC as everywhere in the system. */

export const NONE = '–';

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const cents = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2, minimumFractionDigits: 2 });
const day = new Intl.DateTimeFormat(undefined, { day: '2-digit', month: 'short', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

export const count = (value) => (value == null ? NONE : whole.format(value));
export const decimal = (value) => (value == null ? NONE : tenth.format(value));
export const compact = (value) => (value == null ? NONE : value < 10_000 ? whole.format(value) : short.format(value));

/** A share from 0 to 1. Figure and sign stay on one line. */
export const percent = (share) => (share == null ? NONE : `${tenth.format(share * 100)}\u00a0%`);

/** @param {number} millis since the epoch */
export const dayOf = (millis) => (millis == null ? NONE : day.format(millis));
export const clockOf = (millis) => (millis == null ? NONE : clock.format(millis));
export const dayAndClock = (millis) => (millis == null ? NONE : `${day.format(millis)} ${clock.format(millis)}`);

/** Whole minutes as the two largest units: 12 d 3 h, 3 h 05, 44 min. */
export function duration(minutes) {
  if (minutes == null) {
    return NONE;
  }
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = Math.floor(minutes % 60);
  if (days > 0) {
    return `${days} d ${String(hours).padStart(2, '0')} h`;
  }
  return hours > 0 ? `${hours} h ${String(rest).padStart(2, '0')}` : `${rest} min`;
}

/** A total, short. */
export function money(value, currency) {
  return value == null ? NONE : `${short.format(value)} ${currency ?? ''}`.trim();
}

/** A price, as it is. */
export function fare(value, currency) {
  return value == null ? NONE : `${cents.format(value)} ${currency ?? ''}`.trim();
}

const WITHHELD = { COOLDOWN: 'cooling down', HOLDOUT: 'held out', ACTIVE: 'one is in force', LIMIT: 'limit reached' };

/** Why a rule that held led to no offer, in two or three words. */
export const withheld = (reason) => WITHHELD[reason] ?? words(reason);

/** SOLD_OUT -> sold out */
export const words = (constant) => constant.toLowerCase().replaceAll('_', ' ');
