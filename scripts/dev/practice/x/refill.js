/** How the site uses nodes again: another thing is shown in the same elements. */

/** Puts another thing into a node that stays: only its attributes and texts change. */
export function refill(node, wanted) {
  for (const { name, value } of wanted.attributes)
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  const [have, want] = [
    [...node.childNodes].filter((child) => child.localName !== "lapor-kominfo"),
    [...wanted.childNodes],
  ];
  want.forEach((child, index) => {
    const old = have[index];
    if (!old) node.append(child);
    else if (old.nodeType === 3 && child.nodeType === 3) old.nodeValue = child.nodeValue;
    else if (old.localName === child.localName) refill(old, child);
    else old.replaceWith(child);
  });
  for (const old of have.slice(want.length)) old.remove();
}
