import type { WidgetConfig } from '@craveva/sdk/chat'
import { isColor, luminance, textOn } from '../shared/color.ts'
import type { WidgetSettings } from '../shared/settings.ts'
import { chatWord } from './chat-word.ts'
import css from './launcher.css?inline'

/** A quiet blue that reads well on white and carries white text. */
const defaultColor = '#2f5bd8'

/**
 * Draws the launcher into the shadow root of an element of its own. Its name keeps element selectors of the page away; inline styles marked
 * important keep the others away. As a popover it lies above everything, whatever the page's z-indexes, transforms and clips.
 */
export function drawLauncher({ config, page }: WidgetSettings) {
  const settings = config?.ui_settings
  const text = page.text ?? settings?.launcher_text
  const icon = page.icon ?? settings?.launcher_icon
  const lang = page.lang || config?.language || document.documentElement.lang || navigator.language
  const ariaLabel = text || chatWord(lang)
  const element = create('craveva-widget', {
    lang,
    // A landmark of the page, so that nothing on it lies outside of one.
    role: 'region',
    ariaLabel,
    popover: page.position === 'inline' ? null : 'manual',
  })
  const root = element.attachShadow({ mode: 'open' })

  /** A constructed style sheet is not subject to the page's `style-src`; browsers without them get a style element with the page's nonce. */
  function addStyles(css: string) {
    try {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      root.adoptedStyleSheets.push(sheet)
    } catch {
      root.append(create('style', { nonce: page.nonce ?? '', textContent: css }))
    }
  }
  addStyles(css)

  /** Styles the element against the page, in its colours and in its corner, or `inline` where it stands. Answers the luminance of the colour. */
  function paint(config: WidgetConfig | null) {
    const { color, position, offset = '20px' } = { ...config?.ui_settings, ...page }
    const accent = isColor(color) ? color : defaultColor
    const level = luminance(accent)
    const corner = `position:fixed;z-index:2147483000;bottom:${offset};${position === 'left' ? position : 'right'}:${offset}`
    const styles = `all:initial;display:block;${position === 'inline' ? 'height:100%' : corner};--accent:${accent};--on-accent:${textOn(level)};`
    element.style.cssText = styles.replaceAll(';', '!important;')
    return level
  }
  paint(config)

  const launcher = create('button', { className: 'launcher', part: 'launcher', ariaLabel, ariaHasPopup: 'dialog', ariaExpanded: 'false' })
  const [svg, path] = ['svg', 'path'].map(name => document.createElementNS('http://www.w3.org/2000/svg', name)) as unknown as [
    Element,
    Element,
  ]
  // Drawn in a square of 24 by 24.
  path.setAttribute('d', icon ?? 'M2 22l2-6a9 9 0 1 1 4 4z')
  svg.append(path)
  launcher.append(svg, text ?? '')
  root.append(launcher)

  /** A guarded preload: a browser that knows integrity for modules refuses to run one whose hash is another. */
  function preload(href: string, integrity: string | undefined) {
    if (integrity) root.append(create('link', { rel: 'modulepreload', integrity, crossOrigin: '', href }))
  }

  return { element, launcher, addStyles, paint, preload }
}

const create = <Name extends keyof HTMLElementTagNameMap | 'craveva-widget'>(name: Name, properties: object) =>
  Object.assign(document.createElement(name), properties) as Name extends keyof HTMLElementTagNameMap
    ? HTMLElementTagNameMap[Name]
    : HTMLElement
