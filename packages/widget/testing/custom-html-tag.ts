/**
 * What Google Tag Manager does with a tag of the kind Custom HTML, as a script for a page: `fireTag(html)`.
 *
 * When a container is published each script of the tag becomes `type="text/gtmscript"` with its address in `data-gtmsrc`. In the page that is parsed by
 * innerHTML, which runs nothing, and each script is made anew, with its text, address, id and charset alone. One with an address holds the
 * next back until it is loaded. With "Support document.write" another library puts the scripts in, which keeps their attributes: `keep`.
 */
export const tagManager = `
window.dataLayer = window.dataLayer || []
window.fireTag = function (html, keep) {
  const parsed = document.createElement('div')
  const published = html.replace(/<script\\b([^>]*)>/g, (_, attributes) => '<script type="text/gtmscript"' + attributes.replace(/\\ssrc=/, ' data-gtmsrc=') + '>')
  parsed.innerHTML = 'A<div>' + published + '</div>'
  const nodes = [...parsed.lastChild.childNodes]
  const insert = () => {
    const node = nodes.shift()
    if (!node) return
    if (node.nodeName !== 'SCRIPT' || node.type !== 'text/gtmscript') {
      document.body.insertBefore(node, null)
      return insert()
    }
    const script = document.createElement('script')
    if (keep) for (const { name, value } of node.attributes) script.setAttribute(name, value)
    script.async = false
    script.type = 'text/javascript'
    script.id = node.id
    script.text = node.text || node.textContent || ''
    const address = node.getAttribute('data-gtmsrc')
    if (address) {
      script.src = address
      script.onload = insert
    }
    document.body.insertBefore(script, null)
    if (!address) insert()
  }
  insert()
}`
