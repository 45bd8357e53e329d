import { type Chunk, targetChunkLength } from '../chunk.ts'
import type { Block, ParsedDocument } from '../document.ts'
import { blockUnits, type Unit } from './block-units.ts'
import { documentSections, type Section } from './document-sections.ts'
import { isQuestion } from './is-question.ts'
import { mergeSmallSections } from './merge-small-sections.ts'
import { packUnits } from './pack-units.ts'
import type { Passage } from './passage.ts'
import { productPassages } from './product-passages.ts'
import { withLeadIns } from './with-lead-ins.ts'

/** Answers to a question are cut later than other text: half of one is rarely an answer. */
const answerLength = targetChunkLength * 1.5
const longestQuestion = 300

/**
 * Cuts a document into passages along its headings. Nothing is lost: every word stands in the body of some passage, or in its title or
 * headings. Passages overlap in three places only, where they could not be understood alone: the line that introduces a list or table,
 * the header of a table, and the name of a product stand in each of their passages.
 */
export function splitDocument(document: ParsedDocument): Chunk[] {
  const passages = mergeSmallSections(documentSections(document).map(section => sectionPassages(section, document.language)))
  return passages.map((passage, ordinal) => ({
    title: document.title,
    language: document.language,
    url: document.url,
    ...passage,
    ordinal,
  }))
}

function sectionPassages({ headings, blocks }: Section, language: string | null): Passage[] {
  const passages: Passage[] = []
  const asks = isQuestion(headings)
  let units: Unit[] = []
  const flush = () => {
    passages.push(...packUnits(units, asks ? answerLength : targetChunkLength).map(packed => ({ headings, ...packed })))
    units = []
  }
  for (const { block, leadIn } of withLeadIns(blocks, language)) {
    if (block.kind === 'qa' || block.kind === 'product') {
      flush()
      passages.push(
        ...(block.kind === 'qa' ? questionPassages(headings, block, language) : productPassages(block.product, headings, language)),
      )
    } else {
      units.push(...blockUnits(block, leadIn, language))
    }
  }
  flush()
  return asks ? passages.map(passage => (passage.kind === 'text' ? { ...passage, kind: 'qa' } : passage)) : passages
}

/** The question becomes the last heading, so that every part of a long answer stands under it. */
function questionPassages(
  headings: readonly string[],
  { question, answer }: Extract<Block, { kind: 'qa' }>,
  language: string | null,
): Passage[] {
  const isHeading = question.length <= longestQuestion
  const paragraphs = (isHeading ? answer : `${question}\n\n${answer}`).split(/\n{2,}/).filter(text => text.trim())
  const units = paragraphs.flatMap(text => blockUnits({ kind: 'paragraph', text }, null, language))
  const path = isHeading ? [...headings, question] : headings
  return packUnits(units, answerLength).map(({ body }) => ({ kind: 'qa', headings: path, body, fields: null }))
}
