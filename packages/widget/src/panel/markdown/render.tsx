import type { Child } from '../../dom/jsx.ts'
import { h as element } from '../../dom/jsx-runtime.ts'
import { type Block, splitBlocks } from './blocks.ts'
import { type Inline, inline } from './inline.ts'

/** Quotes and lists nest this deep; what lies deeper is shown as text. */
const maxDepth = 6

/** Makes the element of a block. `growing`: more is to come, so marks that are still open at the end count as closed. */
export function renderBlock(block: Block, growing: boolean, depth = 0): Child {
  const line = (text: string, last = true) => inline(text, growing && last).map(renderInline)
  const nested = (text: string, last = true) =>
    depth < maxDepth
      ? splitBlocks(text).map((placed, index, all) => renderBlock(placed.block, growing && last && index === all.length - 1, depth + 1))
      : text

  switch (block.type) {
    case 'paragraph':
      return <p>{line(block.text)}</p>
    case 'heading':
      // The panel's own title is the heading above them.
      return element(`h${Math.min(block.level + 2, 6)}`, null, line(block.text))
    case 'code':
      return (
        <pre tabindex="0" dir="ltr">
          <code>{block.text}</code>
        </pre>
      )
    case 'quote':
      return <blockquote>{nested(block.text)}</blockquote>
    case 'list':
      return element(
        block.start === undefined ? 'ul' : 'ol',
        { start: block.start },
        block.items.map((item, index) => <li>{nested(item, index === block.items.length - 1)}</li>),
      )
    case 'table':
      return (
        <div class="table" tabindex="0">
          <table>
            {block.rows.map((row, index) => (
              <tr>
                {row.map((cell, column) =>
                  element(index ? 'td' : 'th', { class: block.align[column] }, line(cell, index === block.rows.length - 1)),
                )}
              </tr>
            ))}
          </table>
        </div>
      )
    case 'rule':
      return <hr />
  }
}

function renderInline(node: Inline): Child {
  if (typeof node === 'string') return node
  const { tag, href } = node
  const children = node.children.map(renderInline)
  if (!href) return element(tag, null, children)
  // A link into the shop stays in the tab; others open a new one and learn nothing about the page.
  const here = href.startsWith(`${location.origin}/`) || !/^http/.test(href)
  return element(tag, { href, target: here ? null : '_blank', rel: here ? null : 'noopener noreferrer nofollow ugc' }, children)
}
