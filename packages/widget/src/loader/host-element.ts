/**
 * The element that carries the widget's shadow root. A name of its own keeps element selectors of the page away; inline styles marked
 * important keep the others away. It hangs on the root element, where a replaced body does not reach it, and as a popover it lies above
 * everything, whatever the page's z-indexes, transforms and clips.
 */
export function createHostElement(): HTMLElement {
  const element = document.createElement('craveva-widget')
  element.popover = 'manual'
  return element
}

/** Styles the element against the page, and puts it into its corner. */
export function placeHostElement({ style }: HTMLElement, position: string | undefined, offset = '20px'): void {
  const [left, right] = position === 'left' ? [offset, 'auto'] : ['auto', offset]
  const styles = {
    all: 'initial',
    display: 'block',
    position: 'fixed',
    inset: `auto ${right} ${offset} ${left}`,
    overflow: 'visible',
    'z-index': 2147483000,
  }
  for (const [name, value] of Object.entries(styles)) style.setProperty(name, `${value}`, 'important')
}

/** Puts the element back whenever a page's router throws it out; gives up when the page insists. Returns how to stop. */
export function keepAttached(element: HTMLElement): () => void {
  let left = 100
  const attach = () => {
    if (element.isConnected || !document.documentElement || left-- < 0) return
    document.documentElement.append(element)
    element.showPopover?.()
    observer.disconnect()
    observe()
  }
  const observer = new MutationObserver(attach)
  const observe = () => {
    observer.observe(document, { childList: true })
    observer.observe(document.documentElement, { childList: true })
  }
  attach()
  return () => {
    observer.disconnect()
    element.remove()
  }
}
