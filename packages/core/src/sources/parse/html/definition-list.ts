import type { DraftBlock } from '../text/bold-lines.ts'
import { blockText } from './html-blocks.ts'
import type { HtmlElement } from './parse-tree.ts'

/** `<dl>`: terms that ask are questions with answers, the others a list of `term: meaning`. */
export function definitionBlocks(list: HtmlElement, blocksOf: (element: HtmlElement) => DraftBlock[]): DraftBlock[] {
  const pairs = definitionPairs(list).map(({ terms, meanings }) => ({
    term: textOfAll(terms, blocksOf, ', '),
    meaning: textOfAll(meanings, blocksOf, '\n'),
  }))
  const filled = pairs.filter(pair => pair.term || pair.meaning)
  if (filled.some(pair => /[?？؟]$/.test(pair.term))) {
    return filled.map(({ term, meaning }) =>
      term && meaning ? { kind: 'qa', question: term, answer: meaning } : { kind: 'paragraph', text: term || meaning },
    )
  }
  const items = filled.map(({ term, meaning }) => (term && meaning ? `${term.replace(/:$/, '')}: ${meaning}` : term || meaning))
  return items.length ? [{ kind: 'list', ordered: false, items }] : []
}

interface DefinitionPair {
  readonly terms: HtmlElement[]
  readonly meanings: HtmlElement[]
}

/** Pairs may be wrapped in `<div>`, and several terms may share a meaning. */
function definitionPairs(list: HtmlElement): DefinitionPair[] {
  const pairs: DefinitionPair[] = []
  for (const child of list.children) {
    if (typeof child === 'string') continue
    if (child.name === 'div') pairs.push(...definitionPairs(child))
    else if (child.name === 'dt' && pairs.at(-1)?.meanings.length === 0) pairs.at(-1)?.terms.push(child)
    else if (child.name === 'dt') pairs.push({ terms: [child], meanings: [] })
    else if (pairs.length) pairs.at(-1)?.meanings.push(child)
    else pairs.push({ terms: [], meanings: [child] })
  }
  return pairs
}

const textOfAll = (elements: readonly HtmlElement[], blocksOf: (element: HtmlElement) => DraftBlock[], separator: string): string =>
  elements
    .map(element => blocksOf(element).map(blockText).join('\n'))
    .filter(Boolean)
    .join(separator)
