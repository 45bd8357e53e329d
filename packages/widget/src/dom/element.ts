import { watch } from './signal.ts'

const isSvg = /^(svg|path)$/

/** Creates an element. A function as attribute or child is read again whenever a signal it depends on changes. */
export function createElement(tag: string, attributes: object | null): Element {
  const element = isSvg.test(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag)
  for (const [name, value] of Object.entries(attributes ?? {})) setProperty(element, name, value)
  return element
}

function setProperty(element: Element, name: string, value: unknown) {
  if (name === 'ref') (value as (element: Element) => void)(element)
  else if (name.startsWith('on')) element.addEventListener(name.slice(2), value as EventListener)
  else if (isReactive(value)) watch(() => setAttribute(element, name, value()))
  else setAttribute(element, name, value)
}

function setAttribute(element: Element, name: string, value: unknown) {
  if (name === 'value') (element as HTMLInputElement).value = String(value)
  else if (value == null || value === false) element.removeAttribute(name)
  else element.setAttribute(name, value === true ? '' : String(value))
}

const isReactive = (value: unknown): value is () => unknown => typeof value === 'function'

/** Puts children at the end of a node. */
export function append(parent: Node, child: unknown): void {
  if (Array.isArray(child)) for (const each of child) append(parent, each)
  else if (child instanceof Node) parent.appendChild(child)
  else if (isReactive(child)) appendRegion(parent, child)
  else if (child != null && typeof child !== 'boolean') parent.appendChild(new Text(String(child)))
}

/** A stretch between two marks whose content is drawn again when it changes. */
function appendRegion(parent: Node, source: () => unknown) {
  const start = parent.appendChild(new Text())
  const end = parent.appendChild(new Text())
  watch(() => {
    const fragment = new DocumentFragment()
    append(fragment, source())
    const only = fragment.firstChild
    const shown = start.nextSibling
    if (shown instanceof Text && shown.nextSibling === end && only instanceof Text && only === fragment.lastChild) {
      shown.data = only.data
      return
    }
    while (start.nextSibling && start.nextSibling !== end) take(start.nextSibling)
    end.before(fragment)
  })
}

/** Takes a node off the screen. Focus within it goes to what is around it: it would get lost, and with it the keys that the panel listens to. */
export function take(node: ChildNode): void {
  const { activeElement } = node.getRootNode() as ShadowRoot
  if (node.contains(activeElement)) node.parentElement?.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true })
  node.remove()
}
