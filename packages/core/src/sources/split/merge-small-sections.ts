import { targetChunkLength } from '../chunk.ts'
import { isQuestion } from './is-question.ts'
import type { Passage } from './passage.ts'

/** Sections below this say too little alone; those right under the title are subjects of their own, and joined only when they are a line or two. */
const small = 160
const smallSubject = 80

/**
 * Joins neighbouring sections of a few words under the same parent, and such an introduction with the small sections below it. Their
 * headings move into the body, the path becomes that of the parent. Questions are not joined: each is what somebody asks.
 */
export function mergeSmallSections(sections: readonly (readonly Passage[])[]): Passage[] {
  const result: Passage[] = []
  let group: Passage[] = []
  let parent: readonly string[] = []
  const flush = () => {
    result.push(...(group.length > 1 ? [joined(group, parent)] : group))
    group = []
  }
  for (const passages of sections) {
    const only = passages.length === 1 ? passages[0] : undefined
    if (!only || !isSmall(only)) {
      flush()
      result.push(...passages)
      continue
    }
    // An introduction directly under the parent's heading, and now a section one level below it: the group is the parent's.
    if (group.length === 1 && isIntroduction(group[0], only)) parent = group[0]?.headings ?? []
    if (!(isBelow(only, parent) && groupLength(group, parent) + lengthBelow(only, parent) <= targetChunkLength)) flush()
    if (group.length === 0) parent = only.headings.slice(0, -1)
    group.push(only)
  }
  flush()
  return result
}

const isSmall = (passage: Passage): boolean =>
  (passage.kind === 'text' || passage.kind === 'list') &&
  passage.body.length < (passage.headings.length > 1 ? small : smallSubject) &&
  !isQuestion(passage.headings)

const isBelow = (passage: Passage, parent: readonly string[]): boolean =>
  passage.headings.length === parent.length + 1 && parent.every((heading, index) => passage.headings[index] === heading)

const isIntroduction = (first: Passage | undefined, second: Passage): boolean =>
  first !== undefined &&
  second.headings.length === first.headings.length + 1 &&
  first.headings.every((heading, index) => second.headings[index] === heading)

function joined(group: readonly Passage[], parent: readonly string[]): Passage {
  const isList = group.every(passage => passage.kind === 'list')
  const bodies = group.map((passage, index) => bodyBelow(passage, index ? (group[index - 1]?.headings ?? parent) : parent))
  return { kind: isList ? 'list' : 'text', headings: parent, body: bodies.join('\n\n'), fields: null }
}

/** The body under those of its headings that are not known from what stands above it. */
function bodyBelow({ headings, body }: Passage, above: readonly string[]): string {
  const known = headings.findIndex((heading, index) => heading !== above[index])
  return [...(known < 0 ? [] : headings.slice(known)), body].join('\n')
}

const lengthBelow = (passage: Passage, parent: readonly string[]): number => bodyBelow(passage, parent).length + 2

const groupLength = (group: readonly Passage[], parent: readonly string[]): number =>
  group.reduce((sum, passage) => sum + lengthBelow(passage, parent), 0)
