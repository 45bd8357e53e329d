/** Markdown as the HTML that Telegram knows; whatever is not closed stays as it is written. */
export function toHtml(markdown: string): string {
  const blocks = markdown.split(/(^```[^\n]*\n[\s\S]*?^```$)/m)
  return blocks.map((block, index) => (index % 2 ? codeBlock(block) : lines(block))).join('')
}

function codeBlock(block: string) {
  const [, language = '', code = ''] = /^```([^\n]*)\n([\s\S]*?)\n?```$/.exec(block) ?? []
  const name = /^[\w+-]+$/.test(language) ? ` class="language-${language}"` : ''
  return `<pre><code${name}>${escapeHtml(code)}</code></pre>`
}

const lines = (text: string) =>
  text
    .split('\n')
    .map(line => {
      const heading = /^#{1,6}\s+(.*)$/.exec(line)
      if (heading) return `<b>${inline(heading[1] ?? '')}</b>`
      const item = /^(\s*)[-*+]\s+(.*)$/.exec(line)
      return item ? `${item[1]}• ${inline(item[2] ?? '')}` : inline(line)
    })
    .join('\n')

/** Code first, as nothing in it means anything; then links, bold, italic, struck out. */
function inline(text: string) {
  return text
    .split(/(`[^`]+`)/)
    .map((piece, index) => (index % 2 ? `<code>${escapeHtml(piece.slice(1, -1))}</code>` : styled(escapeHtml(piece))))
    .join('')
}

const styled = (text: string) =>
  text
    .replace(
      /\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g,
      (_, label: string, url: string) => `<a href="${url.replaceAll('"', '%22')}">${label}</a>`,
    )
    .replace(/\*\*(?=\S)([^*]+?)(?<=\S)\*\*/g, '<b>$1</b>')
    .replace(/(?<![\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])/g, '<i>$1</i>')
    .replace(/~~(?=\S)([^~]+?)(?<=\S)~~/g, '<s>$1</s>')

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
