/** An element with its attributes and children; text children are text, never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value != null && value !== false) {
      made.setAttribute(key, value === true ? '' : value);
    }
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

/** Touches the page only when the text differs. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
