import type { Block } from '../../document.ts'

/** `Q: … A: …` as support people write it: English, German, French, Spanish, Italian, Portuguese, Dutch, Nordic, Polish, Russian, Chinese, Japanese. */
const question =
  /^(?:q(?:uestion)?|f(?:rage)?|p(?:regunta|ergunta)?|d(?:omanda)?|v(?:raag|opros)?|вопрос|в|pytanie|question|問|问|質問)\s*\d{0,3}\s*[:：.)]\s*(?=\S)/iu
const answer =
  /^(?:a(?:nswer|ntwort|ntwoord)?|r(?:éponse|espuesta|isposta|esposta)?|s(?:var)?|ответ|о|odpowied[źz]|答|回答)\s*\d{0,3}\s*[:：.)]\s*(?=\S)/iu

/** Joins marked questions with their marked answers, which may go on over several blocks of text until the next question or heading. */
export function pairQuestions(blocks: readonly Block[]): Block[] {
  const result: Block[] = []
  let open: { question: string; answer: string[] } | null = null
  const close = () => {
    if (open?.answer.length) result.push({ kind: 'qa', question: open.question, answer: open.answer.join('\n') })
    else if (open) result.push({ kind: 'paragraph', text: open.question })
    open = null
  }
  for (const block of blocks) {
    const pair = block.kind === 'paragraph' ? splitPair(block.text) : null
    if (pair) {
      close()
      open = { question: pair.question, answer: pair.answer ? [pair.answer] : [] }
    } else if (open && block.kind === 'paragraph' && open.answer.length === 0 && answer.test(block.text)) {
      open.answer.push(block.text.replace(answer, ''))
    } else if (open?.answer.length && (block.kind === 'paragraph' || block.kind === 'list')) {
      open.answer.push(block.kind === 'paragraph' ? block.text : listText(block))
    } else {
      close()
      result.push(block)
    }
  }
  close()
  return result
}

function splitPair(text: string): { question: string; answer: string | null } | null {
  const found = question.exec(text)
  if (!found) return null
  const rest = text.slice(found[0].length)
  const lines = rest.split('\n')
  const start = lines.findIndex(line => answer.test(line))
  if (start > 0) return { question: lines.slice(0, start).join(' '), answer: lines.slice(start).join('\n').replace(answer, '') }
  const inline = /[?？]\s+(?=(?:a|answer|r|antwort)\s*[:：])/iu.exec(rest)
  if (inline) return { question: rest.slice(0, inline.index + 1), answer: rest.slice(inline.index + inline[0].length).replace(answer, '') }
  return /[?？]$/.test(rest) && !rest.includes('\n') ? { question: rest, answer: null } : null
}

/** A list as lines of text; items that hold lists keep their indentation. */
export function listText(list: { readonly ordered: boolean; readonly items: readonly string[] }): string {
  return list.items.map((item, index) => `${list.ordered ? `${index + 1}.` : '-'} ${item.replaceAll('\n', '\n  ')}`).join('\n')
}
