import type { Block } from '../../document.ts'

/** `Q: … A: …` as support people write it: English, German, French, Spanish, Italian, Portuguese, Dutch, Nordic, Polish, Russian, Chinese, Japanese. */
const question =
  /^(?:q(?:uestion)?|f(?:rage)?|p(?:regunta|ergunta)?|d(?:omanda)?|v(?:raag|opros)?|вопрос|в|pytanie|question|問|问|質問)\s*\d{0,3}\s*[:：.)]\s*(?=\S)/iu
const answer =
  /^(?:a(?:nswer|ntwort|ntwoord)?|r(?:éponse|espuesta|isposta|esposta)?|s(?:var)?|ответ|о|odpowied[źz]|答|回答)\s*\d{0,3}\s*[:：.)]\s*(?=\S)/iu

/**
 * Joins marked questions with their marked answers. An answer goes on over further text as far as the next question; the last one ends
 * with its list, since what follows it may be anything.
 */
export function pairQuestions(blocks: readonly Block[]): Block[] {
  const result: Block[] = []
  let open: OpenPair | null = null
  const close = () => {
    if (open)
      result.push(
        open.answer.length
          ? { kind: 'qa', question: open.question, answer: open.answer.join('\n') }
          : { kind: 'paragraph', text: open.question },
      )
    open = null
  }
  blocks.forEach((block, index) => {
    const pair = markedQuestion(block, blocks[index + 1])
    if (pair) {
      close()
      open = { question: pair.question, answer: pair.answer ? [pair.answer] : [] }
    } else if (open && continues(open, block, blocks, index)) {
      open.answer.push(block.kind === 'list' ? listText(block) : block.kind === 'paragraph' ? block.text.replace(answer, '') : '')
    } else {
      close()
      result.push(block)
    }
  })
  close()
  return result
}

/** A marked question may be a heading as well, when a marked answer follows. */
function markedQuestion(block: Block, next: Block | undefined): { question: string; answer: string | null } | null {
  if (block.kind === 'paragraph') return splitPair(block.text)
  return block.kind === 'heading' && next?.kind === 'paragraph' && answer.test(next.text) ? splitPair(block.text) : null
}

interface OpenPair {
  readonly question: string
  readonly answer: string[]
}

function continues(open: OpenPair, block: Block, blocks: readonly Block[], index: number): boolean {
  if (open.answer.length === 0) return block.kind === 'paragraph' && answer.test(block.text)
  if (block.kind === 'list') return true
  return block.kind === 'paragraph' && isBeforeQuestion(blocks, index + 1)
}

/** Another question follows, with nothing but text and lists before it. */
function isBeforeQuestion(blocks: readonly Block[], start: number): boolean {
  for (let index = start; index < start + 20; index++) {
    const block = blocks[index]
    if (!block) return false
    if (markedQuestion(block, blocks[index + 1])) return true
    if (block.kind !== 'paragraph' && block.kind !== 'list') return false
  }
  return false
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
