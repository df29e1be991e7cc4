import { Board } from './board.js';
import { Feed } from './feed.js';
import { Masthead } from './masthead.js';
import { Live } from './stream.js';
import { Story } from './story.js';

const live = new Live();
const board = new Board(live);
new Masthead(live);
new Feed(live);
const story = new Story(live, (id) => board.focus(id));

function route() {
  const [place, id, decision] = location.hash.slice(1).split('/').map(decodeURIComponent);
  const flight = place === 'flight' ? id : null;
  board.choose(flight);
  if (flight) {
    story.open(flight, decision);
  } else {
    story.close();
  }
}

addEventListener('hashchange', route);
route();
live.connect();
