import { describe, expect, test } from 'vitest'
import { type Block, splitBlocks } from './blocks.ts'

const blocksOf = (text: string): Block[] => splitBlocks(text).map(({ block }) => block)
const paragraph = (text: string): Block => ({ type: 'paragraph', text })

test('an empty line separates paragraphs', () => {
  expect(blocksOf('one\ntwo\n\n\nthree')).toEqual([paragraph('one\ntwo'), paragraph('three')])
  expect(blocksOf(' \n\n')).toEqual([])
})

test('says where each block begins', () => {
  const text = '# A\n\ntext\n- x\n\nend'
  expect(splitBlocks(text).map(({ at }) => text.slice(at, at + 3))).toEqual(['# A', 'tex', '- x', 'end'])
  expect(splitBlocks(text, 5).map(({ at }) => at)).toEqual([5, 10, 15])
})

test('headings, rules and quotes', () => {
  expect(blocksOf('## Two ##\n---\n> said\n> > twice\n#hashtag')).toEqual([
    { type: 'heading', level: 2, text: 'Two' },
    { type: 'rule' },
    { type: 'quote', text: 'said\n> twice' },
    paragraph('#hashtag'),
  ])
})

describe('code', () => {
  test('keeps its text, up to a fence that is long enough', () => {
    expect(blocksOf('````js\n```\n# no\n\n````\nafter')).toEqual([{ type: 'code', text: '```\n# no\n' }, paragraph('after')])
  })
  test('that is not closed goes to the end', () => {
    expect(blocksOf('```\na\n\nb')).toEqual([{ type: 'code', text: 'a\n\nb' }])
  })
})

describe('lists', () => {
  test('with nested ones, however far they are indented', () => {
    for (const indent of ['  ', '   ', '    ']) {
      const [list] = blocksOf(`1. one\n${indent}- a\n${indent}- b\n2. two`)
      expect(list).toEqual({ type: 'list', start: 1, items: ['one\n- a\n- b', 'two'] })
    }
  })
  test('keep their number, their lazy lines and their paragraphs', () => {
    expect(blocksOf('3) three\nlazy\n\n   more\n4) four\n\nafter')).toEqual([
      { type: 'list', start: 3, items: ['three\nlazy\n\nmore', 'four'] },
      paragraph('after'),
    ])
  })
  test('of another kind are another list', () => {
    expect(blocksOf('- a\n* b').map(block => block.type)).toEqual(['list', 'list'])
  })
  test('begin in the middle of a text only with a bullet or a one', () => {
    expect(blocksOf('It was\n2019. A good year')).toEqual([paragraph('It was\n2019. A good year')])
    expect(blocksOf('Steps:\n1. first')).toHaveLength(2)
    expect(blocksOf('Steps:\n- first')).toHaveLength(2)
  })
})

describe('tables', () => {
  test('have cells, alignment and the columns of their head', () => {
    expect(blocksOf('Prices\n| a | b |\n|:--|--:|\n| 1 \\| 2 | `x|y` |\n| only\n\nend')).toEqual([
      paragraph('Prices'),
      {
        type: 'table',
        align: ['left', 'right'],
        rows: [
          ['a', 'b'],
          ['1 | 2', '`x|y`'],
          ['only', ''],
        ],
      },
      paragraph('end'),
    ])
  })
  test('need as many columns in the rule as in the head', () => {
    expect(blocksOf('a | b\n---|---|---')).toEqual([paragraph('a | b\n---|---|---')])
  })
})
