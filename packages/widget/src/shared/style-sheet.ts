/**
 * Adds CSS to a shadow root. A constructed style sheet is not subject to the page's `style-src`;
 * browsers without them get a style element with the page's nonce.
 */
export function addStyleSheet(root: ShadowRoot, css: string, nonce = ''): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  } catch {
    const element = document.createElement('style')
    element.nonce = nonce
    element.textContent = css
    root.append(element)
  }
}
