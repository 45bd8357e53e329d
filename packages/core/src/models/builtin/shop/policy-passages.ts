import type { BuiltinPassage } from '../builtin-answer.ts'
import { textLanguage } from '../spoken-language.ts'
import { supportOf } from '../support.ts'
import { understand } from '../understand.ts'

/**
 * What a shop says of itself, as `list_policies` tells it: `# Title`, an address, a text with headings. A passage for each of them, those first that
 * say most to a question; where title and heading name all of it, no others but those whose heading names a part. */
export function policyPassages(content: string, question: string): BuiltinPassage[] {
  const asked = understand(question)
  const found = passagesOf(content)
    .map(passage => ({ passage, support: supportOf(passage, asked), ...named(passage, asked) }))
    .toSorted((a, b) => b.support.best - a.support.best)
  const isAnyNamed = found.some(({ isNamed }) => isNamed)
  return found.filter(({ isNamed, isTouched }) => !isAnyNamed || isNamed || isTouched).map(({ passage }) => passage)
}

/** Whether title and heading name all that was asked, and whether the heading names any of it. */
function named(passage: BuiltinPassage, asked: ReturnType<typeof understand>) {
  const share = (title: string) => supportOf({ ...passage, title, body: '' }, asked).whole
  return { isNamed: share(passage.title) > 0.99, isTouched: share('') > 0 }
}

const passagesOf = (content: string): BuiltinPassage[] =>
  content.split(/^(?=# )/m).flatMap((policy, index) => {
    const [head = '', ...lines] = policy.split('\n')
    if (!head.startsWith('# ')) return []
    const url = /^https?:\/\/\S+$/.test(lines[0] ?? '') ? (lines.shift() ?? null) : null
    const text = lines.join('\n')
    const page = { title: head.slice(2), url, language: textLanguage(text) }
    return text.split(/^(?=## )/m).flatMap((section, place) => toPassage(section, { ...page, id: `policy_${index}_${place}` }) ?? [])
  })

function toPassage(
  section: string,
  { title, url, language, id }: { title: string; url: string | null; language: string | null; id: string },
): BuiltinPassage | null {
  const heading = /^## (.+)/.exec(section)?.[1] ?? null
  const body = section.replace(/^## .+/, '').trim()
  if (body === '') return null
  return {
    fields: null,
    language,
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
