import { element, setText } from '../shared/dom.js';
import { count } from '../shared/format.js';
import { feedItem } from './decisions.js';

const LONGEST = 200;

/**
 * Decisions as they are made. Stands still while someone reads in it, and says what waits. Decisions are numbered by the
 * engine: where more were made than the page was told, or can show, the list says how many are left out.
 */
export class Feed {
  #list;
  #note;
  #waiting = [];
  /** Whose numbers these are: an engine that started anew counts from the start. */
  #run = null;
  #anew = false;
  /** Number of the newest in the list and of the newest that waits; null for none. */
  #shown = null;
  #last = null;

  constructor(live, list = document.getElementById('decisions'), note = document.getElementById('feed-note')) {
    this.#list = list;
    this.#note = note;
    live.addEventListener('frame', ({ detail }) => {
      if (detail.fresh && detail.run !== this.#run) {
        this.#run = detail.run;
        this.#anew = true;
        this.#waiting = [];
        this.#last = null;
      }
      this.#take(detail.decisions);
      this.#show();
    });
    this.#list.addEventListener('scroll', () => this.#show(), { passive: true });
    this.#list.addEventListener('pointerleave', () => this.#show());
    this.#list.addEventListener('focusout', () => this.#show());
  }

  /** A snapshot tells some again. */
  #take(decisions) {
    for (const decision of decisions) {
      if (this.#last === null || decision.number > this.#last) {
        this.#waiting.push(decision);
        this.#last = decision.number;
      }
    }
    this.#waiting = this.#waiting.slice(-LONGEST);
  }

  #show() {
    const reading =
      this.#list.scrollTop > 20 || this.#list.matches(':hover') || this.#list.contains(document.activeElement);
    if (reading && this.#list.childElementCount > 0) {
      setText(this.#note, this.#waiting.length > 0 ? `${count(this.#more())} more` : 'newest first');
      return;
    }
    setText(this.#note, 'newest first');
    if (this.#anew) {
      this.#anew = false;
      this.#shown = null;
      this.#list.replaceChildren();
    }
    if (this.#waiting.length > 0) {
      this.#list.querySelector('.none')?.remove();
      this.#list.prepend(...this.#waiting.flatMap((decision) => this.#items(decision)).reverse());
      this.#waiting = [];
    }
    while (this.#list.childElementCount > LONGEST) {
      this.#list.lastChild.remove();
    }
    if (this.#list.childElementCount === 0) {
      this.#list.append(element('li', { class: 'empty none' }, 'No decision yet. They appear here as the engine makes them.'));
    }
  }

  /** How many were made since the newest in the list. */
  #more() {
    return this.#anew || this.#shown === null ? this.#waiting.length : this.#last - this.#shown;
  }

  #items(decision) {
    const missed = this.#shown === null ? 0 : decision.number - this.#shown - 1;
    this.#shown = decision.number;
    const gap = missed > 0 ? [element('li', { class: 'empty' }, `${count(missed)} ${missed === 1 ? 'decision' : 'decisions'} left out`)] : [];
    return [...gap, feedItem(decision)];
  }
}
