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
  const [place, id, decision] = location.hash.slice(1).split('/').map(decoded);
  const flight = place === 'flight' ? id : null;
  board.choose(flight);
  if (flight) {
    story.open(flight, decision);
  } else {
    story.close();
  }
}

/** As it stands where it is no code: such an address leads to a flight that nobody knows. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

addEventListener('hashchange', route);
route();
live.connect();
