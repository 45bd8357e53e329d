import type { WidgetConfig } from '@craveva/sdk/chat'
import { isColor, luminance, textOn } from '../shared/color.ts'
import type { WidgetSettings } from '../shared/settings.ts'
import { addStyleSheet } from '../shared/style-sheet.ts'
import { chatWord } from './chat-word.ts'
import { placeHostElement } from './host-element.ts'
import css from './launcher.css?inline'

/** A quiet blue that reads well on white and carries white text. */
const defaultColor = '#2f5bd8'

/** Draws the launcher into the host element's shadow root. */
export function drawLauncher(element: HTMLElement, { config, page }: WidgetSettings) {
  const root = element.attachShadow({ mode: 'open' })
  const addStyles = (css: string) => addStyleSheet(root, css, page.nonce)
  addStyles(css)

  function paint(config: WidgetConfig | null) {
    const { color, position } = { ...config?.ui_settings, ...page }
    const accent = isColor(color) ? color : defaultColor
    placeHostElement(element, position, page.offset)
    element.style.setProperty('--accent', accent)
    element.style.setProperty('--on-accent', textOn(accent))
    return accent
  }
  paint(config)

  element.lang = page.lang || config?.language || document.documentElement.lang || navigator.language
  const text = page.text ?? config?.ui_settings.launcher_text
  const name = text || chatWord(element.lang)
  const launcher = Object.assign(document.createElement('button'), {
    className: 'launcher',
    part: 'launcher',
    ariaLabel: name,
    ariaHasPopup: 'dialog',
    ariaExpanded: 'false',
  })
  launcher.append(drawIcon(page.icon ?? config?.ui_settings.launcher_icon), text ?? '')

  // A landmark of the page, so that nothing on it lies outside of one.
  element.role = 'region'
  element.ariaLabel = name
  root.append(launcher)

  /** A guarded preload: a browser that knows integrity for modules refuses to run one whose hash is another. */
  function preload(address: string, integrity: string) {
    if (!integrity) return
    const link = document.createElement('link')
    root.append(Object.assign(link, { rel: 'modulepreload', integrity, crossOrigin: '', href: address }))
  }

  return { root, launcher, addStyles, paint, preload, luminance }
}

/** An outline icon of 24 by 24; a speech bubble unless there is another path. */
function drawIcon(path: string | null | undefined): Element {
  const svg = document.createElementNS(svgNamespace, 'svg')
  const line = document.createElementNS(svgNamespace, 'path')
  svg.setAttribute('viewBox', '0 0 24 24')
  line.setAttribute('d', path ?? 'M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 0 1 5-13h2a8 8 0 0 1 8 8Z')
  svg.append(line)
  return svg
}

const svgNamespace = 'http://www.w3.org/2000/svg'
