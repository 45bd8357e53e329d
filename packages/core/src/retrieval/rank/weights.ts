/** What ranking weighs; found by trying over several merchants' texts, none of it tied to one. */
export const weights = {
  /** Words found instead of the customer's own. */
  synonym: 0.5,
  related: 0.25,
  /** Synonyms of a word that the texts do not have at all. */
  synonymOfUnknown: 0.8,
  /** Everyday words, which tell little however rare they are in the texts. */
  lightWord: 0.6,
  spelling: 0.75,
  /** A phrase's single words, where the phrase means something as a whole. */
  phrasePart: 0.75,
  /** Words that stand beside the kind of thing asked for. */
  focusWords: 0.5,
  /** One occurrence by field, against one in the body. */
  title: 2.2,
  headings: 2,
  fields: 1.2,
  body: 1,
  /** BM25: how soon repetition stops counting, and how much long bodies are held back. */
  saturation: 1.4,
  lengthNormalization: 0.5,
  /** Two words of the question standing together, against the words themselves. */
  nearness: 0.45,
  /** Share of a passage's score that hangs on how much of the question it holds. */
  coverage: 0.45,
  /** Share of the score that hangs on how much of the question one sentence holds. */
  sentence: 0.3,
  /** Share lost by a passage without the kind of thing asked for, in another language than asked, and by words of the heading nobody asked for. */
  focus: 0.2,
  language: 0.25,
  heading: 0.15,
  /** Share lost by a product when the question is how something is done. */
  productForProcedure: 0.3,
}
