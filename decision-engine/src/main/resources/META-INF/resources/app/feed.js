import { element, setText } from '../shared/dom.js';
import { count } from '../shared/format.js';
import { feedItem } from './decisions.js';

const LONGEST = 200;

/** Decisions as they are made. Stands still while someone reads in it, and says what waits. */
export class Feed {
  #list = document.getElementById('decisions');
  #note = document.getElementById('feed-note');
  #waiting = [];

  constructor(live) {
    live.addEventListener('frame', ({ detail }) => {
      if (detail.fresh) {
        this.#list.replaceChildren();
        this.#waiting = [];
      }
      this.#waiting.push(...detail.decisions);
      this.#show();
    });
    this.#list.addEventListener('scroll', () => this.#show(), { passive: true });
    this.#list.addEventListener('pointerleave', () => this.#show());
    this.#list.addEventListener('focusout', () => this.#show());
  }

  #show() {
    const reading =
      this.#list.scrollTop > 20 || this.#list.matches(':hover') || this.#list.contains(document.activeElement);
    if (reading && this.#list.childElementCount > 0) {
      setText(this.#note, this.#waiting.length > 0 ? `${count(this.#waiting.length)} more` : 'newest first');
      this.#waiting = this.#waiting.slice(-LONGEST);
      return;
    }
    setText(this.#note, 'newest first');
    if (this.#waiting.length > 0) {
      this.#list.querySelector('.empty')?.remove();
      this.#list.prepend(...this.#waiting.slice(-LONGEST).reverse().map(feedItem));
      this.#waiting = [];
    }
    while (this.#list.childElementCount > LONGEST) {
      this.#list.lastChild.remove();
    }
    if (this.#list.childElementCount === 0) {
      this.#list.append(element('li', { class: 'empty' }, 'No decision yet. They appear here as the engine makes them.'));
    }
  }
}
