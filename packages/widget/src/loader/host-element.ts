/**
 * The element that carries the widget's shadow root. A name of its own keeps element selectors of the page away; inline styles marked
 * important keep the others away. It hangs on the root element, where a replaced body does not reach it, and as a popover it lies above
 * everything, whatever the page's z-indexes, transforms and clips.
 */
export function createHostElement(inline: boolean): HTMLElement {
  const element = document.createElement('craveva-widget')
  if (!inline) element.popover = 'manual'
  return element
}

/** Styles the element against the page, and puts it into its corner; `inline` leaves it where it stands. */
export function placeHostElement({ style }: HTMLElement, position: string | undefined, offset = '20px'): void {
  const corner = `fixed;inset:auto ${position === 'left' ? `auto ${offset} ${offset}` : `${offset} ${offset} auto`};overflow:visible;z-index:2147483000`
  const styles = `all:initial;display:block;${position === 'inline' ? 'height:100%' : `position:${corner}`};`
  style.cssText = styles.replaceAll(';', '!important;')
}

/** Puts the element back whenever a page's router throws it out; gives up when the page insists. Returns how to stop. */
export function keepAttached(element: HTMLElement, findParent: () => Element | null): () => void {
  let left = 100
  const attach = () => {
    const parent = findParent()
    if (element.isConnected || !parent || left-- < 0) return
    parent.append(element)
    if (element.popover) element.showPopover?.()
    observer.disconnect()
    for (const node of [document, document.documentElement, parent]) observer.observe(node, { childList: true })
  }
  const observer = new MutationObserver(attach)
  attach()
  return () => {
    observer.disconnect()
    element.remove()
  }
}
