/**
 * Makes the children of `parent` from the index `from` on equal to those of `wanted`, touching only what differs:
 * what stands keeps its selection, its focus and its place on the screen.
 */
export function morph(parent: Node, wanted: Node, from = 0): void {
  let shown = parent.childNodes[from]
  for (const child of [...wanted.childNodes]) {
    const next = shown?.nextSibling ?? undefined
    if (!shown) parent.appendChild(child)
    else if (!shown.isEqualNode(child)) change(parent, shown, child)
    shown = next
  }
  while (shown) {
    const next = shown.nextSibling ?? undefined
    parent.removeChild(shown)
    shown = next
  }
}

function change(parent: Node, shown: Node, wanted: Node) {
  if (shown instanceof Text && wanted instanceof Text) shown.data = wanted.data
  else if (shown.cloneNode().isEqualNode(wanted.cloneNode())) morph(shown, wanted)
  else parent.replaceChild(wanted, shown)
}
