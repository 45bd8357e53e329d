import type { BuiltinPassage } from '../builtin-answer.ts'
import { supportOf } from '../support.ts'
import { understand } from '../understand.ts'

/** What a shop says of itself, as `list_policies` tells it: `# Title`, an address, a text with headings. A passage for each of them, those first that say most to a question. */
export function policyPassages(content: string, question: string): BuiltinPassage[] {
  const asked = understand(question)
  return passagesOf(content)
    .map(passage => ({ passage, support: supportOf(passage, asked) }))
    .toSorted((a, b) => b.support.best - a.support.best)
    .map(({ passage }) => passage)
}

const passagesOf = (content: string): BuiltinPassage[] =>
  content.split(/^(?=# )/m).flatMap((policy, index) => {
    const [head = '', ...lines] = policy.split('\n')
    if (!head.startsWith('# ')) return []
    const url = /^https?:\/\/\S+$/.test(lines[0] ?? '') ? (lines.shift() ?? null) : null
    const sections = lines.join('\n').split(/^(?=## )/m)
    return sections.flatMap((section, place) => toPassage(section, { title: head.slice(2), url, id: `policy_${index}_${place}` }) ?? [])
  })

function toPassage(section: string, { title, url, id }: { title: string; url: string | null; id: string }): BuiltinPassage | null {
  const heading = /^## (.+)/.exec(section)?.[1] ?? null
  const body = section.replace(/^## .+/, '').trim()
  if (body === '') return null
  const none = { fields: null, language: null }
  return {
    ...none,
    chunkId: id,
    dataSourceId: 'policies',
    documentId: id,
    kind: 'text',
    title,
    headings: heading ? [heading] : [],
    body,
    url,
    score: 1,
  }
}
