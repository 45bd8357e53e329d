import { onEnd } from '../dom/scope.ts'

/** For browsers without scroll anchoring: what grows at the end must not push away what is being read, until the scope it is called in ends. */
export function keepPlace(scroller: Element, content: HTMLElement): void {
  let height = content.offsetHeight
  const observer = new ResizeObserver(() => {
    scroller.scrollTop -= content.offsetHeight - height
    height = content.offsetHeight
  })
  observer.observe(content)
  onEnd(() => observer.disconnect())
}
