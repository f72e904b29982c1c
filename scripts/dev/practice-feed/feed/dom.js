/** Builds elements of the bench's feeds, outside the page, so that each post is added whole. */

const svgNamespace = "http://www.w3.org/2000/svg";

export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** `levels` plain boxes around the children. */
export function boxes(levels, ...children) {
  let box = h("div", {}, ...children);
  for (let level = 1; level < levels; level++) box = h("div", { class: "css-175oi2r" }, box);
  return box;
}

export function icon(path = "M4 4h16v16H4z") {
  const svg = document.createElementNS(svgNamespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  const group = document.createElementNS(svgNamespace, "g");
  const line = document.createElementNS(svgNamespace, "path");
  line.setAttribute("d", path);
  group.append(line);
  svg.append(group);
  return svg;
}
