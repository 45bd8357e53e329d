/** Scripts, or letters, of one language. */
const scripts: Readonly<Record<string, RegExp>> = {
  ja: /[\u3040-\u30ff]/,
  ko: /\p{Script=Hangul}/u,
  he: /\p{Script=Hebrew}/u,
  hi: /\p{Script=Devanagari}/u,
  // Not that of Persian or Urdu.
  ar: /^(?!.*[پچژگکیٹڈے])(?=.*\p{Script=Arabic})/su,
  uk: /[іїєґ]/,
}

/** Common short words of a language. */
const common: Readonly<Record<string, RegExp>> = {
  en: /\b(?:the|and|is|are|you|your|for|with|of|it|we|can|this|that|in|to)\b/g,
  de: /\b(?:der|die|das|und|ist|sind|sie|ihr|ihre|für|mit|wir|nicht|ein|eine|den|im|zu|kostet|auf)\b/g,
  fr: /\b(?:le|la|les|et|est|sont|vous|votre|pour|avec|nous|une|des|du|dans|ce|cette|sur|coûte)\b/g,
  es: /\b(?:el|la|los|las|y|es|son|usted|su|para|con|una|del|en|este|esta|por|cuesta|que)\b/g,
  it: /\b(?:il|lo|gli|e|è|sono|per|con|una|della|del|di|questo|questa|che|costa|nel)\b/g,
  pt: /\b(?:o|os|as|e|é|são|você|seu|sua|para|com|uma|do|da|em|este|esta|por|custa|não)\b/g,
  nl: /\b(?:de|het|een|en|is|zijn|u|uw|voor|met|wij|van|dit|dat|op|kost|niet|je)\b/g,
  pl: /\b(?:i|jest|są|dla|z|się|na|do|to|nie|w|kosztuje|ten|ta|po)\b/g,
  sv: /\b(?:och|är|en|ett|det|för|med|du|vi|på|som|inte|kostar|att)\b/g,
  da: /\b(?:og|er|en|et|det|for|med|du|vi|på|som|ikke|koster|at|af)\b/g,
  no: /\b(?:og|er|en|et|det|for|med|du|vi|på|som|ikke|koster|å|av)\b/g,
  fi: /\b(?:ja|on|ovat|se|tämä|että|ei|voit|maksaa|myös)\b/g,
  tr: /(?:^|\s)(?:ve|bir|bu|için|ile|olarak|değil|da|de|içinde)(?=\s)/g,
  cs: /\b(?:a|je|jsou|se|na|pro|do|to|stojí|za|ve|od)\b/g,
  ru: /(?:^|\s)(?:и|в|на|для|с|не|это|вы|мы|за|по)(?=\s)/g,
  zh: /[\u4e00-\u9fff]/g,
}

/** One common word may be a name, or a word of another language. */
const sureFrom = 2

/**
 * The language a text is probably in, as a BCP 47 tag; null when nothing tells. `surely`: also when little tells, or that of another language as much.
 */
export function writtenIn(text: string, { surely = false }: { surely?: boolean } = {}): string | null {
  const lower = text.toLowerCase()
  for (const [language, letters] of Object.entries(scripts)) if (letters.test(lower)) return language
  const counts = Object.entries(common).map(([language, words]) => ({ language, count: lower.match(words)?.length ?? 0 }))
  const [best, next] = counts.sort((a, b) => b.count - a.count)
  if (!best || best.count === 0) return null
  return surely && (best.count < sureFrom || best.count === next?.count) ? null : best.language
}
